package site

import (
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// TestReviewsOf puts what was held before what is planned, each by date, and a plan without a date
// last.
func TestReviewsOf(t *testing.T) {
	day := func(month time.Month) time.Time { return time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC) }
	edition := &model.Edition{Reviews: []*model.Review{
		{Head: model.Head{ID: "someday"}, Chapter: "a"},
		{Head: model.Head{ID: "planned"}, Chapter: "a", Due: day(3)},
		{Head: model.Head{ID: "other"}, Chapter: "b", Due: day(1)},
		{Head: model.Head{ID: "second"}, Chapter: "a", Due: day(1), Date: day(9)},
		{Head: model.Head{ID: "first"}, Chapter: "a", Due: day(8), Date: day(8)},
	}}
	var got string
	for _, r := range reviewsOf(edition)["a"] {
		got += r.ID + " "
	}
	if got != "first second planned someday " {
		t.Errorf("in the order %s", got)
	}
}
