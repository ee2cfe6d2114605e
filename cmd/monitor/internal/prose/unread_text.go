package prose

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// checkText reports what looks like markup in the text of a block.
func (u *unread) checkText(n ast.Node) {
	if n.Lines().Len() == 0 {
		return
	}
	u.textOfBlock(n)
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		if u.checkLines(n) {
			return
		}
	}
	if bytes.IndexByte(u.text, '[') >= 0 || bytes.IndexByte(u.text, ']') >= 0 {
		u.checkBrackets()
	}
	if mayRefer(u.text) {
		for _, m := range bareReference.FindAllIndex(u.text, -1) {
			u.report(diagnostic.ReferenceUnread, u.base+m[0], u.base+m[1])
			u.blank(m)
		}
	}
	if u.star.end == 0 && bytes.IndexByte(u.text, '*') >= 0 {
		if m := starNote.FindIndex(u.text); m != nil {
			at := u.base + m[0] + bytes.IndexByte(u.text[m[0]:], '*')
			u.star = span{at, at + 1}
		}
	}
	for _, m := range marks {
		if !bytes.Contains(u.text, []byte(m.has)) {
			continue
		}
		if at := m.form.FindIndex(u.text); at != nil && !u.escaped(m.has[0], at[0]) {
			found := u.text[at[0]:at[1]]
			at[0] += len(found) - len(bytes.TrimLeft(found, " \t\n("))
			u.remark(u.base+at[0], u.base+at[1], m.cure)
			u.blank(at)
		}
	}
}

// mayRefer reports whether a text has a colon between letters, as a reference has. It is quicker than
// bareReference.
func mayRefer(text []byte) bool {
	for at := bytes.IndexByte(text, ':'); at >= 0; {
		if at > 0 && at+1 < len(text) && isLower(text[at-1]) && (isLower(text[at+1]) || isDigit(text[at+1])) {
			return true
		}
		next := bytes.IndexByte(text[at+1:], ':')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return false
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

// textOfBlock sets u.text to the source of a block, with a zero in place of what goldmark understood
// and of what is escaped. So what is left is what readers see as it was typed.
func (u *unread) textOfBlock(n ast.Node) {
	lines := n.Lines()
	u.base = lines.At(0).Start
	size := lines.At(lines.Len()-1).Stop - u.base
	u.text = append(u.text[:0], make([]byte, size)...)
	u.escapes = u.escapes[:0]
	for i := range lines.Len() {
		if end := lines.At(i).Stop - u.base; end > 0 && u.body[u.base+end-1] == '\n' {
			u.text[end-1] = '\n'
		}
	}
	u.addText(n)
}

// addText adds the text in a node. The typographer leaves no place in the marks that it replaced:
// they are between two texts.
func (u *unread) addText(n ast.Node) {
	end, replaced := -1, false // of the text before, and whether only such marks followed
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			if replaced && end >= 0 {
				u.copyText(end, child.Segment.Start)
			}
			u.copyText(child.Segment.Start, child.Segment.Stop)
			end, replaced = child.Segment.Stop, false
		case *ast.String:
			if end < 0 && child.PreviousSibling() == nil && n.Type() == ast.TypeBlock {
				end = u.base
			}
			replaced = true
		case *ast.CodeSpan, *ast.AutoLink, *ast.RawHTML:
			end, replaced = -1, false
		default:
			u.addText(child)
			end, replaced = -1, false
		}
	}
}

// copyText copies a range of the body, without what is escaped in it.
func (u *unread) copyText(from, to int) {
	if from < u.base || to > u.base+len(u.text) {
		return
	}
	for at := from; at < to; at++ {
		if c := u.body[at]; c == '\\' && at+1 < to && u.body[at+1] != '\n' {
			at++
			u.escapes = append(u.escapes, at)
		} else {
			u.text[at-u.base] = c
		}
	}
}

// escaped reports whether a mark before an offset of the text has a backslash. Then its author knows
// what the mark does, and wants the one at the offset to be shown too.
func (u *unread) escaped(mark byte, offset int) bool {
	return slices.ContainsFunc(u.escapes, func(at int) bool { return at < u.base+offset && u.body[at] == mark })
}

