package adoption

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/stats"
)

// Statement is one thing that an edition says.
type Statement struct {
	Path []string // of keys: indicator, ziekteverzuim, values, 2023
	Text string
}

// Context is what an edition says beside its model: digests of texts and pictures, and what its pages say
// of the site.
type Context struct {
	Chapters              map[*model.Chapter]string // digests of the texts that the audience sees
	Pictures              map[string]string         // digests, by path
	Organisation, Licence model.Text
}

// Of returns all that an edition says to the audience of a report, sorted by path.
func Of(r *report.Report, context Context) []Statement {
	c := &collector{report: r, digits: derivedDigits}
	e := r.Edition
	c.fields([]string{"edition"}, reflect.ValueOf(e).Elem())
	c.texts([]string{"edition", "organisation"}, context.Organisation)
	c.texts([]string{"edition", "licence"}, context.Licence)
	for _, role := range e.RoleOrder {
		c.fields([]string{"role", role.ID}, reflect.ValueOf(role).Elem())
	}
	for kind, thing := range e.Things() {
		c.fields([]string{string(kind), thing.Header().ID}, reflect.ValueOf(thing).Elem())
	}
	for _, i := range e.Indicators {
		c.indicator(i)
	}
	for _, a := range e.Aspects {
		if s, ok := r.AspectStatus(a); ok {
			c.add(string(s.Judgement), "aspect", a.ID, "status")
		}
	}
	for _, category := range e.Categories {
		if s, ok := r.CategoryStatus(category.ID); ok {
			c.add(string(s.Judgement), "category", category.ID, "status")
		}
	}
	for lang, chapters := range e.Chapters {
		for _, chapter := range chapters {
			at := []string{string(model.ChapterKind), lang, chapter.Slug}
			c.fields(at, reflect.ValueOf(chapter).Elem())
			c.add(context.Chapters[chapter], append(at, "text")...)
		}
	}
	for name, digest := range context.Pictures {
		c.add(digest, "picture", name)
	}
	if e.Survey != nil {
		c.fields([]string{"survey"}, reflect.ValueOf(e.Survey).Elem())
	}
	if e.Survey != nil && r.Survey != nil {
		c.fields([]string{"survey", "results"}, reflect.ValueOf(r.Survey).Elem())
	}
	if r.Appraisal != nil {
		for n := range r.Appraisal.Measures {
			m := &r.Appraisal.Measures[n]
			c.fields([]string{string(model.MeasureKind), m.Measure.ID, "appraised"}, reflect.ValueOf(m).Elem())
		}
	}
	slices.SortFunc(c.all, byPath)
	return c.all
}

// collector gathers statements.
type collector struct {
	report *report.Report
	digits int // significant ones that are kept of a calculated number
	all    []Statement
}

// add adds a statement, unless it says nothing.
func (c *collector) add(text string, path ...string) {
	if text != "" {
		c.all = append(c.all, Statement{slices.Clone(path), text})
	}
}

// indicator adds what is published of an indicator's numbers.
func (c *collector) indicator(i *model.Indicator) {
	f, v := c.report.Facts(i), c.report.Verdict(i)
	at := []string{string(model.IndicatorKind), i.ID}
	c.points(i, append(at, "values"), f.Values, i.Decimals)
	c.points(i, append(at, "rates"), f.Rates, rateDecimals)
	for _, b := range f.Breakdowns {
		for _, part := range b.Parts {
			c.points(i, append(at, "breakdown", b.Dimension.ID, part.Member.Key), part, i.Decimals)
		}
	}
	c.peers(i, append(at, "peers"))
	if v == nil || i.Aspect == nil || i.Outside != nil {
		return
	}
	c.add(string(v.Course), append(at, "verdict", "course")...)
	c.add(string(v.Aim), append(at, "verdict", "target")...)
	c.add(string(v.Assurance), append(at, "verdict", "assurance")...)
	if v.Latest != nil {
		c.add(v.Latest.Period.String(), append(at, "verdict", "period")...)
	}
	c.digits = judgedDigits
	c.fields(append(at, "verdict"), reflect.ValueOf(v).Elem())
	c.digits = derivedDigits
}

