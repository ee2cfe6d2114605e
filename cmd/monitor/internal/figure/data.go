package figure

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/report"
)

// The data files hold exactly what is shown of an indicator: values as they are rounded on the page, and for what is not
// shown why. Their keys are English and stable, whatever the language of the texts in them.

// statuses are what the files say of the state of a point. A period of which the data do not speak has no row.
var statuses = map[report.State]string{
	report.Shown: "shown", report.Missing: "missing", report.Small: "suppressed", report.Confidential: "confidential", report.Withheld: "withheld",
}

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
	Source       datasetSource     `json:"source"`
	Owner        string            `json:"owner,omitempty"`
	Rate         *datasetRate      `json:"rate,omitempty"`
	Threshold    int               `json:"threshold,omitempty"`        // counts from 1 up to below it are suppressed
	Zeros        bool              `json:"zeros_suppressed,omitempty"` // and 0 too
	Dimensions   []datasetSplit    `json:"dimensions,omitempty"`
	Flags        map[string]string `json:"flags,omitempty"` // what the letters below mean
	Verdict      *datasetVerdict   `json:"verdict,omitempty"`
	Observations []observation     `json:"observations"`
}

type datasetSource struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// datasetRate says what the rates are: value ÷ that of an indicator in the same period × factor.
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

// observation is a row of either file. Numbers are texts here, so that both write the digits that the page shows.
type observation struct {
	Period    string      `json:"period"`
	Dimension string      `json:"dimension,omitempty"`
	Part      string      `json:"part,omitempty"`
	Value     json.Number `json:"value,omitempty"`
	Rate      json.Number `json:"rate,omitempty"`
	Flags     string      `json:"flags,omitempty"`
	Note      string      `json:"note,omitempty"`
	Status    string      `json:"status"`
	// What is to be expected by chance around the value: a 95 % interval.
	Low  json.Number `json:"low,omitempty"`
	High json.Number `json:"high,omitempty"`
}

// Data writes what is shown of an indicator as CSV (RFC 4180, UTF-8) and as JSON with what is needed to understand it. The
// same facts give the same bytes.
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
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		panic(err) // it holds texts and finite numbers only
	}
	return rows(d.Observations), b.Bytes()
}

func describe(f *report.Facts, r *report.Report, l *language.Language) dataset {
	i, lang := f.Indicator, l.Code
	d := dataset{
		ID: i.ID, Title: say(i.Title, lang), Edition: r.Edition.Year, Language: lang, Example: i.Example, Unit: say(i.Unit, lang),
		Kind: string(i.Kind), Frequency: i.Frequency.String(), Decimals: i.Decimals, Direction: string(i.Direction), Target: i.Target,
		Definition: say(i.Definition, lang), Method: say(i.Method, lang), Note: say(i.Note, lang),
		Source: datasetSource{say(i.Source.Title, lang), i.Source.URL},
	}
	if i.Owner != nil {
		d.Owner = say(i.Owner.Title, lang)
	}
	if i.Sensitive {
		d.Threshold, d.Zeros = r.Threshold, i.HideZeros
	}
	if i.Per != nil {
		d.Rate = &datasetRate{i.Per.Indicator.ID, say(i.Per.Indicator.Title, lang), i.Per.Factor, perUnit(i, l), RateDecimals(f)}
	}
	for _, b := range f.Breakdowns {
		split := datasetSplit{ID: b.Dimension.ID, Title: say(b.Dimension.Title, lang)}
		for _, p := range b.Parts {
			split.Parts = append(split.Parts, datasetPart{p.Member.Key, say(p.Member.Title, lang)})
		}
		d.Dimensions = append(d.Dimensions, split)
	}
	return d
}

// observations are the rows: the whole first, then each part of each breakdown.
func observations(f *report.Facts, l *language.Language) []observation {
	out := []observation{}
	decimals := RateDecimals(f)
	for n, p := range f.Values.Points {
		o, ok := observe(p, f.Indicator.Decimals, l)
		if !ok {
			continue
		}
		if n < len(f.Rates.Points) && f.Rates.Points[n].State == report.Shown {
			o.Rate = digits(f.Rates.Points[n].Number, decimals)
		}
		if p.Interval != nil {
			o.Low, o.High = digits(p.Interval.Low, f.Indicator.Decimals), digits(p.Interval.High, f.Indicator.Decimals)
		}
		out = append(out, o)
	}
	for _, b := range f.Breakdowns {
		for _, part := range b.Parts {
			for _, p := range part.Points {
				if o, ok := observe(p, f.Indicator.Decimals, l); ok {
					o.Dimension, o.Part = b.Dimension.ID, part.Member.Key
					out = append(out, o)
				}
			}
		}
	}
	return out
}

func observe(p report.Point, decimals int, l *language.Language) (observation, bool) {
	status, ok := statuses[p.State]
	o := observation{Period: p.Period.String(), Flags: letters(p, model.AllFlags), Status: status}
	if p.State == report.Shown {
		o.Value = digits(p.Number, decimals)
	}
	if v := p.Revision; v != nil && (v.Sort != report.Corrected || digits(v.From.Number, decimals) != o.Value) {
		o.Flags += revisedLetter
	}
	if sayable(p) {
		o.Note = say(p.Note, l.Code)
	}
	return o, ok
}

// digits writes a number as computers read it, with the decimals that the page shows.
func digits(x float64, decimals int) json.Number {
	return json.Number(strconv.FormatFloat(language.Round(x, decimals), 'f', decimals, 64))
}

// rows writes observations as CSV.
func rows(list []observation) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180, section 2
	lines := [][]string{{"period", "dimension", "part", "value", "rate", "flags", "note", "status", "low", "high"}}
	for _, o := range list {
		lines = append(lines, []string{o.Period, inert(o.Dimension), inert(o.Part), string(o.Value), string(o.Rate), inert(o.Flags), inert(o.Note), o.Status, string(o.Low), string(o.High)})
	}
	if err := w.WriteAll(lines); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return b.Bytes()
}

// inert keeps a spreadsheet from reading a text as a formula: what begins like one gets an apostrophe, which says that it
// is text (OWASP, CSV Injection). A number is never given to it: its minus is a minus.
func inert(s string) string {
	if t := strings.TrimLeft(s, " \t\r\n\u00a0\ufeff"); t != s || t != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(t)[0]) {
		return "'" + s
	}
	return s
}
