package model

import "time"

// TopLevel is the highest level of the maturity scale, which begins at 0.
const TopLevel = 5

// Question is a diagnostic question (hulpvraag) about an aspect, answered on the maturity scale.
type Question struct {
	Head   // the title is what is asked
	Aspect *Aspect
	Answer *Answer // nil when there is none
}

func (q *Question) connect(v *view) { q.Aspect = twin(v, q.Aspect) }

// Answer is a level of the maturity scale with its evidence.
type Answer struct {
	Level    int // 0 … TopLevel
	Evidence Text
	Date     time.Time
	By       *Role
	Example  bool // made up to show the form
}

// Level is a step of the maturity scale in words.
type Level struct {
	Title       Text // "herhaalbaar"
	Description Text
}
