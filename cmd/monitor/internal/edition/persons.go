package edition

// The data name roles and never persons: this file is about what looks like the name of one.

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

var (
	// addressed matches a name as people write it with a title or initials: dr. De Vries, J.A. Jansen.
	addressed = regexp.MustCompile(
		`(?:\b(?:[Dd]r|[Dd]rs|[Ii]r|[Ii]ng|[Mm]r|[Mm]rs|[Mm]s|[Pp]rof|[Dd]hr|[Mm]w|[Mm]evr|[Hh]eer|[Mm]evrouw)\b\.?|` +
			`\b[A-Z]\.)[ ]?(?:[A-Z]\.[ ]?)*(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|[Vv]on) )*[A-Z]\p{L}+`)
	// nextSentence matches what only looks like a name: class B. Then
	nextSentence = regexp.MustCompile(`^[A-Z]\. ?(?:De|Het|Een|Dit|Dat|Deze|Die|Daar\pL*|Er|In|Op|Bij|Van|Voor|Na|Wie|Wat|` +
		`Waar|Als|Zo|Ook|Zij|Hij|Wij|The|This|That|These|Then|There|It|On|At|For|After|Who|What|Where|If|So|They|We|An)$`)
	// wordOfName matches a word of a name, which begins with a capital but for "van" and the like.
	wordOfName = regexp.MustCompile(`^(?:\p{Lu}\p{Ll}+|van|de|der|den|ten|ter|von)$`)
)

// isPerson reports whether a text that should be the id of a role looks like the name of a person: it
// has a title or initials, or it is two to five words of a name, of which no title of a role has any.
func (r *reader) isPerson(text string) bool {
	if addressed.MatchString(text) {
		return true
	}
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	known := r.roleWords()
	for _, word := range words {
		if !wordOfName.MatchString(word) || known[word] {
			return false
		}
	}
	return true
}

// personIn returns the first name of a person in a text, with its title or initials, or "".
func personIn(text string) string {
	for _, found := range addressed.FindAllString(text, -1) {
		if !nextSentence.MatchString(found) {
			return found
		}
	}
	return ""
}

// roleWords returns the words with a capital in the titles of roles.
func (r *reader) roleWords() map[string]bool {
	words := make(map[string]bool)
	for _, role := range r.edition.RoleOrder {
		for title := range maps.Values(role.Title) {
			for _, word := range strings.Fields(title) {
				if word != strings.ToLower(word) {
					words[strings.Trim(word, ",.()")] = true
				}
			}
		}
	}
	return words
}

// isOfWork reports whether the passage is of something that was read. Its writers are no secret.
func (p Passage) isOfWork() bool {
	kind, _ := p.Of()
	return kind == model.SourceKind
}

// inWords reads a function that is no role of the organisation, as a text. It warns of the id of one, and
// of what looks like the name of a person in the first language of the site: elsewhere a function may be
// written with capitals too, as in "Security Adviser".
func (r *reader) inWords(t *source.Table, key string, required bool) model.Text {
	text := r.text(t, key, required)
	for _, lang := range slices.Sorted(maps.Keys(text)) {
		if role := r.edition.Roles[text[lang]]; role != nil {
			t.Report(key, diagnostic.IDForWords, "", role.ID, role.Title.In(r.site.Languages[0], r.site.Languages...))
			break // one slip is one message
		}
	}
	// A name with a title or initials is reported with all other texts.
	if name := text[r.site.Languages[0]]; personIn(name) == "" && r.isPerson(name) {
		t.Report(key, diagnostic.PersonNamed, "", name)
	}
	return text
}
