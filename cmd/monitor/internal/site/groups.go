package site

// groupsPage has the figures of the survey with the most marks and the longest tables: how groups of respondents
// differ, and which risks they connect.
func groupsPage() *pageKind {
	return &pageKind{name: "groups", words: "groups", file: "groups", fill: (*press).fillGroups,
		ids: when(func(b *book) bool { return len(b.figuresOn("survey").standing(b.address.page("groups", ""))) > 0 })}
}

// GroupsView is the page of groups.
type GroupsView struct {
	SurveyState
	Survey  Link
	Figures []FigureView
}

func (p *press) fillGroups(b *book, page *Page, _ string) error {
	v := &GroupsView{SurveyState: b.surveyState(), Survey: b.surveyLink(page.Path)}
	page.View = v
	page.Breadcrumbs = append(page.Breadcrumbs, v.Survey)
	for _, f := range b.figuresOn("survey").standing(page.Path) {
		view, err := p.numbered(b, page.Path, f)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, view)
	}
	return nil
}
