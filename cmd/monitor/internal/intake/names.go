package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/sheet"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// meaning is what a header or a label stands for. One text can mean two things: "Ongevallen 2025".
type meaning struct {
	role      string // one of edition.Roles, or ""
	indicator *model.Indicator
	member    *model.Member
	at        moment
}

func (m meaning) none() bool { return m == meaning{} }

// coordinate reports whether the meaning says of what a number is.
func (m meaning) coordinate() bool {
	return m.indicator != nil || m.member != nil || !m.at.zero() || m.role == "whole"
}

// with adds what another meaning says.
func (m meaning) with(other meaning) meaning {
	if m.role == "" {
		m.role = other.role
	}
	if m.indicator == nil {
		m.indicator = other.indicator
	}
	if m.member == nil {
		m.member = other.member
	}
	if m.at.zero() {
		m.at = other.at
	}
	return m
}

// said writes the meaning as import.toml does.
func (m meaning) said() string {
	var parts []string
	if m.role != "" {
		parts = append(parts, m.role)
	}
	if m.indicator != nil {
		parts = append(parts, "indicator:"+m.indicator.ID)
	}
	if m.member != nil {
		parts = append(parts, "member:"+m.member.Key)
	}
	if !m.at.zero() {
		parts = append(parts, "period:"+m.at.String())
	}
	return strings.Join(parts, " ")
}

// moment is a period, or a day that lies in one.
type moment struct {
	period model.Period
	day    time.Time
}

func (m moment) zero() bool { return m == moment{} }

func (m moment) String() string {
	if !m.day.IsZero() {
		return m.day.Format(time.DateOnly)
	}
	return m.period.String()
}

// in returns the period of a frequency.
func (m moment) in(f model.Frequency) (p model.Period, ok bool) {
	if !m.day.IsZero() {
		return model.PeriodOf(f, m.day.Year(), int(m.day.Month())), true
	}
	return m.period, m.period.Frequency == f
}

// quarterForms are how people write quarters out: "3e kwartaal 2024", "kwartaal 3 2024".
var quarterForms = regexp.MustCompile(
	`(?i)^(?:([1-4]) ?(?:e|de|ste|st|nd|rd|th)?\.? ?(?:kwartaal|kwart\.?|kw\.?|quarter|q)|` +
		`(?:kwartaal|kwart\.?|kw\.?|quarter) ?([1-4])),? ?(?:van |of )?([0-9]{4})$`)

// periodWords may stand before a period.
var periodWords = regexp.MustCompile(`(?i)^(?:jaar|year|studiejaar|collegejaar|academisch jaar|academic year|fy|aj) `)

// readMoment reads a cell that is a period as a whole.
func readMoment(c sheet.Cell) (moment, bool) {
	switch c.Kind {
	case sheet.Date:
		return moment{day: c.Date}, c.Date.Year() >= 1800 && c.Date.Year() < 2200
	case sheet.Number:
		p, ok := model.ParsePeriod(strconv.FormatFloat(c.Number, 'f', -1, 64))
		return moment{period: p}, ok && !c.Percent
	case sheet.Text:
		return textMoment(c.Text)
	}
	return moment{}, false
}

func textMoment(text string) (moment, bool) {
	text = strings.Join(strings.Fields(text), " ")
	text = periodWords.ReplaceAllString(text, "")
	if p, ok := model.ParsePeriod(text); ok {
		return moment{period: p}, true
	}
	for _, layout := range []string{"2-1-2006", "02-01-2006", time.DateOnly} {
		if day, err := time.Parse(layout, text); err == nil {
			return moment{day: day}, true
		}
	}
	if m := quarterForms.FindStringSubmatch(text); m != nil {
		text = m[3] + "-Q" + m[1] + m[2]
	}
	if len(text) < len("jan-24") || strings.ContainsAny(text, ".,") && !strings.ContainsFunc(text, unicode.IsLetter) {
		return moment{}, false // a number
	}
	if p, ok := model.ParsePeriod(source.SuggestPeriod(text)); ok {
		return moment{period: p}, true
	}
	p, ok := model.ParsePeriod(text)
	return moment{period: p}, ok
}

// words are what headers are called, folded, in Dutch and English.
var words = map[string][]string{
	"period": {"jaar", "year", "periode", "period", "kwartaal", "quarter", "maand", "month", "studiejaar", "collegejaar",
		"academischjaar", "academicyear", "datum", "date", "tijdvak"},
	"value": {"waarde", "value", "aantal", "number", "aantallen", "cijfer", "cijfers", "percentage", "getal", "bedrag",
		"amount", "count", "uitkomst", "result"},
	"flags": {"vlag", "vlaggen", "flag", "flags", "markering"},
	"note": {"opmerking", "opmerkingen", "toelichting", "noot", "noten", "note", "notes", "remark", "remarks", "comment",
		"comments", "opm"},
	"of":        {"of", "noemer", "totaalvan", "outof", "basis"},
	"revised":   {"revised", "herzien", "redenvanherziening", "reasonforrevision", "redenwijziging"},
	"indicator": {"indicator", "kengetal", "indicatoren", "indicators", "kengetallen"},
	"part":      {"part", "onderdeel", "uitsplitsing", "breakdown", "deel"},
	"total":     {"totaal", "total", "totalen", "totals", "som", "sum", "eindtotaal", "grandtotal", "subtotaal", "subtotal"},
	"skip":      {"definitie", "definition", "bron", "source", "unit", "id", "nr"},
}

