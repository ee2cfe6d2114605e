package edition

import (
	"math"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// A share or a rate that is delivered as one number reveals the count behind it to anyone who knows
// its base or denominator. part = "ongevallen" names that count, and the number is then hidden
// wherever the count is hidden. part = "" says that no count in the data is behind it, even if one
// seems to be.

// numerator reads the count behind a share or a rate, and checks it when all indicators are known.
func (r *reader) numerator(t *source.Table, i *model.Indicator) {
	id, ok := t.String("part")
	switch {
	case !ok:
		return
	case i.Kind != model.Share && i.Kind != model.Rate:
		t.ReportKey("part", diagnostic.BaseOfNoShare, "", "part")
		return
	case id == "":
		i.Unrelated = true
		return
	}
	r.afterData = append(r.afterData, func() {
		count := r.edition.Indicator(id)
		switch {
		case count == nil:
			r.reportUnknown(t, "part", model.IndicatorKind, id)
		case count.Kind != model.Count:
			t.Report("part", diagnostic.BaseNoCount, "", id)
		case count.Audience > i.Audience:
			t.Report("part", diagnostic.PartAudience, "", id, count.Audience.String())
		case samePeriods(t, "part", i, count):
			i.Numerator = count
			r.comparePart(t, i)
		}
	})
}

// comparePart warns of a share that differs from its count divided by its base, at the decimals
// shown.
func (r *reader) comparePart(t *source.Table, i *model.Indicator) {
	for _, v := range i.Values {
		count, ok := model.ValueIn(i.Numerator.Values, v.Period)
		of := float64(v.Of)
		if of == 0 && i.Base != nil {
			base, _ := model.ValueIn(i.Base.Values, v.Period)
			of = base.Number
		}
		if !ok || count.Missing || v.Missing || i.Kind != model.Share || of <= 0 {
			continue
		}
		if share := count.Number / of * 100; math.Abs(share-v.Number) > 0.5*math.Pow10(-i.Decimals)*(1+1e-9) {
			t.Report("part", diagnostic.PartDiffers, "", v.Period.String(), i.Numerator.ID, digits(count.Number),
				digits(of), digits(v.Number))
		}
	}
}
