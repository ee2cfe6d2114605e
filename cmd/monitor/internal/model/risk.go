package model

// Texts is a list of texts by language, like Text.
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
	Indicators   []*Indicator // the ones that say something about it
	Connections  []Connection // in file order; each connection is with one of its two risks only
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

// Category returns the id of the risk's category, or "" when its aspects could not be read.
func (r *Risk) Category() string {
	if len(r.Aspects) == 0 {
		return ""
	}
	return r.Aspects[0].Category
}

// Connection is an expert's judgement that one risk leads to another, or goes with it. The survey
// asks the respondents the same.
type Connection struct {
	To  *Risk
	Why Text
}