// fold makes texts alike that mean the same: without case, accents, marks and spaces.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(text))
}

// names finds what a text means.
type names struct {
	known      map[string]string // header → meaning, of import.toml
	edition    *model.Edition
	words      map[string]string             // role
	indicators map[string][]*model.Indicator // by folded id and titles
	dimension  *model.Dimension              // that parts are of, once known
	members    map[string][]*model.Member    // of that dimension
	dimensions map[string]*model.Dimension   // by folded id and titles
}

func newNames(e *model.Edition, known *edition.Import) *names {
	n := &names{edition: e, known: make(map[string]string), words: make(map[string]string),
		indicators: make(map[string][]*model.Indicator), dimensions: make(map[string]*model.Dimension)}
	for header, said := range known.Means {
		n.known[plainHeader(header)] = said
	}
	for role, all := range words {
		for _, word := range all {
			n.words[word] = role
		}
	}
	for _, i := range e.Indicators {
		add(n.indicators, i, i.ID, i.Title)
	}
	for _, d := range e.Dimensions {
		n.dimensions[fold(d.ID)] = d
		for _, title := range d.Title {
			n.dimensions[fold(title)] = d
		}
	}
	if d := e.Dimension(known.Dimension); d != nil {
		n.choose(d)
	}
	return n
}

// add adds a thing by its id and its titles.
func add[T comparable](to map[string][]T, thing T, id string, titles model.Text) {
	keys := []string{fold(id)}
	for _, title := range titles {
		keys = append(keys, fold(title))
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		if key != "" {
			to[key] = append(to[key], thing)
		}
	}
}

// choose says of which dimension parts are.
func (n *names) choose(d *model.Dimension) {
	n.dimension = d
	n.members = membersOf(d)
}

func membersOf(d *model.Dimension) map[string][]*model.Member {
	all := make(map[string][]*model.Member)
	for _, m := range d.Members {
		add(all, m, m.Key, m.Title)
	}
	return all
}

// plainHeader is a header as import.toml has it: on one line.
func plainHeader(text string) string { return strings.Join(strings.Fields(text), " ") }

// inBrackets is what headers add: a unit.
var inBrackets = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|%|€`)

// aroundPeriod finds a year, and what may be with it, at the end or the begin of a header.
var aroundPeriod = regexp.MustCompile(`^(?:(.*\S)[ ,:]+(\S*[0-9]{4}(?:[-/]\S+)?)|(\S*[0-9]{4}(?:[-/]\S+)?)[ ,:]+(\S.*))$`)

// of returns what a cell means. sure reports whether import.toml says so.
func (n *names) of(c sheet.Cell) (m meaning, sure bool) {
	text := plainHeader(c.Text)
	if said, ok := n.known[text]; ok {
		return n.read(said), true
	}
	if at, ok := readMoment(c); ok {
		return meaning{at: at}, false
	}
	if c.Kind != sheet.Text {
		return meaning{}, false
	}
	for _, form := range []string{text, inBrackets.ReplaceAllString(text, "")} {
		if m := n.name(form); !m.none() {
			return m, false
		}
	}
	if g := aroundPeriod.FindStringSubmatch(text); g != nil {
		at, ok := textMoment(g[2] + g[3])
		m := n.name(inBrackets.ReplaceAllString(g[1]+g[4], ""))
		if ok && m.coordinate() {
			m.at = at
			return m, false
		}
	}
	return meaning{}, false
}

// name returns what a text without a period means.
func (n *names) name(text string) meaning {
	key := fold(text)
	if all := n.indicators[key]; len(all) == 1 {
		return meaning{indicator: all[0]}
	}
	if all := n.members[key]; len(all) == 1 {
		return meaning{member: all[0]}
	}
	if n.dimensions[key] != nil {
		return meaning{role: "part"}
	}
	return meaning{role: n.words[key]}
}

// within returns the indicator whose title is in a text, the longest when there are several; or nil.
func (n *names) within(text string) (found *model.Indicator) {
	const least = 4 // letters
	longest, text := least-1, fold(text)
	for key, all := range n.indicators {
		switch {
		case len(all) != 1 || !strings.Contains(text, key) || len(key) < longest:
		case len(key) == longest && found != all[0]:
			found = nil // of two as long, nobody can tell
		default:
			found, longest = all[0], len(key)
		}
	}
	return found
}

// read reads a meaning as import.toml writes it.
func (n *names) read(said string) (m meaning) {
	for _, part := range strings.Fields(said) {
		kind, id, reference := strings.Cut(part, ":")
		switch {
		case !reference:
			m.role = part
		case kind == "indicator":
			m.indicator = n.edition.Indicator(id)
		case kind == "member" && n.dimension != nil:
			m.member = n.dimension.Member(id)
		case kind == "period":
			p, ok := model.ParsePeriod(id)
			if ok {
				m.at = moment{period: p}
			}
		}
	}
	return m
}

// answerLine returns what to write in import.toml for an answer.
func answerLine(id string, key []string) string {
	last := key[len(key)-1]
	if len(key) > 1 {
		last = rewrite.Quote(last)
	}
	return "[" + strings.Join(append([]string{"import", id}, key[:len(key)-1]...), ".") + "] " + last + ` = "…"`
}

func diagnosticKey(key []string) string { return strings.Join(key, "\x00") }

// few lists choices for a message, and no more than help.
func few(choices []string) string {
	const most = 12
	if len(choices) > most {
		return strings.Join(choices[:most], ", ") + ", …"
	}
	return strings.Join(choices, ", ")
}
