package draw

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/landscape"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// Choice is what an author chose in a form: values by their key. Several indicators are values of
// "indicator". What is not chosen is "".
type Choice map[string][]string

// of returns what was chosen for a key.
func (c Choice) of(key string) []string {
	return slices.DeleteFunc(slices.Clone(c[key]), func(value string) bool { return value == "" })
}

// first returns what was chosen for a key that has one value, or "".
func (c Choice) first(key string) string {
	if all := c.of(key); len(all) > 0 {
		return all[0]
	}
	return ""
}

// takes returns the keys that a figure of the kind that was chosen may have.
func (c Choice) takes() []string {
	kind := figure.Kind(c.first("kind"))
	if kind.Series() {
		return append([]string{"kind"}, series.Takes...)
	}
	return append([]string{"kind"}, landscape.Takes(kind)...)
}

// Empty reports whether too little was chosen to show a figure or to say why there is none.
func (c Choice) Empty() bool {
	return figure.Kind(c.first("kind")).Series() && len(c.of("indicator")) == 0
}

// Block returns the block of a chapter that shows what was chosen. Values of keys that the kind
// does not take are left out.
func (c Choice) Block() string {
	var b strings.Builder
	b.WriteString("```figure\n")
	takes := c.takes()
	for _, key := range figure.Keys {
		chosen := c.of(key)
		if !slices.Contains(takes, key) || len(chosen) == 0 {
			continue
		}
		value := fmt.Sprintf("%q", chosen[0])
		switch key {
		case "indicator":
			if len(chosen) > 1 {
				key, value = "indicators", quoted(chosen)
			}
		case "from", "to":
			if p, ok := model.ParsePeriod(chosen[0]); ok && p.Frequency == model.Yearly {
				value = p.String()
			}
		case "interval", "limits":
			value = "true"
		}
		b.WriteString(key + " = " + value + "\n")
	}
	b.WriteString("```\n")
	return b.String()
}

// quoted returns a list of texts as TOML writes it.
func quoted(texts []string) string {
	all := make([]string, len(texts))
	for n, text := range texts {
		all[n] = fmt.Sprintf("%q", text)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// Form returns the fields of what can be chosen beside what was: those that a figure of its kind
// takes, with the values that its indicators have. What was chosen stays among the options.
func (c Choice) Form(r *report.Report, l *language.Language) []figure.Field {
	f := form{c, r, l}
	takes := c.takes()
	var fields []figure.Field
	for _, key := range figure.Keys {
		if !slices.Contains(takes, key) {
			continue
		}
		for _, field := range f.fields(key, slices.Contains(takes, "indicators")) {
			known := func(o figure.Option) bool { return o.Value == field.Value }
			if field.Value != "" && field.Tick == "" && !slices.ContainsFunc(field.Options, known) {
				field.Options = append(field.Options, figure.Option{Value: field.Value, Title: field.Value})
			}
			if field.Tick != "" || len(field.Options) > 0 {
				fields = append(fields, field)
			}
		}
	}
	return fields
}

// form makes the fields of a choice.
type form struct {
	Choice
	report   *report.Report
	language *language.Language
}

// fields returns the fields of a key. With several, a figure may have more than one indicator.
func (f *form) fields(key string, several bool) []figure.Field {
	field := figure.Field{Key: key, Value: f.first(key)}
	chosen := f.indicators()
	switch key {
	case "indicator":
		return f.indicatorFields(several)
	case "indicators":
		return nil
	case "kind":
		for _, kind := range figure.Kinds() {
			field.Options = append(field.Options, figure.Option{Value: kind})
		}
	case "breakdown":
		for _, i := range chosen {
			for _, b := range i.Breakdowns {
				o := figure.Option{Value: b.Dimension.ID, Title: f.language.Text(b.Dimension.Title)}
				if !slices.Contains(field.Options, o) {
					field.Options = append(field.Options, o)
				}
			}
		}
	case "from", "to":
		for _, p := range periods(chosen) {
			field.Options = append(field.Options, figure.Option{Value: p.String(), Title: f.language.Period(p)})
		}
	case "measure":
		if field.Value != "" || slices.ContainsFunc(chosen, func(i *model.Indicator) bool { return i.Per != nil }) {
			field.Tick = "rate"
		}
	case "interval", "limits":
		if field.Value != "" || len(chosen) == 1 {
			field.Tick = "true"
		}
	case "risk":
		for _, risk := range f.report.Edition.Risks {
			field.Options = append(field.Options, figure.Option{Value: risk.ID, Title: f.language.Text(risk.Title)})
		}
	case "category":
		for _, category := range f.report.Edition.Categories {
			field.Options = append(field.Options, figure.Option{Value: category.ID, Title: f.language.Text(category.Title)})
		}
	}
	return []figure.Field{field}
}

// indicators returns the indicators that were chosen, but for those that these readers may not see.
func (f *form) indicators() []*model.Indicator {
	var all []*model.Indicator
	for _, id := range f.of("indicator") {
		if i := f.report.Edition.Indicator(id); i != nil {
			all = append(all, i)
		}
	}
	return all
}

// indicatorFields returns a field for each indicator that was chosen, and one for another.
func (f *form) indicatorFields(several bool) []figure.Field {
	var options []figure.Option
	onlyPeers := figure.Kind(f.first("kind")) == figure.Peers
	add := func(category, title string) {
		for _, i := range f.report.Edition.Indicators {
			of := ""
			if i.Aspect != nil {
				of = i.Aspect.Category
			}
			if of == category && (!onlyPeers || len(i.Peers) > 0) {
				options = append(options, figure.Option{Value: i.ID, Title: f.language.Text(i.Title), Group: title})
			}
		}
	}
	for _, c := range f.report.Edition.Categories {
		add(c.ID, f.language.Text(c.Title))
	}
	add("", "")
	var fields []figure.Field
	chosen := f.of("indicator")
	for _, id := range chosen {
		fields = append(fields, figure.Field{Key: "indicator", Value: id, Options: slices.Clip(options)})
	}
	if len(chosen) == 0 || several && len(chosen) < figure.MaxSubjects {
		fields = append(fields, figure.Field{Key: "indicator", Options: options})
	}
	return fields
}

// periods returns the periods of which indicators have a value, oldest first.
func periods(indicators []*model.Indicator) []model.Period {
	var all []model.Period
	add := func(values []model.Value) {
		for _, v := range values {
			if !v.Missing {
				all = append(all, v.Period)
			}
		}
	}
	for _, i := range indicators {
		add(i.Values)
		for _, b := range i.Breakdowns {
			for _, part := range b.Parts {
				add(part.Values)
			}
		}
	}
	slices.SortFunc(all, func(a, b model.Period) int {
		return cmp.Or(cmp.Compare(a.FirstMonth(), b.FirstMonth()), cmp.Compare(a.Frequency, b.Frequency))
	})
	return slices.Compact(all)
}
