package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// addresses knows where each page of one edition in one language stands. Every address names a file, never a folder, so
// that the site also works from a file share.
type addresses struct {
	dir        string // "2026" or "2026/en"
	indicators string // name of the list and of the folder of indicators: "indicatoren"
	figures    string
	colophon   string
	risks      string // name of the list and of the folder of risks
	survey     string
	measures   string
	questions  string
	glossary   string

	actionList, organisation, changes string
	sheets                            string // name of the folder of meeting sheets: "bespreekblad"
	registration                      string // name of the calendar of deliveries: "registratie"
}

func newAddresses(site *model.Site, year string, l *language.Language) addresses {
	dir := year
	if l.Code != site.Languages[0] {
		dir += "/" + l.Code
	}
	return addresses{
		dir:          dir,
		indicators:   l.Say("page.path.indicators"),
		figures:      l.Say("page.path.figures"),
		colophon:     l.Say("page.path.colophon"),
		actionList:   l.Say("page.path.actions"),
		organisation: l.Say("page.path.organisation"),
		changes:      l.Say("page.path.changes"),
		sheets:       l.Say("page.path.sheets"),
		registration: l.Say("page.path.registration"),
		risks:        l.Say("page.path.risks"),
		survey:       l.Say("page.path.survey"),
		measures:     l.Say("page.path.measures"),
		questions:    l.Say("page.path.questions"),
		glossary:     l.Say("page.path.glossary"),
	}
}

func (a addresses) home() string { return a.dir + "/index.html" }

func (a addresses) indicatorList() string { return a.dir + "/" + a.indicators + ".html" }

func (a addresses) figureList() string { return a.dir + "/" + a.figures + ".html" }

func (a addresses) category(id string) string { return a.dir + "/" + id + ".html" }

func (a addresses) aspect(s *model.Aspect) string { return a.category(s.Category) + "#aspect-" + s.ID }

func (a addresses) figureData(slug, extension string) string {
	return a.dir + "/data/figures/" + slug + extension
}

func (a addresses) riskList() string { return a.dir + "/" + a.risks + ".html" }

func (a addresses) surveyPage() string { return a.dir + "/" + a.survey + ".html" }

func (a addresses) measureList() string { return a.dir + "/" + a.measures + ".html" }

func (a addresses) questionList() string { return a.dir + "/" + a.questions + ".html" }

func (a addresses) glossaryPage() string { return a.dir + "/" + a.glossary + ".html" }

func (a addresses) actions() string { return a.dir + "/" + a.actionList + ".html" }

func (a addresses) organisationPage() string { return a.dir + "/" + a.organisation + ".html" }

func (a addresses) calendar() string { return a.data(a.registration, ".ics") }

func (a addresses) changesPage() string { return a.dir + "/" + a.changes + ".html" }

func (a addresses) sheet(category string) string {
	return a.dir + "/" + a.sheets + "/" + category + ".html"
}

// taken are the names of pages that no chapter can have.
func (a addresses) taken() []string {
	return []string{"index", a.indicators, a.figures, a.colophon, a.risks, a.survey, a.measures, a.questions, a.glossary,
		a.actionList, a.organisation, a.changes}
}

// The beginnings of the anchors of things that have no page of their own. They are the same in all languages, so that an
// address that somebody keeps outlives a translation.
const (
	measureAnchor        = "maatregel-"
	questionAnchor       = "vraag-"
	actionAnchor         = "actie-"
	recommendationAnchor = "aanbeveling-"
	termAnchor           = "begrip-"
)

// thing is where a thing stands that a reference points at. kind is the scheme of references.
func (a addresses) thing(kind, id string) string {
	switch kind {
	case "action":
		return a.actions() + "#" + actionAnchor + id
	case "measure":
		return a.measureList() + "#" + measureAnchor + id
	case "question":
		return a.questionList() + "#" + questionAnchor + id
	case "recommendation":
		return a.actions() + "#" + recommendationAnchor + id
	case "risk":
		return a.risk(id)
	case "term":
		return a.glossaryPage() + "#" + termAnchor + id
	}
	return a.home()
}

// archivePage and notFoundPage stand at the root of the site.
const (
	archivePage  = "index.html"
	notFoundPage = "404.html"
)

// root is the way from a page to the root of the site: "../../".
func root(page string) string { return strings.Repeat("../", strings.Count(page, "/")) }

// relative is the shortest address of one page seen from another.
func relative(from, to string) string {
	file, anchor := to, ""
	if i := strings.IndexByte(to, '#'); i >= 0 {
		file, anchor = to[:i], to[i:]
	}
	if file == from && anchor != "" {
		return anchor
	}
	// What the folders of both begin with is left out.
	common := 0
	for i := 0; i < min(len(from), len(file)) && from[i] == file[i]; i++ {
		if from[i] == '/' {
			common = i + 1
		}
	}
	up := strings.Count(from[common:], "/")
	if up == 0 {
		return to[common:]
	}
	return strings.Repeat("../", up) + to[common:]
}