// blank takes what was reported out of the text: one slip is one message.
func (u *unread) blank(reported []int) {
	for i := reported[0]; i < reported[1]; i++ {
		if u.text[i] != '\n' {
			u.text[i] = 0
		}
	}
}

var (
	// linkLike matches a link or an image that is none: what is between its brackets, what is
	// between these and the address, and the address as far as it goes.
	linkLike = regexp.MustCompile(`(!?)(?:\[[^\[\]]*)?\]([ \t\n]*)\(([^()\n]*)\)?`)
	// swapped matches a link with its brackets and parentheses in the wrong order.
	swapped = regexp.MustCompile(`\([^()\n]*\)[ ]?\[([^\[\]\n]+)\]`)
	// labelled matches a link with a definition that is not there.
	labelled = regexp.MustCompile(`!?\[[^\[\]]+\]\[[^\[\]]*\]`)
	// hollow matches brackets without a text and an address.
	hollow = regexp.MustCompile(`\[[ ]?\]`)
	// schemeLike matches the beginning of an address that is a reference.
	schemeLike = regexp.MustCompile(`^[<\s]*[A-Za-z]+\s*:|@\s*(?:latest|[0-9]{4})`)
	// addressLike matches an address that leads off the site or to a file.
	addressLike = regexp.MustCompile(`^[<\s]*(?:https?:|www\.|mailto:|#|\x00)|\.(?:md|png|jpe?g|gif|webp|svg)\b`)
	// bareReference matches a reference outside a link.
	bareReference = regexp.MustCompile(`\b(?:` + strings.Join(schemes, "|") +
		`):[a-z0-9][a-z0-9/-]*(?:@[^\s\x00()\[\]]*)?`)
)

// checkBrackets reports what looks like a link, an image or a reference.
func (u *unread) checkBrackets() {
	for _, m := range linkLike.FindAllSubmatchIndex(u.text, -1) {
		if u.text[m[0]] == ']' && u.escaped('[', m[0]) {
			continue
		}
		address := string(u.text[m[6]:m[7]])
		apart := m[5] > m[4]
		if apart && !schemeLike.MatchString(address) && !addressLike.MatchString(address) {
			continue
		}
		u.reportLink(m[:2], m[3] > m[2], address)
	}
	for _, m := range swapped.FindAllSubmatchIndex(u.text, -1) {
		address := string(u.text[m[2]:m[3]])
		if schemeLike.MatchString(address) || addressLike.MatchString(address) {
			u.reportLink(m[:2], false, address)
		}
	}
	for _, m := range labelled.FindAllIndex(u.text, -1) {
		u.reportLink(m, u.text[m[0]] == '!', "")
	}
	for _, m := range hollow.FindAllIndex(u.text, -1) {
		u.remark(u.base+m[0], u.base+m[1], "unread.hollow")
		u.blank(m)
	}
	if m := wordRemark.FindIndex(u.text); m != nil {
		u.remark(u.base+m[0], u.base+m[1], "unread.word-remark")
	}
	for _, m := range noteNumber.FindAllIndex(u.text, -1) {
		u.numbers = append(u.numbers, span{u.base + m[0], u.base + m[1]})
	}
}

// wordRemark matches what is left of a remark in Word: the initials of who made it, and its number.
var wordRemark = regexp.MustCompile(`\[[A-Z]{2,3}[0-9]{1,3}\]`)

// noteNumber matches a small number between brackets: Word shows its notes so in a plain text.
var noteNumber = regexp.MustCompile(`\[[0-9]{1,2}\]`)

// checkNoteNumbers reports the numbers between brackets, once: who typed one as a note typed all so.
func (u *unread) checkNoteNumbers() {
	if len(u.numbers) == 0 {
		return
	}
	first := u.numbers[0]
	quoted := string(u.body[first.start:first.end])
	cure := wording.Refer("unread.note-number", strings.Trim(quoted, "[]"))
	u.list.AddRepeated(len(u.numbers)-1, diagnostic.MarkupUnread, u.position(first.start, len(quoted)), "",
		quoted, cure)
}

// checkLoneStar reports a star behind a word when nothing in the chapter begins with one.
func (u *unread) checkLoneStar() {
	if u.star.end == 0 || u.lone || isDigit(u.body[u.star.start-1]) {
		return // 2024* may be explained in words, and 5* is a hotel
	}
	for line := range bytes.Lines(u.body) {
		if line = bytes.TrimLeft(line, " |>\t"); bytes.HasPrefix(line, []byte("*")) || bytes.HasPrefix(line, []byte(`\*`)) {
			return
		}
	}
	u.remark(u.star.start, u.star.end, "unread.lone-star")
}

