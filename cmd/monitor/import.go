package main

// importData brings data of other programs into the sources.
func (p *program) importData(args []string) int {
	if len(args) > 0 && args[0] == "survey" {
		return p.importSurvey(args[1:])
	}
	return p.importSurvey(args)
}
