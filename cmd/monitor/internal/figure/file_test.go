package figure

import "testing"

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