// reportLink reports what looks like a link with an address.
func (u *unread) reportLink(at []int, image bool, address string) {
	code := diagnostic.LinkUnread
	switch {
	case image:
		code = diagnostic.ImageUnread
	case schemeLike.MatchString(address) && !addressLike.MatchString(address):
		code = diagnostic.ReferenceUnread
	}
	u.report(code, u.base+at[0], u.base+at[1])
	u.blank(at)
}

// starNote matches a star behind a word, with which a note may be meant.
var starNote = regexp.MustCompile(`[\pL0-9]\*(?:[\s.,;:)|]|$)`)

// marks are what looks like markup within a line, each with its cure. has is a part of it that is
// quicker to find than the form.
var marks = []struct {
	has  string
	form *regexp.Regexp
	cure wording.Key
}{
	{"**", regexp.MustCompile(`\*\*+`), "unread.bold"},
	{"*", regexp.MustCompile(`(?:^|[\s(])\*\pL`), "unread.lone-star"},
	{"_", regexp.MustCompile(`(?:^|[\s(])_\pL`), "unread.lone-star"},
	{"__", regexp.MustCompile(`(?:^|[\s(])__\pL|\pL__(?:[\s).,;:]|$)`), "unread.bold"},
	{"==", regexp.MustCompile(`==[^=\s\x00][^=\n]*==`), "unread.marked"},
	{"~~", regexp.MustCompile(`~~+`), "unread.struck"},
	{"^[", regexp.MustCompile(`\^\[[^\[\]\n]*\]?`), "unread.note"},
	{"[^", regexp.MustCompile(`(?m)\[\^(?:\]|[^\[\]\n]*$)`), "unread.note"},
	{"![[", regexp.MustCompile(`!\[\[[^\[\]\n]*\]\]`), "unread.wiki-image"},
	{"[[", regexp.MustCompile(`\[\[[^\[\]\n]*\]\]`), "unread.wiki"},
	{"{", regexp.MustCompile(`\{\{[^\n]*|\{[ ]?[#.][a-zA-Z][^}\n]*\}|\{(?:\+\+|--|==|>>)[^\n]*\}`),
		"unread.braces"},
	{"¹", regexp.MustCompile(`(?:[.,;:!?)]|\pL{3})¹`), "unread.note"},
	{"Fout! ", regexp.MustCompile(`Fout! (?:Verwijzingsbron|Bladwijzer) [^.\n]*\.?`), "unread.word-reference"},
	{"Error! ", regexp.MustCompile(`Error! (?:Reference source|Bookmark) [^.\n]*\.?`), "unread.word-reference"},
	{"`", regexp.MustCompile("`+"), "unread.backtick"},
}

// lineForm is what a line may begin with, and its cure.
type lineForm struct {
	first string // one of these letters
	form  *regexp.Regexp
	cure  wording.Key
	alone bool // only at the start of a block
}

// bullets are what Word, Outlook and telephones begin an item of a list with.
const bullets = "•·▪▫◦‣●○■□➢➤✓✔✗✅❌☐☑☒►▶→"

var lineForms = []lineForm{
	{"#", regexp.MustCompile(`^#{2,6}[^#\s]|^#{1,6}[\x{a0}\x{2007}\x{202f}\x{200b}]`), "unread.heading", false},
	{bullets, regexp.MustCompile(`^[` + bullets + `]`), "unread.bullet", false},
	{"-", regexp.MustCompile(`^->[ \t]`), "unread.bullet", false},
	{"o", regexp.MustCompile(`^o\t`), "unread.bullet", false},
	{"–—", regexp.MustCompile(`^[–—][ \t\x{a0}]`), "unread.bullet", true},
	{"-*_", regexp.MustCompile(`^(?:-{2,}|\*{2,}|_{2,})[ \t]*$`), "unread.line", false},
	{"*", regexp.MustCompile(`^\*\pL`), "unread.lone-star", false},
	{"-+", regexp.MustCompile(`^[-+]\pL`), "unread.item", true},
	{"-+*", regexp.MustCompile(`^[-+*][\x{a0}\x{2007}\x{202f}]`), "unread.item", false},
	{":", regexp.MustCompile(`^:::+.*`), "unread.colons", false},
	{"+", regexp.MustCompile(`^\+\+\+[ \t]*$`), "unread.front-matter", false},
	{"=", regexp.MustCompile(`^={3,}[ \t]*$`), "unread.line", false},
	{"[", regexp.MustCompile(`^\[[xX]?\][ \t]`), "unread.task", true},
	{"[", regexp.MustCompile(`^\[![^\[\]]+\]`), "unread.colons", true},
}

