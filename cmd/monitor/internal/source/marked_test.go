package source

import "testing"

// TestMarked has what TestCanaryFences has not: above all what is no mark.
func TestMarked(t *testing.T) {
	tests := []struct {
		line string
		want bool
	}{
		{"", false},
		{"```", false},
		{"```text", false},
		{"```figure", false},
		{"'s Avonds", false},
		{"“Het bestuur”", false},
		{"`board` is een woord", false},
		{"De audience board", false},
		{"audience", false},
		{"## Audience", false},
		{"## Doelgroep", false},
		{"Audiences differ.", false},
		{"Audience is een Engels woord.", false},
		{"Doelgroepen: studenten", false},
		{"Het bestuur", false},
		{"Board", false},
		{"- intranet", false},
		{"1. public", false},
		{"*Bestuur*", false},
		{": bestuur", false},
		{"[^board]: Een noot.", false},
		{"[Board](https://example.org)", false},
		{"![Bestuur](bestuur.png)", false},
		{"| Board | Intranet |", false},
		{"Een groot audience. Board en intranet.", false},
		{"**Doelgroep:**", false},
		{"audience.", false},
		{"Безопасность бюро", false},
		{"if (audience = 3)", false},
		{"Audience board members agree.", true},
		{"audience=x", true},
		{"audience \u00a0= x", true},
		{"AUDIENCE-PUBLIC", true},
		{"1) - > audience: intranet", true},
		{"[^a]: audience board", true},
		{"&nbsp;&nbsp;audience board", true},
		{"doelgroep: openbaar", true},
		{"Doelgroepen bestuur", true},
		{"a u d i e n c e b o a r d", true},
		{"ａｕｄｉｅｎｃｅ＝ｂ", true},
		{"𝐚𝐮𝐝𝐢𝐞𝐧𝐜𝐞 𝐛𝐨𝐚𝐫𝐝", true},
		{"№ audience board", true},
		{"αudιence board", true},
		{"::: {.board}", true},
		{"- ```{board}", true},
		{"''intranet", true},
		{"\\`\\`\\`board", true},
		{"## Kop {audience=board}", true},
		{"[woorden]{.xyz audience=board}", false},
		{"[woorden]{audience=board}", true},
		{"audienceaboard", true},
		{"au-dience b-oord", true},
		{"a. ```audience board", true},
		{"| x | audience board |", true},
		{"!!! note audience", true},
		{"{{#board}}", true},
		{"audience:", true},
		{"[audience]", true},
		{"een\ntwee\n: audience board", true},
		{"een\u2029audience board", true},
	}
	for _, test := range tests {
		if got := Marked(test.line, []string{"public", "intranet", "board"}); got != test.want {
			t.Errorf("Marked(%q) is %t", test.line, got)
		}
	}
}
