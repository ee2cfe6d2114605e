package series

import (
	"encoding/json"
	"maps"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// The data files hold exactly what is shown of an indicator: values as they are on the page, rates
// and intervals unrounded, and for what is not shown why. Their keys are English and stable, whatever the language of
// the texts in them.

// statuses says in the files in what state a point is. A period without data has no row.
var statuses = map[report.State]string{
	report.Shown: "shown", report.Missing: "missing",
	report.Small: "suppressed", report.Confidential: "confidential", report.Withheld: "withheld",
}

// Statuses are the words for the states of a point, sorted.
var Statuses = slices.Sorted(maps.Values(statuses))

// dataset is the JSON file.
type dataset struct {
	ID           string            `json:"id"`
	Title        string            `json:"title"`
	Edition      string            `json:"edition"`
	Language     string            `json:"language"`
	Example      bool              `json:"example"` // the values are invented
	Unit         string            `json:"unit"`
	Kind         string            `json:"kind"`
	Frequency    string            `json:"frequency"`
	Decimals     int               `json:"decimals"`
	Direction    string            `json:"direction"`
	Target       *float64          `json:"target,omitempty"`
	Definition   string            `json:"definition,omitempty"`
	Method       string            `json:"method,omitempty"`
	Note         string            `json:"note,omitempty"`
	Source       figure.Source     `json:"source"`
	Owner        string            `json:"owner,omitempty"`
	Outside      string            `json:"outside,omitempty"` // whose numbers they are, when not the organisation's own
	Rate         *datasetRate      `json:"rate,omitempty"`
	Threshold    int               `json:"threshold,omitempty"`        // counts from 1 up to below it are suppressed
	Zeros        bool              `json:"zeros_suppressed,omitempty"` // and 0 too
	RoundedTo    int               `json:"rounded_to,omitempty"`       // counts are multiples of it
	Dimensions   []datasetSplit    `json:"dimensions,omitempty"`
	Flags        map[string]string `json:"flags,omitempty"` // what the letters below mean
	Verdict      *datasetVerdict   `json:"verdict,omitempty"`
	Observations []observation     `json:"observations"`
}

// datasetRate says what the rates are: the value, divided by that of an indicator in the same
// period, times the factor.
type datasetRate struct {
	Indicator string  `json:"indicator"`
	Title     string  `json:"title"`
	Factor    float64 `json:"factor"`
	Unit      string  `json:"unit"`
	Decimals  int     `json:"decimals"`
}

type datasetSplit struct {
	ID    string        `json:"id"`
	Title string        `json:"title"`
	Parts []datasetPart `json:"parts"`
}

type datasetPart struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// observation is a row of either file. Its numbers are texts, so that both files have the same
// digits: those of the page for a value, and all for what is computed of values.
type observation struct {
	Period    string      `json:"period"`
	Dimension string      `json:"dimension,omitempty"`
	Part      string      `json:"part,omitempty"`
	Value     json.Number `json:"value,omitempty"`
	Rate      json.Number `json:"rate,omitempty"`
	Flags     string      `json:"flags,omitempty"`
	Note      string      `json:"note,omitempty"`
	Status    string      `json:"status"`
	// Low and High are the ends of a 95 % interval of the value, the others of the rate.
	Low      json.Number `json:"low,omitempty"`
	High     json.Number `json:"high,omitempty"`
	RateLow  json.Number `json:"rate_low,omitempty"`
	RateHigh json.Number `json:"rate_high,omitempty"`
}

// Data returns what is shown of an indicator as CSV (RFC 4180, UTF-8) and as JSON, with what is
// needed to understand it. The same facts give the same bytes.
func Data(f *report.Facts, r *report.Report, l *language.Language) (csvFile, jsonFile []byte) {
	d := describe(f, r, l)
	d.Verdict = describeVerdict(f, r)
	d.Observations = observations(f, l)
	letters := map[string]string{}
	for _, o := range d.Observations {
		for _, flag := range o.Flags {
			letters[string(flag)] = l.Say("flag." + string(flag))
		}
	}
	d.Flags = letters
	return figure.CSV(lines(d.Observations, d.Example)), figure.JSON(d)
}

// Lines returns the lines of the CSV file of an indicator. The first has the names of the columns.
func Lines(f *report.Facts, l *language.Language) [][]any {
	return lines(observations(f, l), f.Indicator.Example)
}

func describe(f *report.Facts, r *report.Report, l *language.Language) dataset {
	i := f.Indicator
	d := dataset{
		ID: i.ID, Title: l.Text(i.Title), Edition: r.Edition.Year, Language: l.Code, Example: i.Example,
		Unit: l.Text(i.Unit), Kind: string(i.Kind), Frequency: i.Frequency.String(), Decimals: i.Decimals,
		Direction: string(i.Direction), Target: i.Target,
		Definition: l.Text(i.Definition), Method: l.Text(i.Method), Note: l.Text(i.Note),
		Source: figure.Source{Text: l.Text(i.Source.Title), URL: i.Source.URL},
	}
	if i.Owner != nil {
		d.Owner = l.Text(i.Owner.Title)
	}
	if i.Outside != nil {
		d.Outside = l.Text(i.Outside.Title)
	}
	if i.Protect == model.Round {
		d.RoundedTo = r.Privacy.Base
	} else if i.Sensitive {
		d.Threshold, d.Zeros = r.Privacy.Threshold, i.HideZeros
	}
	if i.Per != nil {
		d.Rate = &datasetRate{i.Per.Indicator.ID, l.Text(i.Per.Indicator.Title), i.Per.Factor, perUnit(i, l),
			RateDecimals(f)}
	}
	for _, b := range f.Breakdowns {
		split := datasetSplit{ID: b.Dimension.ID, Title: l.Text(b.Dimension.Title)}
		for _, p := range b.Parts {
			split.Parts = append(split.Parts, datasetPart{p.Member.Key, l.Text(p.Member.Title)})
		}
		d.Dimensions = append(d.Dimensions, split)
	}
	return d
}

// observations returns the rows: first those of the whole, then those of each part of each
// breakdown.
func observations(f *report.Facts, l *language.Language) []observation {
	out := []observation{}
	for n, p := range f.Values.Points {
		o, ok := observe(p, f.Indicator, l)
		if !ok {
			continue
		}
		if n < len(f.Rates.Points) && f.Rates.Points[n].State == report.Shown {
			rate := f.Rates.Points[n]
			o.Rate = figure.ExactNumber(rate.Number)
			if rate.Interval != nil {
				o.RateLow, o.RateHigh = figure.ExactNumber(rate.Interval.Low), figure.ExactNumber(rate.Interval.High)
			}
		}
		if p.Interval != nil {
			o.Low, o.High = figure.ExactNumber(p.Interval.Low), figure.ExactNumber(p.Interval.High)
		}
		out = append(out, o)
	}
	for _, b := range f.Breakdowns {
		for _, part := range b.Parts {
			for _, p := range part.Points {
				if o, ok := observe(p, f.Indicator, l); ok {
					o.Dimension, o.Part = b.Dimension.ID, part.Member.Key
					out = append(out, o)
				}
			}
		}
	}
	return out
}

func observe(p report.Point, of *model.Indicator, l *language.Language) (observation, bool) {
	status, ok := statuses[p.State]
	decimals := p.Decimals(of)
	low, high := of.Kind.Bounds()
	o := observation{Period: p.Period.String(), Flags: letters(p, model.AllFlags), Status: status}
	if p.State == report.Shown {
		o.Value = figure.JSONWithin(p.Number, decimals, low, high)
	}
	if v := p.Revision; v != nil &&
		(v.Sort != report.Corrected || figure.JSONWithin(v.From.Number, decimals, low, high) != o.Value) {
		o.Flags += RevisedLetter
	}
	if sayable(p) {
		o.Note = l.Text(p.Note)
	}
	return o, ok
}

// lines are the lines of the CSV file. Each says whether it is an example, since rows are copied
// out of files.
func lines(list []observation, example bool) [][]any {
	out := [][]any{{"period", "dimension", "part", "value", "rate", "flags", "note", "status", "low", "high",
		"rate_low", "rate_high", "example"}}
	for _, o := range list {
		out = append(out,
			[]any{o.Period, o.Dimension, o.Part, o.Value, o.Rate, o.Flags, o.Note, o.Status, o.Low, o.High,
				o.RateLow, o.RateHigh, example})
	}
	return out
}