// letteredItem matches an item of a list that is none: lists have numbers or bullets.
var letteredItem = regexp.MustCompile(
	`^\(?[a-z]\)[ \t]|^\([0-9]{1,2}\)[ \t]|^(?:[a-z]|i{1,3}|iv|vi{0,3})\.[ \t]`)

var delimiterLike = regexp.MustCompile(`^[|\s:—–-]*\|[|\s:—–-]*$`)

// checkLines looks at the beginning of each line of a paragraph. Of slips of one kind in a row it
// reports the first. It returns true after one that is about the whole paragraph.
func (u *unread) checkLines(n ast.Node) (whole bool) {
	lines, reported := n.Lines(), ""
	rows, firstRow := 0, []int(nil)
	lettered := -1 // where the line before begins, if it does so with "a)"
	for i := range lines.Len() {
		from := lines.At(i).Start - u.base
		to := min(lines.At(i).Stop-u.base, len(u.text))
		for from < to && (u.text[from] == ' ' || u.text[from] == '\t') {
			from++
		}
		line := string(bytes.TrimRight(u.text[from:to], "\n"))
		if line == "" {
			continue
		}
		if meant := meantBlock(fenceWord(line), []byte(line)); meant != "" {
			u.report(diagnostic.BlockUnread, u.base+from, u.base+from+len(line), meant)
			return true
		}
		if !letteredItem.MatchString(line) {
			lettered = -1
		} else if lettered < 0 {
			lettered = from
		} else {
			u.remark(u.base+lettered, u.base+lettered+len("a)"), "unread.letters")
			return true
		}
		switch bars := strings.Count(line, "|"); {
		case bars == 0 && strings.LastIndexByte(line, '\t') >= len("99."):
			rows++ // as Word and Excel paste a table
		case strings.Count(line, ";") > 1 && !strings.Contains(line, "; "):
			rows++ // as a CSV file has it
		case bars == 0:
		case delimiterLike.MatchString(line) && strings.ContainsAny(line, "-–—"):
			rows += 2
		case bars > 1, line[0] == '|':
			rows++
		}
		if rows > 0 && firstRow == nil {
			firstRow = []int{from, from + len(line)}
		}
		if rows > 1 {
			u.report(diagnostic.TableUnread, u.base+firstRow[0], u.base+firstRow[1])
			return true
		}
		first, _ := utf8.DecodeRuneInString(line)
		at := slices.IndexFunc(lineForms, func(f lineForm) bool {
			if n.Parent().Kind() == ast.KindBlockquote && strings.ContainsRune("[–—", first) {
				return false // a box, or who said it
			}
			return (i == 0 || !f.alone) && strings.ContainsRune(f.first, first) && f.form.MatchString(line)
		})
		if at < 0 || reported == string(lineForms[at].cure) {
			continue
		}
		m := lineForms[at].form.FindStringIndex(line)
		reported = string(lineForms[at].cure)
		u.remark(u.base+from, u.base+from+m[1], lineForms[at].cure)
		u.blank([]int{from, from + m[1]})
	}
	u.checkSingleHash(n)
	return false
}

// checkSingleHash reports a paragraph that looks like a heading: "#Kop". A sentence may begin with a
// word such as #MeToo.
func (u *unread) checkSingleHash(n ast.Node) {
	text := string(bytes.TrimSpace(u.text))
	second, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text, "#"))
	if n.Lines().Len() == 1 && strings.HasPrefix(text, "#") && unicode.IsLetter(second) &&
		!strings.ContainsAny(text[len(text)-1:], ".!?:;") {
		u.remark(u.base, u.base+len("#")+utf8.RuneLen(second), "unread.heading")
	}
}
