package renew

import (
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/rewrite"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// mostBehind is how many years a series may lag and still be one that goes on: public figures come out late.
const mostBehind = 2

// newest returns the newest period of each frequency that any indicator has a value for.
func newest(e *model.Edition) map[model.Frequency]model.Period {
	last := make(map[model.Frequency]model.Period)
	for _, i := range e.Indicators {
		for _, v := range i.Values {
			if at, ok := last[i.Frequency]; !v.Missing && (!ok || at.Before(v.Period)) {
				last[i.Frequency] = v.Period
			}
		}
	}
	return last
}

// newPeriods returns the periods that each series is to get: up to a year after the newest one of all with its
// frequency. A single value is no series, and what is counted from a register comes with the register.
func (e *Edition) newPeriods() map[*model.Indicator][]model.Period {
	last, all := newest(e.last.Edition), make(map[*model.Indicator][]model.Period)
	for _, i := range e.last.Edition.Indicators {
		if len(i.Values) < 2 || i.Register != nil {
			continue
		}
		own := i.Values[0].Period
		for _, v := range i.Values {
			if own.Before(v.Period) {
				own = v.Period
			}
		}
		until := e.onward(last[i.Frequency])
		if own.FirstMonth()+12*(mostBehind+e.years) < until.FirstMonth() {
			continue
		}
		for p := own.Next(); !until.Before(p); p = p.Next() {
			all[i] = append(all[i], p)
		}
	}
	return all
}

// notYet is a value that is not there yet.
const notYet = `{ flags = ":" }`

// indicators adds the new periods to the series in a file.
func (e *Edition) indicators(t *rewrite.TOML) {
	for i, periods := range e.Periods {
		if !t.Has("indicator", i.ID, "values") || e.seriesOf(i) != "" {
			continue
		}
		for _, p := range periods {
			t.Add(notYet, "indicator", i.ID, "values", p.String())
		}
	}
}

// seriesOf returns the CSV file with the values of an indicator, or "".
func (e *Edition) seriesOf(i *model.Indicator) string {
	at := e.last.Position(i, "values", "csv")
	data, err := e.draft.Read(at.File)
	if err != nil {
		return ""
	}
	t := rewrite.ReadTOML(data)
	p := t.Find("indicator", i.ID, "values", "csv")
	if p == nil {
		return ""
	}
	name, _ := source.Unquote(t.Written(p.Value))
	return path.Join("data", e.last.Edition.Year, name)
}
