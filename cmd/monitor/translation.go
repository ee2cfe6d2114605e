package main

import (
	"fmt"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/release"
)

// mostUntranslated is how many texts listUntranslated names: more are work for which the list is no help.
const mostUntranslated = 20

// listUntranslated prints which chapters and texts of the newest edition have no translation. That is no mistake:
// they are shown in another language, and check --release reports each.
func (p *program) listUntranslated(s *sources) {
	if len(s.loaded) == 0 || s.list.Errors() > 0 {
		return
	}
	newest := s.loaded[len(s.loaded)-1]
	for _, t := range release.Translations(s.site, edition.SitePassages(s.root), newest) {
		if len(t.Chapters)+len(t.Texts) == 0 {
			continue
		}
		if !t.Shown {
			fmt.Fprintln(p.stdout, p.say("translation.none", newest.Edition.Year, t.Language, len(t.Texts),
				p.plural(len(t.Texts), "translation.text", "translation.texts")))
			continue
		}
		fmt.Fprintln(p.stdout, p.say("translation.missing", newest.Edition.Year, t.Language, len(t.Chapters),
			p.plural(len(t.Chapters), "translation.chapter", "translation.chapters"), len(t.Texts),
			p.plural(len(t.Texts), "translation.text", "translation.texts")))
		for _, c := range t.Chapters {
			fmt.Fprintf(p.stdout, "  %s\n", c.Path)
		}
		for _, text := range t.Texts[:min(len(t.Texts), mostUntranslated)] {
			at := text.Position("")
			fmt.Fprintf(p.stdout, "  %s:%d: %s\n", at.File, at.Line, text.Key)
		}
		if more := len(t.Texts) - mostUntranslated; more > 0 {
			fmt.Fprintf(p.stdout, "  %s\n", p.say("translation.more", more))
		}
	}
}
