package report

import (
	"math/bits"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/disclosure"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// Small counts of sensitive indicators, and confidential counts, are hidden; and with them what would give them away. Package
// disclosure finds what that is; it is told of the sums that a reader can know (sums.go, and known.go for what is known
// already):
//
//   - the parts of a breakdown add up to the total of the period, in each breakdown; where the total is not given, they still
//     add up to the same;
//   - what a breakdown leaves out, the total leaves over, whether it belongs to a member or to none; and so does a year that is
//     the sum of quarters one of which is missing;
//   - what the data declare: an indicator that is the sum of others, over the same periods or shorter ones that lie in them,
//     as a whole and part by part where all are split by the same dimension; one that adds up another over time; and one that
//     counts what others count, and more;
//   - the same sums as an earlier edition shows them, where numbers have been revised since.
//
// What readers know already is what Known reports show: earlier editions, and the same edition as a wider audience sees it.
// Where a total is hidden because it is small or confidential itself, its breakdowns are withheld whole.

// closeness is how near a reader may come to a confidential count: a tenth of it, and never nearer than small counts are hidden
// by (the p% rule with p = 10; Hundepool and others, Statistical Disclosure Control, 2012, chapter 4).
const closeness = 10

// What it costs to hide a number: a total stands on cards, in charts and in sentences, and is hidden last. A part that is mostly
// larger costs a little more than one that is smaller, by its logarithm, and one that comes earlier a very little more than one that
// comes later; two hidden ones always cost more than one. How large it mostly is, is told by periods in which nothing is to be
// hidden: everybody sees these. A cost that hangs on the number itself would tell of it, since what is shown was then not the
// cheapest to hide.
const (
	partWeight  = 64
	totalWeight = 10 // times as much
	places      = 32 // of which the place makes a difference
)

// cost is that of a part that is mostly of a size.
func cost(size int64, place int) int64 {
	return (partWeight+magnitude(size))*places + int64(max(0, places-1-place))
}

// magnitude grows by 4 when a number doubles.
func magnitude(x int64) int64 {
	x = min(x, 1<<15)
	return int64(bits.Len64(uint64(x * x * x * x)))
}

// hiding is how a number is hidden.
type hiding struct {
	state State
	says  disclosure.Range // what a reader knows of the number by that
}

// Place is where a number of an indicator stands: in the whole, or in a part of a breakdown.
type Place struct {
	Indicator *model.Indicator
	Breakdown *model.Breakdown // nil for the whole
	Part      int              // index in the breakdown's parts
	Period    model.Period
}

// Member is the key of the member that the number is of; "" for that of no member.
func (p Place) Member() string {
	if p.Breakdown == nil || p.Part < 0 {
		return ""
	}
	return p.Breakdown.Parts[p.Part].Member.Key
}

// tabulation is counts that hang together by sums, as package disclosure knows them.
type tabulation struct {
	*Report
	table  disclosure.Table
	cells  []cell // by index in the table
	at     map[*model.Value]int
	totals map[Place]int // of indicators and periods
	out    map[omission]int
	// periods are those of each indicator that is added up.
	periods map[*model.Indicator][]model.Period
	// open are the periods of each indicator in which nothing is to be hidden.
	open   map[*model.Indicator][]model.Period
	result *disclosure.Result
}

// omission is a member that a breakdown leaves out in a period.
type omission struct {
	indicator         *model.Indicator
	dimension, member string
	period            model.Period
}

// cell is what a cell of the table stands for.
type cell struct {
	place  Place
	value  *model.Value // nil for what the data do not give, such as a total
	of     *Report      // whose value it is: this one, or an earlier one where it was another
	secret State        // Small or Confidential; Shown for no secret
	blank  bool         // is withheld with the total
	gap    bool         // is what the total leaves of its parts, and a small count
	before *Report      // a secret that it shows, or nil
}

// protect decides what is hidden. known are the reports that readers know beside this one.
func (r *Report) protect(known []*Report) {
	r.known = known
	groups := r.groups()
	r.hidden = make(map[*model.Value]hiding)
	r.tabulations = make([]*tabulation, len(groups))
	each(len(groups), func(n int) {
		group := groups[n]
		t := &tabulation{Report: r, at: make(map[*model.Value]int), totals: make(map[Place]int), out: make(map[omission]int), periods: make(map[*model.Indicator][]model.Period)}
		past := r.past(group, known)
		t.open = t.clean(group)
		t.add(group, func(c cell, number float64) int { return t.own(c, number, past) })
		for _, p := range past {
			t.revised(group, p)
		}
		t.result = disclosure.Suppress(&t.table)
		r.tabulations[n] = t
	})
	for _, t := range r.tabulations {
		t.apply()
	}
	r.protectShares()
}

// groups are the counts that hang together by declared sums and hold a secret; most groups are one indicator.
func (r *Report) groups() [][]*model.Indicator {
	linked := make(map[*model.Indicator]*model.Indicator) // to another of its group
	var root func(i *model.Indicator) *model.Indicator
	root = func(i *model.Indicator) *model.Indicator {
		if up, ok := linked[i]; ok && up != i {
			return root(up)
		}
		return i
	}
	for _, i := range r.Edition.Indicators {
		for _, part := range addends(i) {
			linked[root(part)] = root(i)
		}
		if i.PartOf != nil {
			linked[root(i)] = root(i.PartOf)
		}
	}
	secret := make(map[*model.Indicator]bool)
	for _, i := range r.Edition.Indicators {
		if r.hasSecret(i) || r.leavesOut(i) {
			secret[root(i)] = true
		}
	}
	if len(secret) == 0 {
		return nil
	}
	members := make(map[*model.Indicator][]*model.Indicator)
	var order []*model.Indicator
	for _, i := range r.Edition.Indicators {
		if at := root(i); secret[at] {
			if members[at] == nil {
				order = append(order, at)
			}
			members[at] = append(members[at], i)
		}
	}
	var out [][]*model.Indicator
	for _, at := range order {
		out = append(out, members[at])
	}
	return out
}

// addends are the indicators that one adds up.
func addends(i *model.Indicator) []*model.Indicator {
	if i.Cumulates == nil {
		return i.SumOf
	}
	return append(i.SumOf[:len(i.SumOf):len(i.SumOf)], i.Cumulates)
}

func (r *Report) hasSecret(i *model.Indicator) bool {
	return i.Kind == model.Count && (i.Sensitive || confidential(i)) &&
		slices.ContainsFunc(periodsOf(i), func(p model.Period) bool { return r.secretIn(i, p) })
}

// confidential reports whether any number of an indicator is.
func confidential(i *model.Indicator) bool {
	is := func(v model.Value) bool { return v.Flags.Has(model.Confidential) }
	return slices.ContainsFunc(i.Values, is) || slices.ContainsFunc(i.Breakdowns, func(b *model.Breakdown) bool {
		return slices.ContainsFunc(b.Parts, func(p model.Part) bool { return slices.ContainsFunc(p.Values, is) })
	})
}

// secret tells why a count may not be shown: it is Small or Confidential. Shown says that it may, for all that it says itself.
func (r *Report) secret(i *model.Indicator, v *model.Value) State {
	switch {
	case v.Flags.Has(model.Confidential):
		return Confidential
	case !v.Missing && i.Sensitive && i.Kind == model.Count && r.isSmall(i, v.Number):
		return Small
	}
	return Shown
}

// small is what the mark of a small count says.
func (r *Report) small(i *model.Indicator) disclosure.Range {
	if i.HideZeros {
		return disclosure.Range{Low: 0, High: int64(r.Threshold) - 1}
	}
	return disclosure.Range{Low: 1, High: int64(r.Threshold) - 1}
}

// anything is what a mark that says nothing says of a count.
var anything = disclosure.Range{Low: 0, High: disclosure.Unbounded}

// own makes a cell of this report's own.
func (t *tabulation) own(c cell, number float64, past []*past) int {
	i := c.place.Indicator
	c.of = t.Report
	d := disclosure.Cell{Value: int64(number), Access: disclosure.Unpublished, Mark: anything}
	if c.value != nil || c.gap {
		if c.gap {
			c.secret = Small
		} else {
			c.secret = t.secret(i, c.value)
		}
		t.access(&d, c)
		d.Weight = t.weight(c)
		for _, p := range past {
			p.tell(&d, &c)
		}
	}
	return t.put(c, d)
}

// put adds a cell to the table.
func (t *tabulation) put(c cell, d disclosure.Cell) int {
	n := len(t.cells)
	t.cells, t.table.Cells = append(t.cells, c), append(t.table.Cells, d)
	if c.value != nil {
		t.at[c.value] = n
	}
	return n
}

// access says what may become of a cell, and what a reader would know of it.
func (r *Report) access(d *disclosure.Cell, c cell) {
	i := c.place.Indicator
	switch c.secret {
	case Small:
		d.Access, d.Mark, d.Need = disclosure.Sensitive, r.small(i), r.small(i)
	case Confidential:
		near := max(int64(r.Threshold)-1, (d.Value+closeness-1)/closeness)
		d.Access, d.Mark, d.Need = disclosure.Sensitive, anything, disclosure.Range{Low: max(0, d.Value-near), High: d.Value + near}
	default:
		d.Access, d.Last = disclosure.Open, c.place.Breakdown == nil
		switch {
		case d.Value == 0:
			d.Mark = disclosure.Range{}
		case i.Sensitive:
			d.Mark.Low = int64(r.Threshold)
		default:
			d.Mark.Low = 1
		}
	}
	if c.blank {
		d.Mark = anything
		if d.Access == disclosure.Open {
			d.Access = disclosure.Unpublished
		}
	}
}

// clean are the periods of each indicator that have none in common with one in which anything of the group is to be hidden.
func (r *Report) clean(group []*model.Indicator) map[*model.Indicator][]model.Period {
	var secret []model.Period
	for _, i := range group {
		if i.Cumulates != nil {
			return nil // each period has all before it in it
		}
		for _, p := range periodsOf(i) {
			if r.secretIn(i, p) {
				secret = append(secret, p)
			}
		}
	}
	out := make(map[*model.Indicator][]model.Period)
	for _, i := range group {
		out[i] = slices.DeleteFunc(periodsOf(i), func(p model.Period) bool { return slices.ContainsFunc(secret, p.Overlaps) })
	}
	return out
}

// weight is what it costs to hide a cell.
func (t *tabulation) weight(c cell) int64 {
	i, b := c.place.Indicator, c.place.Breakdown
	values, place := i.Values, 0
	if b != nil {
		values, place = b.Parts[max(0, c.place.Part)].Values, max(0, c.place.Part)
	}
	size := 0.0
	for _, p := range t.open[i] {
		if v := valueIn(values, p); given(v) {
			size = max(size, v.Number)
		}
	}
	w := cost(int64(size), place)
	if b == nil {
		w *= totalWeight
	}
	if t.adds(i) {
		w *= 2
	}
	return w
}

// adds reports whether an indicator is a total of others: it adds them up, counts all that they do, or counts over longer periods.
func (t *tabulation) adds(i *model.Indicator) bool {
	longer := func(i, other *model.Indicator) bool {
		return i.Frequency != other.Frequency && other.Frequency.In(i.Frequency) > 0
	}
	return len(addends(i)) > 0 || i.PartOf != nil && longer(i, i.PartOf) ||
		slices.ContainsFunc(t.Edition.Indicators, func(part *model.Indicator) bool { return part.PartOf == i && !longer(part, i) })
}

// apply notes what is hidden.
func (t *tabulation) apply() {
	for n, c := range t.cells {
		if c.value == nil || c.of != t.Report || c.gap {
			continue
		}
		h := hiding{Withheld, t.result.Says[n]}
		switch {
		case c.blank:
			h.says = anything
		case t.result.Hiding[n] == disclosure.Shown:
			continue
		case c.secret == Confidential || t.result.Hiding[n] == disclosure.Marked:
			h.state = c.secret
		}
		t.hidden[c.value] = h
	}
}
