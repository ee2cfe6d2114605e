package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// periodForms are how people and spreadsheets write periods that the data write in another way. The
// groups have the numbers of the form, or the name of a month.
var periodForms = []struct {
	form    *regexp.Regexp
	written func(a, b string) string
}{
	{regexp.MustCompile(`^([0-9]{4}) ?[-/–] ?([0-9]{2}|[0-9]{4})$`), academicYear},
	{regexp.MustCompile(`^([0-9]{4}) ?[-/]? ?[QqKk]w?\.? ?([1-4])$`), func(a, b string) string { return a + "-Q" + b }},
	{regexp.MustCompile(`^[QqKk]w?\.? ?([1-4]) ?[-/]? ?([0-9]{4})$`), func(a, b string) string { return b + "-Q" + a }},
	{regexp.MustCompile(`^(\pL{3,9})\.?[- /]?'?([0-9]{4}|[0-9]{2})$`), namedMonth},
	{regexp.MustCompile(`^([0-9]{1,2})[-/]([0-9]{4})$`), func(a, b string) string { return numberedMonth(b, a) }},
	{regexp.MustCompile(`^([0-9]{4})[-/]([0-9]{1,2})$`), numberedMonth},
	{regexp.MustCompile(`^[0-9]{1,2}[-/][0-9]{1,2}[-/]([0-9]{4})()$`), theYear},
	{regexp.MustCompile(`^([0-9]{4})(?:-[0-9]{2}-[0-9]{2}|[.,]0+)()$`), theYear},
	{regexp.MustCompile(`^([0-9]{2})()$`), theYear},
}

// SuggestPeriod returns a period as the data write it, for a text that means one and is written in
// another way: 2023/2024 for "2023/24", and 2024-01 for "jan-24". It returns "" for other texts.
func SuggestPeriod(text string) string {
	for _, f := range periodForms {
		if groups := f.form.FindStringSubmatch(text); groups != nil {
			if period := f.written(groups[1], groups[2]); period != "" {
				return period
			}
		}
	}
	return ""
}

// fullYear returns a year of four digits.
func fullYear(digits string) string {
	if len(digits) == 2 {
		return "20" + digits
	}
	return digits
}

func theYear(year, _ string) string { return fullYear(year) }

func academicYear(from, to string) string {
	first, _ := strconv.Atoi(from)
	last, _ := strconv.Atoi(to)
	if last != first+1 && (len(to) != 2 || last != (first+1)%100) {
		return ""
	}
	return fmt.Sprintf("%d/%d", first, first+1)
}

func numberedMonth(year, month string) string {
	if m, _ := strconv.Atoi(month); m >= 1 && m <= 12 {
		return fmt.Sprintf("%s-%02d", year, m)
	}
	return ""
}

func namedMonth(name, year string) string {
	if m := monthNamed(name); m > 0 {
		return fmt.Sprintf("%s-%02d", fullYear(year), m)
	}
	return ""
}

// monthStarts are the first three letters of the months, in Dutch and English.
var monthStarts = []string{"jan", "feb", "mrt maa mar", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov",
	"dec"}

// monthNamed returns the number of a month, or 0 for a word that is none.
func monthNamed(name string) int {
	letters := []rune(strings.ToLower(name))
	if len(letters) < 3 {
		return 0
	}
	for n, starts := range monthStarts {
		if strings.Contains(starts, string(letters[:3])) {
			return n + 1
		}
	}
	return 0
}
