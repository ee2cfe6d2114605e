package edition

import (
	"fmt"
	"iter"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Kinds of what has an id but is no thing of the model.
const (
	approachKind       model.Kind = "approach"
	dimensionKind      model.Kind = "dimension"
	groupKind          model.Kind = "group"
	horizonKind        model.Kind = "horizon"
	normKind           model.Kind = "norm"
	outlookKind        model.Kind = "outlook"
	registerKind                  = model.RegisterKind
	roleKind           model.Kind = "role"
	ruleKind           model.Kind = "rule"
	surveyQuestionKind model.Kind = "survey question"
)

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// definition is where an id was defined: a key of a table. Its position is worked out only on
// request, which takes longer than reading the table.
type definition struct {
	in    *source.Table
	id    string
	table *source.Table // below the key
}

// define records an id. It reports an id that is malformed or defined already.
func (r *reader) define(t *source.Table, kind model.Kind, id string) bool {
	if !idForm.MatchString(id) {
		t.ReportKey(id, diagnostic.BadID, idLike(id), id)
		return false
	}
	if why := unfitName(id); why != "" {
		t.ReportKey(id, diagnostic.NameUnfit, "", id, why)
		return false
	}
	if r.defined[kind] == nil {
		r.defined[kind] = make(map[string]definition)
	}
	if first, ok := r.defined[kind][id]; ok {
		where := ""
		if !t.Full() {
			where = fileAndLine(first.in.AtKey(id))
		}
		t.ReportKey(id, diagnostic.DuplicateID, "", diagnostic.Kind(kind), id, where)
		return false
	}
	r.defined[kind][id] = definition{in: t, id: id}
	return true
}

// longestName is how many letters an id may have. It is a part of addresses, and Windows allows 260
// for a whole path.
const longestName = 100

// deviceName matches the names that Windows keeps for devices, whatever their extension:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
var deviceName = regexp.MustCompile(`^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// unfitName returns the reason why an id cannot be the name of a page on every system, or "".
func unfitName(id string) string {
	switch {
	case len(id) > longestName:
		return wording.Refer("phrase.name-long", strconv.Itoa(longestName))
	case deviceName.MatchString(id):
		return wording.Refer("phrase.name-device")
	}
	return ""
}

func fileAndLine(p diagnostic.Position) string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// idLike turns a text that is nearly an id into one, to suggest it. Of a long text, such as a question, it keeps the first
// words that can be the name of a page.
func idLike(s string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, c): // of a letter with an accent, the letter is left
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	if len(id) > longestName {
		id = id[:longestName+1] // with the hyphen behind the last word that fits
		id = id[:max(strings.LastIndexByte(id, '-'), 0)]
	}
	return id
}

// each calls f for every table below key, in file order.
func (r *reader) each(t *source.Table, key string, kind model.Kind, f func(id string, t *source.Table)) {
	all, ok := t.ByID(key)
	if !ok {
		r.edition.Partial = r.edition.Partial || t.Has(key)
		return
	}
	for _, id := range all.Keys() {
		sub, ok := all.Table(id)
		if !ok || !r.define(all, kind, id) {
			r.misread(id)
			same := func(i *model.Indicator) bool { return i.ID == id }
			if n := slices.IndexFunc(r.edition.Indicators, same); n >= 0 && kind == model.IndicatorKind {
				r.edition.Indicators[n].Partial = true // its values may be in the other table
			}
		} else {
			d := r.defined[kind][id]
			d.table = sub
			r.defined[kind][id] = d
			f(id, sub)
			sub.Close()
		}
	}
}

// misread remembers that there is a thing with an id, and with a better one, which could not be read.
// What refers to it may be right.
func (r *reader) misread(id string) {
	if r.edition.Misread == nil {
		r.edition.Misread = make(map[string]bool)
	}
	r.edition.Misread[id], r.edition.Misread[idLike(id)] = true, true
}

// head reads the fields that things of all kinds have. title is the key of the title, which is
// required.
func (r *reader) head(t *source.Table, kind model.Kind, id, title string) model.Head {
	h := model.Head{ID: id, Title: r.text(t, title, true), Audience: audience(t)}
	if kind.Followed() {
		h.Formerly = formerly(t)
	}
	return h
}

// formerly reads the id that a thing had in the edition before.
func formerly(t *source.Table) string {
	old, ok := t.String("formerly")
	if !ok {
		return ""
	}
	if !idForm.MatchString(old) {
		t.Report("formerly", diagnostic.BadID, idLike(old), old)
		return ""
	}
	return old
}

// reporter reports a diagnostic at a position that it knows.
type reporter func(code diagnostic.Code, suggestion string, args ...string)

// atValue reports at the value of a key.
func atValue(t *source.Table, key string) reporter {
	return func(code diagnostic.Code, suggestion string, args ...string) {
		t.Report(key, code, suggestion, args...)
	}
}

// atElement reports at an element of a list.
func atElement(t *source.Table, key string, n int) reporter {
	return func(code diagnostic.Code, suggestion string, args ...string) {
		t.ReportElement(key, n, code, suggestion, args...)
	}
}

// atKey reports at the key itself.
func atKey(t *source.Table, key string) reporter {
	return func(code diagnostic.Code, suggestion string, args ...string) {
		t.ReportKey(key, code, suggestion, args...)
	}
}

// reportUnknown reports an id, the value of a key, that does not exist.
func (r *reader) reportUnknown(t *source.Table, key string, kind model.Kind, id string) {
	r.reportUnknownID(kind, id, t, atValue(t, key))
}

// reportUnknownKey reports an id, itself a key, that does not exist.
func (r *reader) reportUnknownKey(t *source.Table, kind model.Kind, id string) {
	r.reportUnknownID(kind, id, t, atKey(t, id))
}

// reportUnknownID names the new id when the thing was renamed since the edition before. It reports
// nothing when a file could not be read. The thing may be in that file, and one slip there would
// otherwise cause an error at every reference.
func (r *reader) reportUnknownID(kind model.Kind, id string, in *source.Table, report reporter) {
	if now, ok := r.edition.Renamed(kind, id); ok {
		report(diagnostic.Renamed, "", diagnostic.Kind(kind), id, now)
		return
	}
	if r.edition.Partial || r.edition.Misread[id] {
		return
	}
	suggestion := ""
	if !in.Full() {
		suggestion = source.Suggest(id, keysOf(r.defined[kind]))
	}
	known := keysOf(r.defined[kind])
	where := kindFiles[kind]
	if where != "" {
		where = path.Join(r.dir, where)
	}
	report(diagnostic.UnknownID, suggestion, diagnostic.Kind(kind), id, source.Known(id, known, where))
}

// kindFiles are the files in which things are defined that others refer to, where it is one file.
var kindFiles = map[model.Kind]string{model.AspectKind: "categories.toml", model.CategoryKind: "categories.toml",
	dimensionKind: "dimensions.toml", registerKind: "registers.toml", model.RiskKind: "risks.toml",
	model.TermKind: "glossary.toml", model.IndicatorKind: "indicators/", model.PeerKind: "peers.toml",
	model.SourceKind: "sources.toml", model.OrganisationKind: "sources.toml"}

// refer reads the id of a thing of a kind. It sets *thing when all data have been read.
func refer[P model.Thing](r *reader, t *source.Table, key string, kind model.Kind, thing *P) {
	id, ok := t.String(key)
	if !ok {
		return
	}
	r.afterData = append(r.afterData, func() {
		if *thing, ok = r.edition.Thing(kind, id).(P); !ok {
			r.reportUnknown(t, key, kind, id)
		}
	})
}

// referAll reads a list of ids, as refer does one. A required list may not be empty.
func referAll[P model.Thing](r *reader, t *source.Table, key string, kind model.Kind, required bool, things *[]P) {
	ids := distinct(t, key, required)
	r.afterData = append(r.afterData, func() {
		for n, id := range ids {
			if thing, ok := r.edition.Thing(kind, id).(P); ok {
				*things = append(*things, thing)
			} else {
				r.reportUnknownID(kind, id, t, atElement(t, key, n))
			}
		}
	})
}

// distinct reads a list of texts, and returns each once, with its place in the list. It reports
// duplicates, and a required list that is absent or empty.
func distinct(t *source.Table, key string, required bool) iter.Seq2[int, string] {
	list, ok := t.Strings(key)
	if required && (!t.Has(key) || ok && len(list) == 0) {
		t.Missing(key)
	}
	repeated := func(n int) bool { return slices.Index(list, list[n]) < n }
	for n, s := range list {
		if repeated(n) {
			t.ReportElement(key, n, diagnostic.NamedTwice, "", s)
		}
	}
	return func(yield func(int, string) bool) {
		for n, s := range list {
			if !repeated(n) && !yield(n, s) {
				return
			}
		}
	}
}

// role reads a reference to a role of the site.
func (r *reader) role(t *source.Table, key string) *model.Role {
	id, ok := t.String(key)
	if !ok {
		return nil
	}
	return r.roleByID(id, atValue(t, key))
}

// rolesIn reads a list of references to roles.
func (r *reader) rolesIn(t *source.Table, key string) []*model.Role {
	var out []*model.Role
	for n, id := range distinct(t, key, false) {
		role := r.roleByID(id, atElement(t, key, n))
		if role != nil {
			out = append(out, role)
		}
	}
	return out
}

// roleByID returns the role of an id. It reports what looks like the name of a person, or else a role
// that does not exist.
func (r *reader) roleByID(id string, report reporter) *model.Role {
	known := r.edition.Roles
	role := known[id]
	switch {
	case role != nil, r.edition.Partial: // the role may be in a file that could not be read
	case r.isPerson(id):
		report(diagnostic.PersonForRole, "", id, r.rolesFile)
	default:
		report(diagnostic.UnknownID, source.Suggest(id, keysOf(known)), diagnostic.Kind(roleKind), id,
			source.Known(id, keysOf(known), r.rolesFile))
	}
	return role
}

func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
