package figure

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/language"
)

// JSONNumber writes a number as computers read it, with the decimals that the page shows.
func JSONNumber(x float64, decimals int) json.Number {
	return json.Number(strconv.FormatFloat(language.Round(x, decimals), 'f', decimals, 64))
}

// JSONWithin is JSONNumber for a number between two bounds. What has not reached a bound does not
// become one by rounding: with one decimal, 99.99 of at most 100 is 99.9.
func JSONWithin(x float64, decimals int, low, high float64) json.Number {
	step := math.Pow10(-decimals)
	switch rounded := language.Round(x, decimals); {
	case x > low && rounded <= low:
		x = low + step
	case x < high && rounded >= high:
		x = high - step
	}
	return JSONNumber(x, decimals)
}

// ExactNumber writes a number that was computed. Its twelve digits are the same on every machine,
// whatever the last bits are.
func ExactNumber(x float64) json.Number {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return json.Number(strconv.FormatFloat(rounded, 'f', -1, 64))
}

// CSV writes lines as CSV (RFC 4180, UTF-8). A value is a string, a json.Number, a bool, or nil,
// which is empty.
func CSV(lines [][]any) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true // RFC 4180, section 2
	for _, line := range lines {
		fields := make([]string, len(line))
		for n, value := range line {
			switch v := value.(type) {
			case json.Number:
				fields[n] = string(v)
			case string:
				fields[n] = inert(v)
			case bool:
				fields[n] = strconv.FormatBool(v)
			}
		}
		if err := w.Write(fields); err != nil {
			panic(err) // a bytes.Buffer takes everything
		}
	}
	w.Flush()
	return b.Bytes()
}

// inert keeps a spreadsheet from reading a text as a formula. A text that begins like one gets an
// apostrophe, which marks it as text (OWASP, CSV Injection). It is not called for numbers, which
// may begin with a minus.
func inert(s string) string {
	t := strings.TrimLeft(s, " \t\r\n\u00a0\ufeff")
	if t != s || t != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(t)[0]) {
		return "'" + s
	}
	return s
}

// JSON writes a file that people can read too: indented, with < and & as they are. It panics when
// JSON cannot hold the value.
func JSON(file any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(file); err != nil {
		panic(err) // our files hold texts and finite numbers only
	}
	return b.Bytes()
}
