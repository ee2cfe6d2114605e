package source

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// Limits of CSV files in bytes. Rows are not kept, so a large file costs time but no memory: a
// survey of 120,000 respondents with 120 answers each is 900 MB. A row is a few hundred bytes,
// unless it is a slip.
const (
	CSVLimit = 1 << 30
	rowLimit = 64 << 10
)

// sameCode is how many different diagnostics of one code a file gets.
const sameCode = 20

// Rows reads a CSV file row by row (RFC 4180): separated by commas, semicolons or tabs, with LF or
// CRLF, in UTF-8 or Windows-1252. It knows the columns by name but not what they mean, and has a
// position for every field.
//
// The rows come from encoding/csv. With ReuseRecord it reads 85 MB of 1.44 million rows in 0.16 s,
// with one allocation for each row. Rows adds the rest: the header, NUL bytes, the encoding, rows
// without an end (in stream), and messages.
//
//	rows, ok := root.OpenCSV(name, list)
//	if !ok { … }
//	defer rows.Close()
//	if !rows.Select([]string{"period", "value"}, []string{"note"}) { … }
//	for rows.Next() { … rows.Field(1) … }
type Rows struct {
	// Allowed is how messages list the columns that a file may have. "" lists their names.
	Allowed string

	name    string
	list    *diagnostic.List
	file    io.ReaderAt
	stream  *stream
	csv     *csv.Reader
	release func() // closes the file

	header   []string
	selected []int    // columns of the file; -1 for an optional one that is not there
	hidden   []bool   // for each column of the file, whether no message shows it; nil when all may
	record   []string // the row that was read last
	start    int64    // where in the file the row starts, or the blank lines before it
	ended    bool
	skipped  int // lines before the header

	encoding encoding
	sign     string                  // the decimal sign of the numbers so far, or ""
	unread   bool                    // a row, or the rest of the file, could not be read
	reported map[diagnostic.Code]int // how many different diagnostics of each code
	slips    map[string]*repeated    // by form
}

// repeated is the first diagnostic of a slip, and in how many more rows the same slip is.
type repeated struct {
	code       diagnostic.Code
	at         diagnostic.Position
	suggestion string
	args       []string
	also       int
}

// encoding is how the text is written, as far as the rows up to now show.
type encoding int

const (
	onlyASCII encoding = iota
	inUTF8
	inWindows1252
)

// byteOrderMark is UTF-8's; Excel puts it first.
const byteOrderMark = "\xef\xbb\xbf"

// OpenCSV opens a CSV file and reads its header. A file that cannot be read at all is reported, and
// ok is false.
func (r *Root) OpenCSV(name string, list *diagnostic.List) (rows *Rows, ok bool) {
	f, _, ok := r.open(name, CSVLimit, diagnostic.Position{File: name}, list)
	if !ok {
		return nil, false
	}
	head := make([]byte, longestBeginning)
	if n, _ := f.ReadAt(head, 0); reportProgramFile(name, head[:n], list) {
		f.Close()
		return nil, false
	}
	file, reader, err := decoded(f)
	if err != nil {
		ReportRead(list, diagnostic.Position{File: name}, err)
		f.Close()
		return nil, false
	}
	rows = newRows(name, file, io.LimitReader(reader, CSVLimit), list)
	rows.release = func() {
		if s := rows.stream; s.finished {
			r.noteInput(name, s.delivered, s.checksum())
		}
		f.Close()
	}
	return rows, true
}

