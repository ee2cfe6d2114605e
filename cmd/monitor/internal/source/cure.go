package source

import (
	"regexp"
	"strings"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// This file says what to write instead of a value that is almost right, in TOML and in CSV.

var (
	numberForm  = regexp.MustCompile(`^[-+]?[0-9]+(?:[.,][0-9]+)?$`)
	groupedForm = regexp.MustCompile(`^[-+]?[0-9]{1,3}(?:[ .'][0-9]{3})+(?:,[0-9]+)?$`)
	absentForm  = regexp.MustCompile(
		`^(?i:n\.?[abv]\.?(?:t\.?)?|n/a|onbekend|unknown|null|none|geen|niet bekend|[-–—?.]*)$`)
	// remarkForm matches a remark behind a number: 1234 (voorlopig).
	remarkForm = regexp.MustCompile(`[ ]+\(\pL[^()]*\)$`)
	shortForm  = regexp.MustCompile(`^[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+$|^#+$`)
	belowForm  = regexp.MustCompile(`^< ?[0-9]+$`)
	truthForm  = regexp.MustCompile(`^(?i:ja|nee|yes|no|waar|onwaar|true|false|aan|uit|on|off)$`)
	dayForm    = regexp.MustCompile(`^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}$`)
	isoForm    = regexp.MustCompile(`^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$`)
)

// plainNumber returns the number that a text means, with a point: 1234.5 for "€ 1.234,50 *". It returns
// "" for a text that means none.
func plainNumber(text string) string {
	text = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "−", "-").Replace(text)
	text = strings.TrimPrefix(remarkForm.ReplaceAllString(text, ""), "'") // a spreadsheet marks a text so
	bare := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(text, "€"), "EUR"), " ")
	bare = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(bare, "€"), "EUR"), "euro"), " ")
	amount := bare != text // of euros, which never has three decimals
	text = strings.TrimSuffix(bare, ",-")
	text = strings.TrimRight(text, " %*")
	if inside, found := strings.CutPrefix(text, "("); found && strings.HasSuffix(inside, ")") {
		text = "-" + strings.TrimSuffix(inside, ")")
	}
	switch {
	case numberForm.MatchString(text) && !(amount && groupedForm.MatchString(text)):
		return strings.Replace(text, ",", ".", 1)
	case groupedForm.MatchString(text):
		return withoutThousands(text)[1]
	}
	return ""
}

// cureOfType returns what to write instead of a value of another type than wanted, or "". literal
// returns a number as it is written.
func cureOfType(wanted string, v any, literal func() string) string {
	switch v := v.(type) {
	case []map[string]any:
		return wording.Refer("phrase.one-bracket")
	case float64:
		if text := literal(); wanted == typeInt && groupedForm.MatchString(text) {
			return wording.Refer("phrase.write", withoutThousands(text)[1])
		}
	case time.Time:
		if wanted == typeDate {
			return wording.Refer("phrase.write", v.Format(time.DateOnly))
		}
	case string:
		return cureOfText(wanted, strings.TrimSpace(v))
	}
	return ""
}

func cureOfText(wanted, text string) string {
	switch wanted {
	case typeBool:
		if truthForm.MatchString(text) {
			return wording.Refer("phrase.bare", truth(text)[1])
		}
	case typeDate:
		if dayForm.MatchString(text) {
			return wording.Refer("phrase.bare", dayFirst(text)[1])
		} else if isoForm.MatchString(text) {
			return wording.Refer("phrase.bare", yearFirst(text)[1])
		}
	case typeNumberOrValue:
		if absentForm.MatchString(text) {
			return wording.Refer("toml.unknown")
		} else if belowForm.MatchString(text) {
			return wording.Refer("toml.below")
		}
		fallthrough
	case typeFloat, typeInt:
		if wanted != typeNumberOrValue && groupedForm.MatchString(text) {
			return wording.Refer("phrase.bare", withoutThousands(text)[1])
		}
		if number := plainNumber(text); number != "" {
			return wording.Refer("phrase.bare", number)
		}
	}
	return ""
}

// cureOfNumber returns what to write in a field of a CSV file instead of a text that is no number: the
// number itself, or else an advice.
func cureOfNumber(text string, comma bool) (suggestion, advice string) {
	number := plainNumber(text)
	if comma {
		number = strings.Replace(number, ".", ",", 1)
	}
	switch {
	case number != "" && number != text:
		return number, ""
	case shortForm.MatchString(text):
		return "", wording.Refer("phrase.sheet-short")
	case strings.HasPrefix(text, "="):
		return "", wording.Refer("phrase.sheet-formula")
	case strings.HasPrefix(text, "#"):
		return "", wording.Refer("phrase.sheet-error")
	case absentForm.MatchString(text):
		return "", wording.Refer("phrase.absent-field")
	case belowForm.MatchString(text):
		return "", wording.Refer("phrase.below-field")
	}
	return "", wording.Refer("phrase.number-field")
}
