package model

import "testing"

// TestGuarded: one confidential value, or one sensitive indicator, makes an edition guarded.
func TestGuarded(t *testing.T) {
	open, secret := []Value{{Number: 7}, {Number: 2, Flags: "p"}}, []Value{{Number: 7}, {Number: 9, Flags: "pc"}}
	split := func(values []Value) []*Breakdown {
		return []*Breakdown{{Parts: []Part{{Values: open}, {Values: values}}}}
	}
	for _, test := range []struct {
		name      string
		indicator Indicator
		want      bool
	}{
		{"open", Indicator{Values: open, Breakdowns: split(open)}, false},
		{"sensitive", Indicator{Values: open, Sensitive: true}, true},
		{"a confidential value", Indicator{Values: secret}, true},
		{"a confidential part", Indicator{Values: open, Breakdowns: split(secret)}, true},
	} {
		e := &Edition{Indicators: []*Indicator{{Values: open}, &test.indicator}}
		if got := e.Guarded(); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	if new(Edition).Guarded() {
		t.Error("nothing is hidden of nothing")
	}
}