// newRows reads the header. Both file and reader have the bytes of the file: reader for the rows,
// and file to read again what a message shows.
func newRows(name string, file io.ReaderAt, reader io.Reader, list *diagnostic.List) *Rows {
	r := &Rows{name: name, list: list, file: file, stream: newStream(reader),
		reported: make(map[diagnostic.Code]int), slips: make(map[string]*repeated), release: func() {}}
	buffer := bufio.NewReaderSize(r.stream, bufferSize)
	if mark, _ := buffer.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
		r.stream.base = int64(len(byteOrderMark))
	}
	line, _ := buffer.Peek(rowLimit)
	head, _, _ := strings.Cut(string(line), "\n")
	comma, certain := separator(head)
	if declared, ok := declaredSeparator(head); ok {
		comma, certain, r.skipped = declared, true, 1
		n, _ := buffer.Discard(len(head) + 1)
		r.stream.base += int64(n)
	}
	// A bufio.Reader of this size is used by csv.NewReader as it is.
	r.csv = csv.NewReader(buffer)
	r.csv.Comma = comma
	r.csv.ReuseRecord = true
	r.csv.FieldsPerRecord = -1
	if !certain {
		r.report(diagnostic.CSVSeparator, r.firstLinePosition(1, len(head)), "")
		r.ended = true
	} else if r.Next() {
		for _, field := range r.record {
			r.header = append(r.header, strings.TrimSpace(strings.Clone(field)))
		}
		r.header = withoutEmptyEnd(r.header, 1)
	}
	return r
}

// declaredSeparator reads the line that Excel puts first to say what separates fields: "sep=;".
func declaredSeparator(line string) (comma rune, ok bool) {
	mark, ok := strings.CutPrefix(strings.ToLower(strings.TrimSuffix(line, "\r")), "sep=")
	if !ok || mark != "," && mark != ";" && mark != "\t" {
		return 0, false
	}
	return rune(mark[0]), true
}

// withoutEmptyEnd returns fields without the empty ones at the end, but at least so many: some
// programs end each row with a separator.
func withoutEmptyEnd(fields []string, least int) []string {
	for len(fields) > least && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	return fields
}

// separator finds the separator in the line of names: the only one of the three that is there
// outside quotation marks. A line without any has one column, and a comma will do. certain is false
// when there are several.
func separator(line string) (comma rune, certain bool) {
	comma, certain = ',', true
	quoted, found := false, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted || c != ',' && c != ';' && c != '\t':
		case found && c != comma:
			certain = false
		default:
			comma, found = c, true
		}
	}
	return comma, certain
}

// Header returns the names of the columns, in the order of the file. A file that could not be read
// that far has none.
func (r *Rows) Header() []string { return r.header }

// Select chooses the columns to read. Field counts them from 0: first the required ones and then
// the optional ones, in the order given here. Columns that are unknown, missing or there twice are
// reported, and ok is false.
func (r *Rows) Select(required, optional []string) (ok bool) {
	all := slices.Concat(required, optional)
	if r.ended {
		if len(r.reported) == 0 {
			names := strings.Join(required, ", ")
			r.report(diagnostic.CSVColumnMissing, diagnostic.Position{File: r.name}, "", names,
				wording.Refer("phrase.header", names))
		}
		return false
	}
	allowed := r.Allowed
	if allowed == "" {
		allowed = strings.Join(all, ", ")
	}
	r.selected = make([]int, len(all))
	var missing []string
	for n, name := range all {
		if r.selected[n] = slices.Index(r.header, name); r.selected[n] < 0 && n < len(required) {
			missing = append(missing, name)
		}
	}
	ok = len(missing) == 0
	var strange []string // names that do not belong here: one may be what is missing
	at := r.columnPosition(0)
	for n, name := range r.header {
		switch {
		case !slices.Contains(all, name):
			if ok {
				r.report(diagnostic.CSVColumnUnknown, r.columnPosition(n), SuggestWord(name, all), shorten(name), allowed)
			} else if strange = append(strange, shorten(name)); len(strange) == 1 {
				at = r.columnPosition(n)
			}
		case slices.Index(r.header, name) < n:
			r.report(diagnostic.CSVColumnTwice, r.columnPosition(n), "", name)
		}
	}
	if !ok {
		advice := wording.Refer("phrase.header", strings.Join(required, ", "))
		if len(strange) > 0 {
			advice = wording.Refer("phrase.header-instead", strings.Join(required, ", "), strings.Join(strange, ", "))
		}
		r.report(diagnostic.CSVColumnMissing, at, "", strings.Join(missing, ", "), advice)
	}
	return ok && len(r.reported) == 0
}

