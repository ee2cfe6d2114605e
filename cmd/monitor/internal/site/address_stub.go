package site

func (a addresses) risk(id string) string { return a.dir + "/risicos/" + id + ".html" }
func (a addresses) thing(kind, id string) string {
	switch kind {
	case "action":
		return a.actions() + "#actie-" + id
	case "measure":
		return a.dir + "/maatregelen.html#maatregel-" + id
	case "question":
		return a.dir + "/vragen.html#vraag-" + id
	}
	return a.actions() + "#aanbeveling-" + id
}
