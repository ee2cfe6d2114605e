package edition

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// A share tells how sure it is only beside of how many it is a part. That is known in one of two ways: a value says it itself
// (of = 412, with the share as value or as part = 51), or the indicator names another one that counts them (base =
// "medewerkers"). What a value says itself goes first.

// readFraction reads of how many a value is a part, and works the share out when the part was counted. It reports whether the value
// has a number.
func readFraction(s *source.Table, v *model.Value, i *model.Indicator, has bool) bool {
	counted, isPart := s.Int("part")
	if !s.Has("of") {
		if isPart {
			s.Missing("of")
		}
		return has || isPart
	}
	if i.Kind != model.Share {
		s.ReportKey("of", diagnostic.BaseOfNoShare, "", "of")
		return has || isPart
	}
	v.Of = positiveInt(s, "of")
	switch {
	case !isPart:
		return has
	case has:
		s.ReportKey("part", diagnostic.PartAndValue, "")
	case v.Of > 0 && (counted < 0 || counted > v.Of):
		s.Report("part", diagnostic.PartAboveBase, "", itoa(counted), itoa(v.Of))
	case v.Of > 0:
		v.Number = float64(counted) / float64(v.Of) * 100
	}
	return true
}

// base reads the indicator that counts what a share is a part of, and checks it when all indicators are known.
func (r *reader) base(t *source.Table, i *model.Indicator) {
	id, ok := t.String("base")
	if !ok {
		return
	}
	if i.Kind != model.Share {
		t.ReportKey("base", diagnostic.BaseOfNoShare, "", "base")
		return
	}
	r.afterData = append(r.afterData, func() {
		base := r.edition.Indicator(id)
		switch {
		case base == nil:
			r.reportUnknown(t, "base", model.IndicatorKind, id)
			return
		case base.Kind != model.Count:
			t.Report("base", diagnostic.BaseNoCount, "", id)
			return
		case !samePeriods(t, "base", i, base):
			return
		}
		i.Base = base
		for _, v := range i.Values {
			if d, ok := model.ValueIn(base.Values, v.Period); !v.Missing && v.Of == 0 && (!ok || d.Missing || d.Number < 1) {
				t.Report("base", diagnostic.NoBase, "", v.Period.String(), id)
			}
		}
	})
}

// samePeriods reports something to divide by that is counted over other periods. Calendar and academic years overlap: half of
// one belongs to the other.
func samePeriods(t *source.Table, key string, i, other *model.Indicator) bool {
	if i.Frequency == other.Frequency {
		return true
	}
	code := diagnostic.OtherPeriods
	if years := i.Frequency == model.Yearly && other.Frequency == model.AcademicYear; years || i.Frequency == model.AcademicYear && other.Frequency == model.Yearly {
		code = diagnostic.OverlappingYears
	}
	t.Report(key, code, "", frequencyNames[i.Frequency], other.ID, frequencyNames[other.Frequency])
	return false
}
