package source

import "testing"

func TestSuggestPeriod(t *testing.T) {
	for text, want := range map[string]string{
		"2023/24": "2023/2024", "2023-24": "2023/2024", "2023-2024": "2023/2024", "1999/00": "1999/2000",
		"2023/2025": "", "2023/22": "", "2022Q4": "2022-Q4", "2022-K4": "2022-Q4", "Q4 2022": "2022-Q4", "2022-Q5": "",
		"jan-24": "2024-01", "maart 2024": "2024-03", "mrt-24": "2024-03", "okt 2024": "2024-10", "xyz-24": "",
		"7-2024": "2024-07", "2024-7": "2024-07", "13-2024": "", "31-12-2024": "2024", "2024-12-31": "2024",
		"2024,0": "2024", "24": "2024", "20223": "", "vorig jaar": "",
	} {
		if got := SuggestPeriod(text); got != want {
			t.Errorf("SuggestPeriod(%q) = %q, want %q", text, got, want)
		}
	}
}
