// Package draw owns which package draws a kind of figure. It is the door for figures of every kind:
// it completes a spec, gives it a title and has it drawn, and makes a form in which authors choose one.
//
// It may import figure, series, landscape, model, report and language. It never draws itself.
package draw

import (
	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/landscape"
	"utwente.nl/monitor/cmd/monitor/internal/language"
	"utwente.nl/monitor/cmd/monitor/internal/report"
	"utwente.nl/monitor/cmd/monitor/internal/series"
)

// Complete checks a spec and fills in what its author left out. Units are compared in the language.
func Complete(spec *figure.Spec, r *report.Report, l *language.Language) *figure.Problem {
	if spec.Kind.Series() {
		return series.Complete(spec, r, l)
	}
	return landscape.Complete(spec, r, l)
}

// Title returns the title of a figure whose author gives none. The spec must be complete.
func Title(spec figure.Spec, r *report.Report, l *language.Language) string {
	if spec.Kind.Series() {
		return series.Title(spec, l)
	}
	return landscape.Title(spec, r, l)
}

// Figure draws a figure. The spec must be complete.
func Figure(spec figure.Spec, r *report.Report, l *language.Language) *figure.Drawing {
	if spec.Kind.Series() {
		return series.Draw(spec, r, l)
	}
	return landscape.Draw(spec, r, l)
}
