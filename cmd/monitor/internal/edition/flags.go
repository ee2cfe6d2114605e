package edition

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

func flags(t *source.Table) model.Flags {
	s, _ := t.String("flags")
	return parseFlags(s, atValue(t, "flags"))
}

func parseFlags(s string, report reporter) model.Flags {
	unknown := strings.Map(func(c rune) rune {
		if strings.ContainsRune(model.AllFlags, c) {
			return -1
		}
		return c
	}, s)
	if unknown != "" {
		if like := flagsLike(s); like != "" {
			report(diagnostic.UnknownFlag, like, s)
		} else {
			report(diagnostic.UnknownFlag, "", unknown)
		}
	}
	f := model.Flags(s)
	if f.Has(model.AtLeast) && f.Has(model.AtMost) {
		report(diagnostic.BothBounds, "")
	}
	return f
}

// flagWords have the flags by the words that say what they mean.
var flagWords = map[string]model.Flags{
	"breuk": "b", "break": "b", "geschat": "e", "schatting": "e", "estimated": "e", "estimate": "e",
	"voorlopig": "p", "provisional": "p", "vertrouwelijk": "c", "confidential": "c", "onbetrouwbaar": "u", "unreliable": "u",
	"ontbreekt": ":", "missing": ":", "onbekend": ":", "unknown": ":",
}

// flagsLike returns the flags that a text means which has them in capitals, as words, or with
// something between them; or "".
func flagsLike(s string) string {
	var like strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return strings.ContainsRune(" ,;/+&", c) }) {
		if flags := flagWords[word]; flags != "" {
			like.WriteString(string(flags))
		} else if strings.Trim(word, model.AllFlags) != "" {
			return ""
		} else {
			like.WriteString(word)
		}
	}
	return like.String()
}