// peers adds what is said of an indicator elsewhere; the other fields of model.PeerNumbers are added as
// those of the indicator.
func (c *collector) peers(i *model.Indicator, at []string) {
	for _, n := range i.Peers {
		for _, v := range n.Values {
			text := strconv.FormatFloat(v.Number, 'f', -1, 64)
			if v.Missing {
				text = ":"
			}
			if flags := strings.ReplaceAll(string(v.Flags), ":", ""); flags != "" {
				text += " " + flags
			}
			values := append(at[:len(at):len(at)], n.Peer.ID, "values")
			c.texts(append(values, "note", v.Period.String()), v.Note)
			c.add(text, append(values, v.Period.String())...)
		}
	}
}

// rateDecimals is how many decimals of a rate are kept: more than pages show.
const rateDecimals = 6

// states are what a point without a number says.
var states = map[report.State]string{
	report.Missing: ":", report.Confidential: "confidential", report.Withheld: "withheld",
}

// points adds the points of a series: "3.75 b", "<5", "withheld".
func (c *collector) points(i *model.Indicator, at []string, s report.Series, decimals int) {
	for _, p := range s.Points {
		var text string
		switch p.State {
		case report.Absent:
			continue
		case report.Shown:
			text = strconv.FormatFloat(p.Number, 'f', decimals-p.FewerDecimals, 64)
			if p.Rounded {
				text = "~" + text
			}
		case report.Small:
			text = "<" + strconv.Itoa(c.report.Privacy.Threshold)
		default:
			text = states[p.State]
		}
		if flags := strings.ReplaceAll(string(p.Flags), ":", ""); flags != "" {
			text += " " + flags
		}
		c.add(text, append(at, p.Period.String())...)
		c.texts(append(at[:len(at):len(at)], "note", p.Period.String()), p.Note)
		if p.Interval != nil {
			c.add(c.numbers(p.Interval.Low, p.Interval.High), append(at[:len(at):len(at)], "interval", p.Period.String())...)
		}
	}
}

func (c *collector) texts(at []string, t model.Text) {
	for lang, text := range t {
		c.add(text, inLanguage(at, lang)...)
	}
}

// inLanguage returns the path of a text in a language; "" is the only one of its text.
func inLanguage(at []string, lang string) []string {
	if lang == "" {
		return at
	}
	return append(at[:len(at):len(at)], lang)
}

// skipped are the fields that make no statement: other statements say what is in them, they are not
// published, or only the program needs them.
var skipped = map[string]bool{
	"Edition.Chapters": true, "Edition.Year": true, "Edition.Partial": true, "Edition.Survey": true,
	"Edition.Moved": true, "Edition.Language": true,
	"Settings.Roles": true, "Settings.RoleOrder": true, "Privacy.Secret": true,
	"Head.ID": true, "Role.ID": true,
	"Indicator.Values": true, "Indicator.Breakdowns": true, "Indicator.Partial": true,
	"PeerNumbers.Values": true, "PeerNumbers.Peer": true,
	"Register.Incidents": true, "Register.Cuts": true,
	"Chapter.Path": true, "Chapter.Body": true, "Chapter.Language": true, "Chapter.Slug": true,
	"Verdict.Course": true, "Verdict.Aim": true, "Verdict.Assurance": true, "Verdict.Latest": true,
	// These follow from the tests of all indicators: a correction of one changes those of all others.
	// Whatever they lead to is in the courses.
	"Test.Adjusted": true, "Test.Enough": true, "Test.Least": true, "Comparison.Down": true, "Comparison.Up": true,
	"Trend.Down": true, "Trend.Up": true,
	"Results.Survey": true, "Ranked.Risk": true, "Survey.Answers": true, "Appraised.Measure": true,
}

// fields adds the fields of a struct.
func (c *collector) fields(at []string, v reflect.Value) {
	t := v.Type()
	for n := range t.NumField() {
		f := t.Field(n)
		if !f.IsExported() || skipped[t.Name()+"."+f.Name] ||
			t == reflect.TypeFor[model.Edition]() && isThings(f.Type) {
			continue
		}
		if f.Anonymous {
			c.fields(at, reflect.Indirect(v.Field(n)))
			continue
		}
		c.value(append(at[:len(at):len(at)], keyOf(f.Name)), v.Field(n), owns[t])
	}
}

// owns are the types whose lists describe their dimensions, groups and the like. Anywhere else, a
// pointer to a dimension or a group stands for its id.
var owns = map[reflect.Type]bool{
	reflect.TypeFor[model.Edition](): true, reflect.TypeFor[model.Dimension](): true,
	reflect.TypeFor[model.Survey](): true,
}

// isThings reports whether a field is a list of things. Of goes through these by their kinds.
func isThings(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Implements(reflect.TypeFor[model.Thing]())
}