// Hide keeps the nth selected column out of all messages, and out of the lines that they show.
// Texts about people do not belong on a screen or in the log of a build.
func (r *Rows) Hide(n int) {
	if r.hidden == nil {
		r.hidden = make([]bool, len(r.header))
	}
	r.hidden[r.selected[n]] = true
}

// Next goes to the next row. It skips rows without any text, which some programs write. It reports
// and skips rows that cannot be read. It returns false at the end, and when the rest of the file
// would be nonsense.
func (r *Rows) Next() bool {
	for !r.ended {
		r.start = r.csv.InputOffset()
		record, err := r.csv.Read()
		end := r.csv.InputOffset()
		r.stream.settled = r.stream.base + end
		if r.header != nil {
			record = withoutEmptyEnd(record, len(r.header))
		}
		r.record = record
		switch {
		case r.stream.nul >= 0 && r.stream.nul < r.stream.settled:
			r.report(diagnostic.CSVNul, r.bytePosition(r.stream.nul-r.stream.base), "")
			r.ended, r.unread = true, true
			return false
		case err != nil:
			r.unread = r.unread || err != io.EOF
			r.ended = r.reportUnread(err)
		case r.stream.beyondPlain && !r.decodeRecord():
			r.ended, r.unread = true, true
			return false
		case r.header == nil || len(record) == len(r.header):
			if r.header == nil || !empty(record) {
				return true
			}
		case !empty(record):
			r.unread = true
			last := min(len(record)-1, len(r.header)) // the last field, or the first one too many
			r.report(diagnostic.CSVFieldCount, r.columnPosition(last), "", itoa(len(record)), itoa(len(r.header)),
				r.cureOfCount(record))
		}
	}
	return false
}

// cureOfCount returns what to do about a row with another number of fields than the header.
func (r *Rows) cureOfCount(record []string) string {
	if len(record) == 1 {
		for _, mark := range ";,\t" {
			if mark != r.csv.Comma && strings.Count(record[0], string(mark)) == len(r.header)-1 {
				return wording.Refer("phrase.other-separator", string(r.csv.Comma), string(mark))
			}
		}
	}
	return wording.Refer("phrase.quote-field")
}

func empty(record []string) bool {
	return !slices.ContainsFunc(record, func(field string) bool { return field != "" })
}

// reportUnread reports why a row could not be read. end is true when nothing after it can be read
// either.
func (r *Rows) reportUnread(err error) (end bool) {
	var parse *csv.ParseError
	switch {
	case err == io.EOF:
		return true
	case errors.Is(err, errRowTooLong):
		if text := r.textFrom(r.start, rowLimit); strings.Contains(text[blankLength(text):], "\n") {
			r.reportOpenQuote(text)
		} else {
			r.report(diagnostic.CSVRowTooLong, r.bytePosition(r.start), "", formatSize(rowLimit))
		}
		return true
	case errors.As(err, &parse) && parse.Line == parse.StartLine && parse.Err != csv.ErrQuote:
		r.report(diagnostic.CSVQuote, r.firstLinePosition(parse.Column, 1), "")
		return false
	case errors.As(err, &parse):
		// The message points at the mark that opens the field, which says more than where the error
		// is. When lines after it were taken for a part of the field, nothing is known about the
		// rows that follow.
		r.reportOpenQuote(r.textFrom(r.start, int(r.csv.InputOffset()-r.start)))
		return parse.Line != parse.StartLine
	}
	ReportRead(r.list, diagnostic.Position{File: r.name}, err)
	return true
}

