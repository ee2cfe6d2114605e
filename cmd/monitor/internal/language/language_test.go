package language

import (
	"math"
	"slices"
	"testing"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

var words = map[string]string{
	"number.percent": "{n} %", "period.quarter": "{n}e kwartaal {year}", "period.month": "{month} {year}",
	"month.7": "juli", "date": "{day} {month} {year}", "x.one": "{n} ding van {who}",
	"x.other": "{n} dingen van {who}",
}

func TestNumber(t *testing.T) {
	nl, en := New("nl", words), New("en", words)
	tests := []struct {
		x        float64
		decimals int
		nl, en   string
	}{
		{3.75, 2, "3,75", "3.75"},
		{3.75, 1, "3,8", "3.8"},
		{3.65, 1, "3,7", "3.7"}, // 3.65 is held as 3.649999…: people round what they see
		{2.675, 2, "2,68", "2.68"},
		{1.005, 2, "1,01", "1.01"},
		{-0.4, 0, "0", "0"},
		{-2.5, 0, "−3", "−3"},
		{0.5, 0, "1", "1"},
		{12147, 0, "12.147", "12,147"},
		{1234567.891, 1, "1.234.567,9", "1,234,567.9"},
		{999.95, 1, "1.000,0", "1,000.0"},
		{1e15, 0, "1.000.000.000.000.000", "1,000,000,000,000,000"},
	}
	for _, test := range tests {
		if got := nl.Number(test.x, test.decimals); got != test.nl {
			t.Errorf("nl %v to %d: %q, want %q", test.x, test.decimals, got, test.nl)
		}
		if got := en.Number(test.x, test.decimals); got != test.en {
			t.Errorf("en %v to %d: %q, want %q", test.x, test.decimals, got, test.en)
		}
	}
	if nl.Decimal != "," || nl.Group != "." || en.Decimal != "." || en.Group != "," {
		t.Errorf("marks: %q %q %q %q", nl.Decimal, nl.Group, en.Decimal, en.Group)
	}
}

// TestAmount checks how amounts are written, in short and in full, and where the sign of a loss stands.
func TestAmount(t *testing.T) {
	nl := New("nl", map[string]string{"figure.euros": "€ {n}", "figure.euros-below": "€ −{n}", "figure.euros-million": "€ {n} mln"})
	en := New("en", map[string]string{"figure.euros": "€{n}", "figure.euros-below": "−€{n}", "figure.euros-million": "€{n} million"})
	tests := []struct {
		x                      float64
		amount, exact, english string
	}{
		{0, "€ 0", "€ 0", "€0"},
		{9999, "€ 9.999", "€ 9.999", "€9,999"},
		{74918, "€ 75.000", "€ 74.918", "€74,918"},
		{99499, "€ 99.000", "€ 99.499", "€99,499"},
		{99500, "€ 0,10 mln", "€ 99.500", "€99,500"},
		{114999, "€ 0,11 mln", "€ 114.999", "€114,999"},
		{994999, "€ 0,99 mln", "€ 994.999", "€994,999"},
		{995000, "€ 1,00 mln", "€ 995.000", "€995,000"},
		{1272300, "€ 1,27 mln", "€ 1.272.300", "€1,272,300"},
	}
	for _, test := range tests {
		if amount, euros := nl.Amount(test.x), nl.Euros(test.x); amount != test.amount || euros != test.exact {
			t.Errorf("%v: %q and %q, want %q and %q", test.x, amount, euros, test.amount, test.exact)
		}
		if got := en.Euros(test.x); got != test.english {
			t.Errorf("%v: %q, want %q", test.x, got, test.english)
		}
	}
	for x, want := range map[float64][2]string{-22000: {"€ −22.000", "−€22,000"}, -0.4: {"€ 0", "€0"}, -0.5: {"€ −1", "−€1"}} {
		if got := [2]string{nl.Euros(x), en.Euros(x)}; got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
}

// TestWithin checks that rounding never reaches an end that was not reached.
func TestWithin(t *testing.T) {
	nl := New("nl", words)
	tests := []struct {
		x        float64
		decimals int
		want     string
	}{
		{99.999, 2, ">\u00a099,99"}, {100, 2, "100,00"}, {99.994, 2, "99,99"}, {99.6, 0, ">\u00a099"},
		{0.004, 2, "<\u00a00,01"}, {0, 2, "0,00"}, {math.Copysign(0, -1), 0, "0"}, {0.4, 0, "<\u00a01"}, {0.5, 0, "1"},
		{50, 1, "50,0"},
	}
	for _, test := range tests {
		if got := nl.Within(test.x, test.decimals, 0, 100); got != test.want {
			t.Errorf("%v to %d: %q, want %q", test.x, test.decimals, got, test.want)
		}
	}
	if got := nl.Within(-0.4, 0, math.Inf(-1), math.Inf(1)); got != "0" {
		t.Errorf("without ends: %q", got)
	}
}

func TestSigned(t *testing.T) {
	l := New("nl", words)
	for x, want := range map[float64]string{0.04: "0,0", 1.25: "+1,3", -1.25: "−1,3", 0: "0,0"} {
		if got := l.Signed(x, 1); got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	l := New("nl", words)
	for unit, want := range map[string]string{"": "3,5", "%": "3,5 %", "% van de tijd": "3,5 % van de tijd",
		"dagen": "3,5 dagen"} {
		if got := l.Quantity(3.5, 1, unit); got != want {
			t.Errorf("%q: %q, want %q", unit, got, want)
		}
	}
}

func TestPeriod(t *testing.T) {
	l := New("nl", words)
	tests := []struct{ in, long, short string }{
		{"2025", "2025", "2025"},
		{"2025-Q3", "3e kwartaal 2025", "Q3 2025"},
		{"2025-07", "juli 2025", "07-2025"},
		{"2024/2025", "2024/2025", "24/25"},
	}
	for _, test := range tests {
		p, ok := model.ParsePeriod(test.in)
		if !ok {
			t.Fatal(test.in)
		}
		if long, short := l.Period(p), l.ShortPeriod(p); long != test.long || short != test.short {
			t.Errorf("%s: %q and %q", test.in, long, short)
		}
	}
	if got := l.Date(time.Date(2026, 7, 4, 0, 0, 0, 0, time.UTC)); got != "4 juli 2026" {
		t.Error(got)
	}
}

func TestWords(t *testing.T) {
	l := New("nl", words)
	if got := l.Count("x", 1, "who", "ons"); got != "1 ding van ons" {
		t.Error(got)
	}
	// A value that holds braces is not filled in again.
	if got := l.Count("x", 2000, "who", "{n}"); got != "2.000 dingen van {n}" {
		t.Error(got)
	}
	// A value that is another's name is not taken for it.
	if got := l.Say("x.one", "n", "who", "who", "n"); got != "who ding van n" {
		t.Error(got)
	}
	l.Say("geen.woord")
	if got := l.Missing(); !slices.Equal(got, []string{"geen.woord"}) {
		t.Error(got)
	}
}

// TestDictionary checks that accents and capitals do not change the order.
func TestDictionary(t *testing.T) {
	terms := []string{"zuur", "AVG", "ééntje", "arbowet", "eer", "Aed"}
	slices.SortFunc(terms, New("nl", words).Dictionary())
	if want := []string{"Aed", "arbowet", "AVG", "ééntje", "eer", "zuur"}; !slices.Equal(terms, want) {
		t.Errorf("got %q", terms)
	}
}
