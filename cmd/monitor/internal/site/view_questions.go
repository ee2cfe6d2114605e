package site

// QuestionsView is the page of the diagnostic questions, by category and aspect.
type QuestionsView struct {
	Standing   string // how many are answered
	Unanswered string // how many are not; "" when all are
	Examples   string // how many answers are made up; "" when none is
	Levels     []LevelView
	Categories []QuestionGroup
}

// LevelView is a step of the maturity scale in words.
type LevelView struct{ Number, Title, Description string }

// QuestionGroup is the questions of a category.
type QuestionGroup struct {
	ID       string // of the section
	Category Link
	Figures  []FigureView
	Aspects  []QuestionAspect
}

// QuestionAspect is the questions about one aspect.
type QuestionAspect struct {
	Aspect    Link
	Mean      string // "gemiddeld niveau 2,5", or that nothing was answered
	Invented  bool   // one of the answers at least is an example
	Questions []QuestionView
}

// QuestionView is a question and its answer.
type QuestionView struct {
	ID         string // of the element
	Href       string // where it stands
	Text       string
	Answered   bool
	Level      string // "2"
	LevelTitle string // "Herhaalbaar"
	Evidence   string
	By         string // "Hoofd HSE, 3 maart 2026"
	Example    bool
}