// reportOpenQuote reports the quotation mark in a row that opens a field and is not closed in
// order.
func (r *Rows) reportOpenQuote(row string) {
	blank := blankLength(row)
	r.report(diagnostic.CSVQuote, r.bytePosition(r.start+int64(blank+openQuote(row[blank:], r.csv.Comma))), "")
}

// openQuote returns the offset in a row of the quotation mark that opens a field and is not closed
// in order on its line. It returns 0 when there is none.
func openQuote(row string, comma rune) (offset int) {
	inside, start := false, true
	for i := 0; i < len(row); i++ {
		switch c := row[i]; {
		case !inside && start && c == '"':
			inside, offset = true, i
		case inside && c == '"' && i+1 < len(row) && row[i+1] == '"':
			i++
		case inside && c == '"':
			inside = false
			if i+1 < len(row) && row[i+1] != byte(comma) && row[i+1] != '\n' && row[i+1] != '\r' {
				return offset
			}
		case c == '\n':
			return offset
		}
		start = row[i] == byte(comma) && !inside
	}
	return offset
}

// decodeRecord makes the fields of the row UTF-8. A field that is neither UTF-8 nor Windows-1252,
// or in another encoding than those before it, is reported, and ok is false. A character that does
// not belong in a text is reported too, but not in a column that nobody gets to see: what people
// wrote into a register of incidents may come from anywhere.
func (r *Rows) decodeRecord() (ok bool) {
	for n, field := range r.record {
		if isPlain(field) {
			continue
		}
		found, text := r.encoding, field
		switch {
		case !utf8.ValidString(field):
			found, text = inWindows1252, fromWindows1252(field)
		case utf8.RuneCountInString(field) < len(field):
			found = inUTF8
		}
		// Windows-1252 leaves five bytes without a character.
		undefined := found == inWindows1252 && strings.ContainsRune(text, utf8.RuneError)
		if undefined || r.encoding != onlyASCII && r.encoding != found {
			r.report(diagnostic.InvalidUTF8, r.columnPosition(n), "")
			return false
		}
		if r.encoding == onlyASCII && found == inWindows1252 {
			r.report(diagnostic.CSVWindows1252, r.columnPosition(n), "")
		}
		r.encoding, r.record[n] = found, text
		if at := strings.IndexFunc(text, Refused); at >= 0 && (r.hidden == nil || !r.hidden[n]) {
			c, _ := utf8.DecodeRuneInString(text[at:])
			r.report(diagnostic.RefusedCharacter, r.columnPosition(n), "", CharacterName(c))
		}
	}
	return true
}

func fromWindows1252(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
	}
	return b.String()
}

// Field returns the nth selected column of the row, without spaces around it. It is "" for an
// optional column that is not there, and stays valid after the next row.
func (r *Rows) Field(n int) string {
	if r.selected[n] < 0 {
		return ""
	}
	return strings.TrimSpace(r.record[r.selected[n]])
}

// Number returns a selected column as a number, with a decimal point, or with a decimal comma when
// commas do not separate fields. Anything else is reported, and ok is false; so is an empty field.
func (r *Rows) Number(n int) (x float64, ok bool) {
	text := r.Field(n)
	digits := text
	if r.csv.Comma != ',' && strings.Count(digits, ",") == 1 && !strings.Contains(digits, ".") {
		digits = strings.Replace(digits, ",", ".", 1)
	}
	if at := strings.IndexAny(text, ".,"); at >= 0 && strings.Count(digits, ".") == 1 {
		if r.sign != "" && r.sign != text[at:at+1] {
			r.Report(n, diagnostic.TwoDecimalSigns, "", shorten(text), r.sign)
			return 0, false
		}
		r.sign = text[at : at+1]
	}
	// ParseFloat accepts more than people mean: hexadecimal, underscores, infinity. Spreadsheets
	// write 0.00005 as 5e-05; a large number with an exponent has lost its last digits.
	x, err := strconv.ParseFloat(digits, 64)
	plain := strings.Replace(strings.Replace(digits, "e-", "", 1), "E-", "", 1)
	if err != nil || strings.Trim(plain, "0123456789.+-") != "" {
		suggestion, advice := cureOfNumber(text, r.csv.Comma != ',')
		r.Report(n, diagnostic.CSVNumber, suggestion, shorten(text), advice)
		return 0, false
	}
	return x, true
}

