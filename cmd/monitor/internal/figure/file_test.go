package figure

import (
	"encoding/json"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "gewoon": "gewoon", "3": "3", "=1+1": "'=1+1", "+31": "'+31", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", " =1": "' =1", "\r=1": "'\r=1", "＝1": "'＝1", "|cmd": "'|cmd", "%0A": "'%0A", "a=1": "a=1",
		"\ufeff=1": "'\ufeff=1",
	} {
		if got := inert(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestScale(t *testing.T) {
	dutch := language.New("nl", nil)
	percent := Column{Decimals: 2, Scale: Scale{High: 100}}
	plain := Column{Decimals: 2}
	for _, test := range []struct {
		column Column
		x      float64
		text   string
		file   json.Number
	}{
		{percent, 100, "100,00", "100.00"}, {percent, 99.999, ">\u00a099,99", "99.99"},
		{percent, 0.004, "<\u00a00,01", "0.01"}, {plain, 99.999, "100,00", "100.00"},
	} {
		if text := test.column.cell(Number(test.x), dutch).Text; text != test.text {
			t.Errorf("%v is %q, want %q", test.x, text, test.text)
		}
		if file := test.column.values(Number(test.x))[0]; file != test.file {
			t.Errorf("%v is %v in the files, want %v", test.x, file, test.file)
		}
	}
}

func TestJSONWithin(t *testing.T) {
	tests := []struct {
		x        float64
		decimals int
		want     json.Number
	}{
		{100, 2, "100.00"}, {99.999, 2, "99.99"}, {99.994, 2, "99.99"}, {99.6, 0, "99"}, {0, 1, "0.0"}, {0.004, 2, "0.01"},
		{0.2, 0, "1"}, {50.55, 1, "50.6"},
	}
	for _, test := range tests {
		if got := JSONWithin(test.x, test.decimals, 0, 100); got != test.want {
			t.Errorf("JSONWithin(%v, %d) = %s, want %s", test.x, test.decimals, got, test.want)
		}
	}
}
