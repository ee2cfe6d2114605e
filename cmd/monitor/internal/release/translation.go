package release

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Translation is how far an edition is translated into a language.
type Translation struct {
	Language string
	Shown    bool             // the edition is shown in the language
	Chapters []*model.Chapter // those without a translation, as they are in the first language of the site
	Texts    []edition.Passage
}

// Translations returns how far an edition is translated into the languages of the site beside the first. shared
// are the texts of the site, which all editions share.
func Translations(site *model.Site, shared []edition.Passage, l *edition.Loaded) []Translation {
	var all []Translation
	for _, lang := range site.Languages[1:] {
		t := Translation{Language: lang, Shown: l.Edition.TranslatedInto(lang),
			Chapters: l.Edition.Untranslated(lang, site.Languages[0])}
		for _, passages := range [][]edition.Passage{shared, l.Passages} {
			for _, p := range passages {
				if lacks(p, lang) {
					t.Texts = append(t.Texts, p)
				}
			}
		}
		all = append(all, t)
	}
	return all
}

// lacks reports whether a text has no words in a language, or a list fewer items than in another. Words without a
// language serve all.
func lacks(p edition.Passage, lang string) bool {
	if _, serves := p.Words[""]; serves {
		return false
	}
	items := func(words []string) (n int) {
		for _, item := range words {
			if strings.TrimSpace(item) != "" {
				n++
			}
		}
		return n
	}
	own := items(p.Words[lang])
	for _, words := range p.Words {
		if items(words) > own {
			return true
		}
	}
	return own == 0
}
