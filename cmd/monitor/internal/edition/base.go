package edition

import (
	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// The uncertainty of a share depends on its base: the number of people or cases that it is a share
// of. There are two ways to write it. A value has its own (of = 412, with the share as value or as
// part = 51), or the indicator names another one that counts it (base = "medewerkers"). That of the
// value itself takes precedence.

// readFraction reads part and of, the count and the base of a share, and calculates the share from
// them: part = 51 with of = 412 is 12.4 %. has says whether there is a value already. The result
// reports whether the value has a number.
func readFraction(s *source.Table, v *model.Value, i *model.Indicator, has bool) bool {
	counted, isPart := s.Int("part")
	if !s.Has("of") {
		if isPart {
			s.Missing("of")
		}
		return has || isPart
	}
	if i.Kind == model.Count {
		s.ReportKey("of", diagnostic.BaseOfNoShare, "", "of")
		return has || isPart
	}
	if i.Kind != model.Share && isPart {
		s.ReportKey("part", diagnostic.BaseOfNoShare, "", "part")
		isPart = false
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

// base reads the indicator that counts the base of a share, and checks it when all indicators are
// known.
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
			d, ok := model.ValueIn(base.Values, v.Period)
			if !v.Missing && v.Of == 0 && (!ok && !base.Partial || ok && (d.Missing || d.Number < 1)) {
				t.Report("base", diagnostic.NoBase, "", v.Period.String(), id)
			}
		}
	})
}

// samePeriods reports a denominator that is counted over other periods. Calendar and academic years
// overlap: half of the one lies in the other.
func samePeriods(t *source.Table, key string, i, other *model.Indicator) bool {
	if i.Frequency == other.Frequency {
		return true
	}
	code := diagnostic.OtherPeriods
	if i.Frequency == model.Yearly && other.Frequency == model.AcademicYear ||
		i.Frequency == model.AcademicYear && other.Frequency == model.Yearly {
		code = diagnostic.OverlappingYears
	}
	t.Report(key, code, "", frequencyNames[i.Frequency], other.ID, frequencyNames[other.Frequency])
	return false
}
