package site

import "utwente.nl/monitor/cmd/monitor/internal/figure"

// SurveyView is the page of the survey: how it was held, who answered, what came of it.
type SurveyView struct {
	Method    string
	Facts     []Fact // when, how many, what part of the population
	Example   bool   // the answers are invented
	Withheld  string // why nothing is shown, or ""
	Weighted  string // how groups count
	Groups    []SurveyGroup
	Notes     []string // on groups that were merged or are not shown
	Figures   []FigureView
	Questions []SurveyQuestionView
}

// SurveyGroup is the response of a group, or of several that were merged.
type SurveyGroup struct {
	Title      string
	Population string
	N          string // "" when it is not shown
	Response   string // "12 %"
}

// SurveyQuestionView is a question in full, and what was answered.
type SurveyQuestionView struct {
	ID     string // of the element
	Label  string // "Vraag 1"
	Text   string
	Scale  string // from what to what; "" for a question without a scale
	Tables []SurveyTable
	Note   string // on what the tables leave out
}

// SurveyTable is the answers to a question, or to a question about one horizon.
type SurveyTable struct {
	Caption string
	figure.Table
}
