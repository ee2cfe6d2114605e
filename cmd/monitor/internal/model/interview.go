package model

import (
	"slices"
	"time"
)

// Interview is a conversation of the Quick Scan with one role or several. It stays in later
// editions, so that these can say what was true then.
type Interview struct {
	Head      // the title names the roles
	With      []*Role
	By        *Role     // the group that asks
	Due       time.Time // when it should be held; the zero Time when the data do not say
	Date      time.Time // when it was held; the zero Time when it was not
	Agreed    time.Time // when those who were interviewed agreed with what is written of it
	Aspects   []*Aspect
	Questions []*Question // that are asked: all about the aspects, or those that the data name
	Replies   []Reply
	Summary   Text
	Evidence  Text // documents and places that were shown
	Example   bool // made up to show the form
}

// Reply is what a role answered to a question in an interview. The answer of the edition to the
// same question may differ: it weighs all replies.
type Reply struct {
	Question *Question
	Level    int // 0 … TopLevel
	Words    Text
}

func (i *Interview) connect(v *view) {
	i.Aspects, i.Questions = twins(v, i.Aspects), twins(v, i.Questions)
	var replies []Reply
	for _, r := range i.Replies {
		if q := twin(v, r.Question); q != nil {
			replies = append(replies, Reply{q, r.Level, r.Words})
		}
	}
	i.Replies = replies
}

// Held reports whether the interview was held.
func (i *Interview) Held() bool { return !i.Date.IsZero() }

// Overdue reports whether the interview was due before a date and was not held.
func (i *Interview) Overdue(on time.Time) bool {
	return !i.Held() && !i.Due.IsZero() && i.Due.Before(on)
}

// Reply returns the reply to a question, or nil.
func (i *Interview) Reply(q *Question) *Reply {
	if n := slices.IndexFunc(i.Replies, func(r Reply) bool { return r.Question == q }); n >= 0 {
		return &i.Replies[n]
	}
	return nil
}

// Observation is what the Quick Scan found: the title and the text say what was true then, and later
// editions say beside it what is true now.
type Observation struct {
	Head
	Text     Text
	Category *Category // nil when it is about all categories
	Evidence []Evidence
	Now      Text // what became of it; nil in the edition of the scan
	Example  bool // made up to show the form
}

func (o *Observation) connect(v *view) {
	o.Category = twin(v, o.Category)
	o.Evidence = only(o.Evidence, v.maySee)
}

// Scan says how far the report of the Quick Scan has come. Its days are the zero Time for what has
// not been done.
type Scan struct {
	Summary   Text
	Discussed time.Time // with the steering group
	FedBack   time.Time // to those who were interviewed
	Adopted   time.Time // by the Executive Board
	Example   bool      // made up to show the form
	Audience  Audience
}
