package prose

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// entityForm is an entity of Markdown: &#8238;, &#x202E; or &rlm;.
var entityForm = regexp.MustCompile(`&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]*));`)

// checkEntities reports the first entity of each line that stands for a character that does not
// belong in a text. Package
// source has refused those that are written as they are. An entity in code is not read as one, but
// nothing is lost by refusing it too.
func (w *walker) checkEntities() {
	offset := 0
	for line := range bytes.Lines(w.body) {
		for _, match := range entityForm.FindAllSubmatchIndex(line, -1) {
			text := entityText(line, match)
			if at := strings.IndexFunc(text, source.Refused); at >= 0 {
				r, _ := utf8.DecodeRuneInString(text[at:])
				position := w.position(offset+match[0], match[1]-match[0])
				w.list.Add(diagnostic.RefusedCharacter, position, "", source.CharacterName(r))
				break
			}
		}
		offset += len(line)
	}
}

// entityText returns what an entity stands for. match has the offsets of entityForm and its groups.
func entityText(line []byte, match []int) string {
	for group, base := range []int{10, 16} {
		if from, to := match[2+2*group], match[3+2*group]; from >= 0 {
			code, _ := strconv.ParseUint(string(line[from:to]), base, 32)
			return string(rune(code))
		}
	}
	entity, _ := util.LookUpHTML5EntityByName(string(line[match[6]:match[7]]))
	if entity == nil {
		return ""
	}
	return string(entity.Characters)
}
