package site

func (a addresses) risk(id string) string     { return a.dir + "/risicos/" + id + ".html" }
func (a addresses) measure(id string) string  { return a.dir + "/maatregelen.html#maatregel-" + id }
func (a addresses) question(id string) string { return a.dir + "/vragen.html#vraag-" + id }