// Clean reports whether nothing was reported about the file so far.
func (r *Rows) Clean() bool { return len(r.reported) == 0 }

// Line returns the number of the line on which the row starts, from 1.
func (r *Rows) Line() int {
	line, _ := r.csv.FieldPos(0)
	return line + r.skipped
}

// Unread reports whether a row could not be read so far.
func (r *Rows) Unread() bool { return r.unread }

// Report adds a diagnostic at the nth selected column of the row. The same slip in later rows is
// only counted, and so is what is beyond the first few of one code.
func (r *Rows) Report(n int, code diagnostic.Code, suggestion string, args ...string) {
	r.reportOnce(formOf(code, args), func() diagnostic.Position {
		if column := r.selected[n]; column >= 0 {
			return r.columnPosition(column)
		}
		return diagnostic.Position{File: r.name}
	}, code, suggestion, args)
}

// ReportAt is Report for a field that was read before. It works until the file is closed.
func (r *Rows) ReportAt(b Bookmark, code diagnostic.Code, suggestion string, args ...string) {
	r.reportOnce(formOf(code, args), func() diagnostic.Position { return r.Position(b) }, code, suggestion, args)
}

// formOf returns what diagnostics of the same slip have in common: their code, and their arguments
// but for the numbers in them. A date that is written as 3/9/2026 is so in every row.
func formOf(code diagnostic.Code, args []string) string {
	form := []byte(code)
	for _, arg := range args {
		form = append(form, 0)
		for n := range len(arg) {
			c := arg[n]
			if code == diagnostic.BadPeriod && (c|0x20 >= 'a' && c|0x20 <= 'z') {
				c = '0' // the names of months differ as numbers do
			}
			if c < '0' || c > '9' {
				form = append(form, c)
			} else if last := form[len(form)-1]; last != '0' {
				form = append(form, '0')
			}
		}
	}
	return string(form)
}

// report adds a diagnostic about the form of the file. Only rows with the same number of fields have
// the same slip.
func (r *Rows) report(code diagnostic.Code, at diagnostic.Position, suggestion string, args ...string) {
	form := string(code) + strings.Join(args, "/")
	if code != diagnostic.CSVFieldCount {
		form += fmt.Sprint(at.Line, at.Column)
	}
	r.reportOnce(form, func() diagnostic.Position { return at }, code, suggestion, args)
}

// reportOnce keeps a diagnostic until the file is closed, or only counts it. It looks up the
// position of those that it keeps, which takes time.
func (r *Rows) reportOnce(
	form string, position func() diagnostic.Position, code diagnostic.Code, suggestion string, args []string,
) {
	if first := r.slips[form]; first != nil {
		first.also++
		return
	}
	if r.reported[code]++; r.reported[code] > sameCode {
		return
	}
	slip := &repeated{at: position()}
	slip.code, slip.suggestion, slip.args = lookAlike(code, suggestion, args)
	r.slips[form] = slip
}

// Close ends the reading. It adds the diagnostics, each with the number of rows that have the same
// slip, and says how many were not kept.
func (r *Rows) Close() {
	for _, form := range slices.Sorted(maps.Keys(r.slips)) {
		s := r.slips[form]
		r.list.AddRepeated(s.also, s.code, s.at, s.suggestion, s.args...)
	}
	for code, n := range r.reported {
		if n > sameCode {
			r.list.Add(diagnostic.CSVMore, diagnostic.Position{File: r.name}, "", itoa(n-sameCode), string(code))
		}
	}
	clear(r.reported)
	clear(r.slips)
	r.ended = true
	r.release()
}
