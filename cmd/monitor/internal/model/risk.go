package model

// Texts is a list of texts in the languages of the site, as Text is one.
type Texts map[string][]string

// In returns the list in a language, or in the first of the others that has one.
func (t Texts) In(lang string, others ...string) []string {
	for _, l := range append([]string{lang, ""}, others...) {
		if list, ok := t[l]; ok {
			return list
		}
	}
	return nil
}

// Risk is something that may happen. It belongs to the category of its first aspect.
type Risk struct {
	Head
	Definition   Text
	Aspects      []*Aspect // one or more; the first gives the category
	Causes       Texts
	Consequences Texts
	Indicators   []*Indicator // what tells something of it
	Connections  []Connection // to other risks, in file order; told from one side only
	Owner        *Role
}

func (r *Risk) connect(v *view) {
	r.Aspects, r.Indicators = twins(v, r.Aspects), twins(v, r.Indicators)
	var seen []Connection
	for _, c := range r.Connections {
		if to := twin(v, c.To); to != nil {
			seen = append(seen, Connection{To: to, Why: c.Why})
		}
	}
	r.Connections = seen
}

// Category is the id of the category the risk belongs to, or "" when its aspects could not be read.
func (r *Risk) Category() string {
	if len(r.Aspects) == 0 {
		return ""
	}
	return r.Aspects[0].Category
}

// Connection is how one risk leads to, or goes with, another: an expert's judgement, beside that of the respondents.
type Connection struct {
	To  *Risk
	Why Text
}
