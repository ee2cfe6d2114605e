package site

import (
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// CorrectionView is a correction of the edition since it was adopted.
type CorrectionView struct {
	ID, Title, Why, By string
	Date               *Day
	Of                 []Thing // what now says something else; those that have a page
}

// corrections returns the corrections that a page shows, newest first: of all that the page is
// about, and on the home and the colophon all of them.
func (b *book) corrections(page string) []CorrectionView {
	var all []CorrectionView
	for _, c := range newestFirst(b.edition.Corrections) {
		here := page == b.address.home() || page == b.address.page("colophon", "")
		v := CorrectionView{ID: b.address.anchor(model.CorrectionKind, c.ID), Title: b.textOf(c.Title),
			Why: b.textOf(c.Why), By: b.roleTitle(c.By), Date: b.day(c.Date)}
		for _, of := range c.Of {
			if now, ok := b.moved[of]; ok {
				of = now
			}
			pages := b.pagesOf(of)
			here = here || slices.Contains(pages, page)
			if pages != nil {
				v.Of = append(v.Of, b.things(page, of.Kind, of.ID)...)
			}
		}
		if here {
			all = append(all, v)
		}
	}
	return all
}

// newestFirst returns corrections by the day on which they were made, the last first.
func newestFirst(all []*model.Correction) []*model.Correction {
	all = slices.Clone(all)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(x, y *model.Correction) int { return y.Date.Compare(x.Date) })
	return all
}

// pagesOf returns the pages about a thing: its own, or the one that lists it, and the sheet of a
// category.
func (b *book) pagesOf(of model.Evidence) []string {
	switch of.Kind {
	case model.EditionItself:
		return []string{b.address.home()}
	case model.SurveyItself:
		return []string{b.address.page("survey", "")}
	case model.ChapterKind:
		if c := b.edition.Chapter(b.language.Code, of.ID); c != nil {
			return []string{b.address.chapter(c)}
		}
		return nil
	case model.AspectKind:
		if a := b.edition.Aspect(of.ID); a != nil {
			return []string{b.address.page("category", a.Category)}
		}
		return nil
	case model.CategoryKind:
		return []string{b.address.page("category", of.ID), b.address.page("sheet", of.ID)}
	}
	if b.address.ownPage[of.Kind] == nil && b.address.listPage[of.Kind] == nil {
		return nil
	}
	page, _, _ := strings.Cut(b.address.thing(of.Kind, of.ID), "#")
	return []string{page}
}
