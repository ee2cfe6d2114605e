package edition

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// ImportFile is the file of an edition that says how sheets of others come in. No page shows what it says.
const ImportFile = "import.toml"

// Import is how a sheet comes in that somebody sends every year: what was answered the first time.
type Import struct {
	Sheet     string            // the sheet of the workbook; "" for the only one
	Numbers   string            // one of NumberForms, or ""
	Hidden    string            // one of HiddenUses, or ""
	Indicator string            // that all values are of, which the sheet itself does not say; or ""
	Dimension string            // that all parts are of, or ""
	Means     map[string]string // what headers and labels mean: one of Roles, or a reference such as indicator:verzuim
	Marks     map[string]string // what marks beside numbers and in their place mean: flags, "0", "skip" or "none"
}

// The words of an import.
var (
	// NumberForms are the languages in which a sheet may write numbers: 1.234,5 and 1,234.5.
	NumberForms = []string{"nl", "en"}
	// HiddenUses are what may be done with hidden rows and columns.
	HiddenUses = []string{"use", "skip"}
	// Roles are what a column can hold; of a label, "whole" is the indicator as a whole and "total" a check only.
	Roles = []string{"period", "indicator", "part", "value", "flags", "note", "of", "revised", "total", "whole", "skip"}
	// MarkWords are what a mark can mean besides flags.
	MarkWords = []string{"none", "skip", "0"}
)

// imports reads how sheets come in.
func (r *reader) imports(top *source.Table) {
	all, ok := top.ByID("import")
	if !ok {
		return
	}
	for _, id := range all.Keys() {
		if t, ok := all.Table(id); ok {
			r.imported[id] = r.oneImport(t)
			t.Close()
		}
	}
}

func (r *reader) oneImport(t *source.Table) *Import {
	i := &Import{Means: make(map[string]string), Marks: make(map[string]string)}
	i.Sheet, _ = t.String("sheet")
	i.Numbers = choice(t, "numbers", NumberForms, "")
	i.Hidden = choice(t, "hidden", HiddenUses, "")
	if i.Dimension, _ = t.String("dimension"); i.Dimension != "" && r.edition.Dimension(i.Dimension) == nil {
		r.reportUnknown(t, "dimension", dimensionKind, i.Dimension)
	}
	if i.Indicator, _ = t.String("indicator"); i.Indicator != "" &&
		r.edition.Thing(model.IndicatorKind, i.Indicator) == nil {
		r.reportUnknown(t, "indicator", model.IndicatorKind, i.Indicator)
	}
	if means, ok := t.Table("means"); ok {
		defer means.Close()
		for _, header := range means.Keys() {
			said, _ := means.String(header)
			i.Means[header] = said
			r.checkMeaning(means, header, said, i.Dimension)
		}
	}
	if marks, ok := t.Table("marks"); ok {
		defer marks.Close()
		for _, mark := range marks.Keys() {
			said, _ := marks.String(mark)
			i.Marks[mark] = said
			if !slices.Contains(MarkWords, said) {
				parseFlags(said, atValue(marks, mark))
			}
		}
	}
	return i
}

// checkMeaning reports a meaning that is none, and what does not exist.
func (r *reader) checkMeaning(t *source.Table, header, said, dimension string) {
	kind, id, reference := strings.Cut(said, ":")
	switch {
	case !reference && slices.Contains(Roles, said):
	case reference && kind == string(model.IndicatorKind):
		if r.edition.Thing(model.IndicatorKind, id) == nil {
			r.reportUnknown(t, header, model.IndicatorKind, id)
		}
	case reference && kind == "member":
		if d := r.edition.Dimension(dimension); d != nil && d.Member(id) == nil {
			reportUnknownMember(d, id, atValue(t, header))
		}
	case reference && kind == "period":
		if _, ok := model.ParsePeriod(id); !ok {
			t.Report(header, diagnostic.BadPeriod, source.SuggestPeriod(id), id)
		}
	default:
		t.Report(header, diagnostic.BadChoice, source.SuggestWord(said, Roles), header, said,
			strings.Join(append(slices.Clone(Roles), "indicator:…", "member:…", "period:…"), ", "))
	}
}
