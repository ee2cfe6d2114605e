package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// CorrectionView is a correction of the edition since it was adopted.
type CorrectionView struct {
	ID, Title, Why, By string
	Date               *Day
	Of                 []Thing           // what now says something else; those that have a page
	Numbers            []CorrectedNumber // of the indicator that the page is about
	More               string            // how many numbers there are besides: "en nog 12 getallen"
}

// CorrectedNumber is a number before and after a correction.
type CorrectedNumber struct {
	Period, Part, Was, Is string
	Example               bool // the numbers are invented
	period                model.Period
}

// mostNumbers is how many numbers a correction shows on a page. The table of the page has all.
const mostNumbers = 6

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
			if slices.Contains(pages, page) {
				here = true
				b.addNumbers(&v, c, of)
			}
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

// addNumbers adds the numbers of an indicator that a correction changed, as the audience saw them before
// and sees them now. A number that was hidden, or is, is none of these.
func (b *book) addNumbers(v *CorrectionView, c *model.Correction, of model.Evidence) {
	i := b.edition.Indicator(of.ID)
	if of.Kind != model.IndicatorKind || i == nil {
		return
	}
	var all []CorrectedNumber
	for _, d := range b.corrected()[c.ID] {
		name, dimension, member, ok := d.ValueChanged()
		period, valid := model.ParsePeriod(name)
		if !ok || !valid || d.Path[1] != i.ID {
			continue
		}
		n := CorrectedNumber{Period: b.language.Period(period), Was: b.recordedNumber(d.Was), Is: b.recordedNumber(d.Is),
			Example: i.Example, period: period}
		if split := b.edition.Dimension(dimension); split != nil {
			if m := split.Member(member); m != nil {
				n.Part = b.textOf(m.Title)
			}
		}
		if n.Was != n.Is { // otherwise a flag changed
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(x, y CorrectedNumber) int { // the whole before its parts, the latest first
		return cmp.Or(cmp.Compare(min(1, len(x.Part)), min(1, len(y.Part))),
			cmp.Compare(y.period.Ordinal(), x.period.Ordinal()))
	})
	if more := len(all) - mostNumbers; more > 0 {
		v.More, all = b.language.Count("corrections.more", more), all[:mostNumbers]
	}
	v.Numbers = append(v.Numbers, all...)
}

// recordedNumber writes a number as the record has it, "3.75 b" or "~60", in the words of the language.
func (b *book) recordedNumber(text string) string {
	number, flags, _ := strings.Cut(strings.TrimPrefix(text, "~"), " ")
	_, fraction, _ := strings.Cut(number, ".")
	x, _ := strconv.ParseFloat(number, 64) // the program wrote it
	return b.language.Bound(b.language.Number(x, len(fraction)), model.Flags(flags))
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
		return []string{b.address.page("survey", ""), b.address.page("groups", ""), b.address.page("answers", "")}
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
