package site

// leastResponse is the response in per cent below which the page begins with it: those who did not
// answer are the majority.
const leastResponse = 50

// SurveyState is what readers must know before they read a result of the survey.
type SurveyState struct {
	Example  bool   // the answers are invented
	Withheld string // why nothing is shown, or ""
	Low      string // that the response is low, or ""
}

func (b *book) surveyState() SurveyState {
	s, l := b.report.Survey, b.language
	v := SurveyState{Example: s.Survey.Example}
	switch share := s.Response(); {
	case s.Withheld:
		v.Withheld = l.Say("survey.withheld", "n", b.language.Whole(b.report.Privacy.Threshold))
	case s.Invited > 0 && share < leastResponse:
		v.Low = l.Say("survey.low-response", "share", b.percentInTenths(share), "least",
			l.Quantity(leastResponse, 0, "%"))
	}
	return v
}

// percentInTenths writes a percentage with one decimal.
func (b *book) percentInTenths(x float64) string { return b.language.Quantity(x, 1, "%") }

// AskedQuestion is a question of the survey as it was asked.
type AskedQuestion struct {
	ID    string // of the element, on the page of the survey and in its appendix
	Label string // "Vraag 1"
	Text  string
}

// askedQuestions returns the questions in the order in which they were asked.
func (b *book) askedQuestions() []AskedQuestion {
	var out []AskedQuestion
	for n, q := range b.report.Survey.Survey.Questions {
		out = append(out, AskedQuestion{"enquetevraag-" + q.ID, b.language.Say("survey.question", "n", b.language.Whole(n+1)),
			b.textOf(q.Text)})
	}
	return out
}