// value adds what a value of a field says.
func (c *collector) value(at []string, v reflect.Value, owned bool) {
	if v.IsZero() {
		return
	}
	switch x := v.Interface().(type) {
	case model.Text:
		c.texts(at, x)
		return
	case model.Texts:
		for lang, list := range x {
			c.add(strings.Join(list, " | "), inLanguage(at, lang)...)
		}
		return
	case time.Time:
		c.add(x.Format(time.DateOnly), at...)
		return
	case report.Point: // its number is said elsewhere
		c.add(x.Period.String(), at...)
		return
	case stats.Interval:
		c.add(c.numbers(x.Value, x.Low, x.High), at...)
		return
	case fmt.Stringer: // a period, an audience
		c.add(x.String(), at...)
		return
	}
	if id, ok := reference(v, owned); ok {
		c.add(id, at...)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		c.value(at, v.Elem(), false)
	case reflect.Struct:
		c.fields(at, v)
	case reflect.Slice:
		c.list(at, v, owned)
	case reflect.Map:
		for key, value := range v.Seq2() {
			c.value(append(at[:len(at):len(at)], key.String()), value, false)
		}
	default:
		c.add(c.scalar(v), at...)
	}
}

// list adds a list: scalars and references as one text, anything else as statements below the id of
// each element, or its number when it has none.
func (c *collector) list(at []string, v reflect.Value, owned bool) {
	var words []string
	used := make(map[string]bool)
	for n := range v.Len() {
		element := v.Index(n)
		if id, ok := reference(element, owned); ok {
			words = append(words, id)
			continue
		}
		if p, ok := element.Interface().(stats.ControlPoint); ok {
			words = append(words, c.numbers(p.Low, p.Centre, p.High))
			continue
		}
		if text := c.scalar(element); text != "" {
			words = append(words, text)
			continue
		}
		key := strconv.Itoa(n + 1)
		for element.Kind() == reflect.Pointer {
			element = element.Elem()
		}
		if element.Kind() == reflect.Struct {
			if id := cmp.Or(identity(element), named(element, "By")); id != "" && !used[id] {
				key = id
			}
		}
		used[key] = true
		c.value(append(at[:len(at):len(at)], key), element, false)
	}
	c.add(strings.Join(words, ", "), at...)
}

// reference returns the id of what a value refers to, when other statements describe that.
func reference(v reflect.Value, owned bool) (id string, ok bool) {
	if e, ok := v.Interface().(model.Evidence); ok {
		return string(e.Kind) + ":" + e.ID, true
	}
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct || v.Type() == register {
		return "", false
	}
	if t, ok := v.Interface().(model.Thing); ok {
		return t.Header().ID, true
	}
	id = identity(v.Elem())
	return id, id != "" && !owned
}

// register is the type that each indicator counted from one describes anew: an edition has no list of
// registers to refer to.
var register = reflect.TypeFor[*model.Register]()

// identity returns the id or the key of a struct that has one.
func identity(v reflect.Value) string {
	for _, name := range []string{"ID", "Key", "Name"} {
		if f := v.FieldByName(name); f.IsValid() && f.Kind() == reflect.String {
			return f.String()
		}
	}
	return named(v, "Risk", "Category", "Horizon", "Measure", "Question", "Peer", "Role", "With")
}

// named returns the id of what a struct refers to in the first of some fields that it has.
func named(v reflect.Value, fields ...string) string {
	for _, name := range fields {
		if f := v.FieldByName(name); f.IsValid() {
			if id, ok := reference(f, false); ok {
				return id
			}
		}
	}
	return ""
}

// scalar writes a string, a bool or a number; it returns "" for anything else.
func (c *collector) scalar(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return c.numbers(v.Float())
	}
	return ""
}

// numbers writes calculated numbers: "3.75 3.61..3.9" for a value with its interval.
func (c *collector) numbers(all ...float64) string {
	var b strings.Builder
	for n, x := range all {
		switch {
		case n > 0 && n == len(all)-1:
			b.WriteString("..")
		case n > 0:
			b.WriteString(" ")
		}
		b.WriteString(strconv.FormatFloat(x, 'g', c.digits, 64))
	}
	return b.String()
}

// More digits would differ between processors. Those of tests, which are found by searching, differ
// sooner; data files have four of these.
const derivedDigits, judgedDigits = 9, 5

// keyOf returns the key of a field, as the data write it: "key_indicators" of KeyIndicators.
func keyOf(name string) string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			b.WriteByte('_')
		}
		lower = !unicode.IsUpper(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
