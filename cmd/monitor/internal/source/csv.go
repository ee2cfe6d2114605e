package source

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// Limits of CSV files in bytes. Rows stream by, so that a file costs time and not memory, and may be larger than what is
// read whole: a survey of 120,000 respondents with 120 answers each is 900 MB. A row that is not a slip is a few hundred
// bytes.
const (
	CSVLimit = 1 << 30
	rowLimit = 64 << 10
)

// sameCode is how many diagnostics of one code are given of one file: in rows that a program wrote, one slip stands in
// every row.
const sameCode = 20

// Rows reads a CSV file row by row (RFC 4180): separated by commas, semicolons or tabs, with LF or CRLF, in UTF-8 or
// Windows-1252. It knows the columns by name and nothing of what they mean, and can point at every field.
//
// The rows come from encoding/csv, which is fast enough that nothing of our own is warranted: with ReuseRecord it reads
// 85 MB of 1.44 million rows in 0.16 s and allocates once for each row. What it does not do is done around it: the
// header, NUL bytes, the encoding, rows without an end (in tap), and messages.
//
//	rows, ok := root.OpenCSV(name, list)
//	if !ok { … }
//	defer rows.Close()
//	if !rows.Select([]string{"period", "value"}, []string{"note"}) { … }
//	for rows.Next() { … rows.Field(1) … }
type Rows struct {
	// Allowed is what messages say of the columns that a file may have, when that is more than their names.
	Allowed string

	name  string
	list  *diagnostic.List
	file  io.ReaderAt
	tap   *tap
	csv   *csv.Reader
	close func()

	header   []string
	selected []int    // the columns of the file that were selected; -1 for an optional one that is not there
	hidden   []bool   // the columns of the file that no message shows; nil when there are none
	record   []string // the row that was read last
	start    int64    // where in the file the row starts, or blank lines before it
	ended    bool

	encoding encoding
	reported map[diagnostic.Code]int
}

// encoding is what is known of how the text is written, from the first byte beyond ASCII on.
type encoding int

const (
	onlyASCII encoding = iota
	inUTF8
	inWindows1252
)

// byteOrderMark is UTF-8's; Excel puts it first.
const byteOrderMark = "\xef\xbb\xbf"

// OpenCSV opens a CSV file and reads its header. A file that cannot be read at all is reported, and ok is false.
func (r *Root) OpenCSV(name string, list *diagnostic.List) (rows *Rows, ok bool) {
	f, _, ok := r.open(name, CSVLimit, diagnostic.Position{File: name}, list)
	if !ok {
		return nil, false
	}
	rows = newRows(name, f, io.LimitReader(f, CSVLimit), list)
	rows.close = func() {
		if rows.tap.finished {
			r.note(name, rows.tap.delivered, rows.tap.sum)
		}
		f.Close()
	}
	return rows, true
}

// newRows reads the header from a stream; file gives the same bytes again where a message shows them.
func newRows(name string, file io.ReaderAt, stream io.Reader, list *diagnostic.List) *Rows {
	r := &Rows{name: name, list: list, file: file, tap: newTap(stream), reported: make(map[diagnostic.Code]int), close: func() {}}
	buffer := bufio.NewReaderSize(r.tap, bufferSize)
	if mark, _ := buffer.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		buffer.Discard(len(byteOrderMark))
		r.tap.base = int64(len(byteOrderMark))
	}
	line, _ := buffer.Peek(rowLimit)
	head, _, _ := strings.Cut(string(line), "\n")
	comma, clear := separator(head)
	// A buffer of this size is used by the reader as it is (bufio.NewReader).
	r.csv = csv.NewReader(buffer)
	r.csv.Comma = comma
	r.csv.ReuseRecord = true
	r.csv.FieldsPerRecord = -1
	if !clear {
		r.add(diagnostic.CSVSeparator, r.first(1, len(head)), "")
		r.ended = true
	} else if r.Next() {
		for _, field := range r.record {
			r.header = append(r.header, strings.TrimSpace(strings.Clone(field)))
		}
	}
	return r
}

// separator recognises what separates fields from the line of names: the only one of the three that is there outside
// quotation marks. With none there is one column, and a comma does no harm.
func separator(line string) (comma rune, clear bool) {
	comma, clear = ',', true
	quoted, found := false, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted || c != ',' && c != ';' && c != '\t':
		case found && c != comma:
			clear = false
		default:
			comma, found = c, true
		}
	}
	return comma, clear
}

// Header returns the names of the columns, in the order of the file. A file that could not be read that far has none.
func (r *Rows) Header() []string { return r.header }

// Select says which columns are wanted. Field counts them from 0, first those that are required, in the order given here.
// Columns that are unknown, missing or there twice are reported; ok is false when a row cannot be told from another.
func (r *Rows) Select(required, optional []string) (ok bool) {
	all := slices.Concat(required, optional)
	if r.ended {
		if len(r.reported) == 0 {
			r.add(diagnostic.CSVColumnMissing, diagnostic.Position{File: r.name}, "", strings.Join(required, ", "), strings.Join(required, ", "))
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
	for n, name := range r.header {
		switch {
		case !slices.Contains(all, name):
			r.add(diagnostic.CSVColumnUnknown, r.field(n), Suggest(name, all), shorten(name), allowed)
			ok = false
		case slices.Index(r.header, name) < n:
			r.add(diagnostic.CSVColumnTwice, r.field(n), "", name)
			ok = false
		}
	}
	if len(missing) > 0 {
		r.add(diagnostic.CSVColumnMissing, r.field(0), "", strings.Join(missing, ", "), strings.Join(required, ", "))
	}
	return ok
}

// Hide keeps what stands in the nth selected column out of all messages, the excerpt of its row included: texts that people
// wrote about people do not belong on a screen or in the log of a build.
func (r *Rows) Hide(n int) {
	if r.hidden == nil {
		r.hidden = make([]bool, len(r.header))
	}
	r.hidden[r.selected[n]] = true
}

// Next goes to the next row. Rows without any text (a program's empty lines) are passed over; rows that cannot be read are
// reported and passed over. It is false at the end, and where reading on would only give nonsense.
func (r *Rows) Next() bool {
	for !r.ended {
		r.start = r.csv.InputOffset()
		record, err := r.csv.Read()
		end := r.csv.InputOffset()
		r.tap.settled = r.tap.base + end
		r.record = record
		switch {
		case r.tap.nul >= 0 && r.tap.nul < r.tap.settled:
			r.add(diagnostic.CSVNul, r.offset(r.tap.nul-r.tap.base), "")
			r.ended = true
			return false
		case err != nil:
			r.ended = r.fail(err)
		case r.tap.beyondASCII && !r.decode():
			r.ended = true
			return false
		case r.header == nil || len(record) == len(r.header):
			if r.header == nil || !empty(record) {
				return true
			}
		case !empty(record):
			at := len(record) - 1
			if len(record) > len(r.header) {
				at = len(r.header)
			}
			r.add(diagnostic.CSVFieldCount, r.field(at), "", itoa(len(record)), itoa(len(r.header)))
		}
	}
	return false
}

func empty(record []string) bool {
	for _, field := range record {
		if field != "" {
			return false
		}
	}
	return true
}

// fail reports why a row could not be read, and reports whether that is the end.
func (r *Rows) fail(err error) (end bool) {
	var parse *csv.ParseError
	switch {
	case err == io.EOF:
		return true
	case errors.Is(err, errRowTooLong):
		if text := r.text(rowLimit); strings.Contains(text[skipped(text):], "\n") {
			r.add(diagnostic.CSVQuote, r.offset(r.start+int64(skipped(text)+openQuote(text, r.csv.Comma))), "")
		} else {
			r.add(diagnostic.CSVRowTooLong, r.offset(r.start), "", size(rowLimit))
		}
		return true
	case errors.As(err, &parse) && parse.Line == parse.StartLine && parse.Err != csv.ErrQuote:
		r.add(diagnostic.CSVQuote, r.first(parse.Column, 1), "")
		return false
	case errors.As(err, &parse):
		// The field began at a mark before, which says more than the place where it went wrong. What came after it, over
		// lines, has been taken for a part of it: nothing is known of the rows that follow.
		text := r.text(int(r.csv.InputOffset() - r.start))
		r.add(diagnostic.CSVQuote, r.offset(r.start+int64(skipped(text)+openQuote(text, r.csv.Comma))), "")
		return parse.Line != parse.StartLine
	}
	ReportRead(r.list, diagnostic.Position{File: r.name}, err)
	return true
}

// openQuote returns where in a row the quotation mark is that opens a field and is not closed in order on its line; 0 where
// there is none.
func openQuote(row string, comma rune) (at int) {
	row = row[skipped(row):]
	inside, start := false, true
	for i := 0; i < len(row); i++ {
		switch c := row[i]; {
		case !inside && start && c == '"':
			inside, at = true, i
		case inside && c == '"' && i+1 < len(row) && row[i+1] == '"':
			i++
		case inside && c == '"':
			inside = false
			if i+1 < len(row) && row[i+1] != byte(comma) && row[i+1] != '\n' && row[i+1] != '\r' {
				return at
			}
		case c == '\n':
			return at
		}
		start = row[i] == byte(comma) && !inside
	}
	return at
}

// decode sees how the fields of a row are written, and makes them UTF-8. Text that is neither UTF-8 nor Windows-1252, or is
// both in one file, is reported, and ok is false.
func (r *Rows) decode() (ok bool) {
	for n, field := range r.record {
		if isASCII(field) {
			continue
		}
		found, text := inUTF8, field
		if !utf8.ValidString(field) {
			found, text = inWindows1252, fromWindows1252(field)
		}
		// Windows-1252 leaves five bytes without a character.
		undefined := found == inWindows1252 && strings.ContainsRune(text, utf8.RuneError)
		if undefined || r.encoding != onlyASCII && r.encoding != found {
			r.add(diagnostic.InvalidUTF8, r.field(n), "")
			return false
		}
		if r.encoding == onlyASCII && found == inWindows1252 {
			r.add(diagnostic.CSVWindows1252, r.field(n), "")
		}
		r.encoding, r.record[n] = found, text
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

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Field returns the nth selected column of the row, without spaces around it; "" for an optional column that is not there.
// It is good after the next row too.
func (r *Rows) Field(n int) string {
	if r.selected[n] < 0 {
		return ""
	}
	return strings.TrimSpace(r.record[r.selected[n]])
}

// Number returns a selected column as a number, with a decimal point, or with a decimal comma where commas do not separate
// fields. Anything else is reported, and ok is false. An empty field is not a number: see Field first.
func (r *Rows) Number(n int) (x float64, ok bool) {
	text := r.Field(n)
	digits := text
	if r.csv.Comma != ',' && strings.Count(digits, ",") == 1 && !strings.Contains(digits, ".") {
		digits = strings.Replace(digits, ",", ".", 1)
	}
	// ParseFloat takes more than people mean: hexadecimal, underscores, infinity.
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil || strings.Trim(digits, "0123456789.+-") != "" {
		r.Report(n, diagnostic.CSVNumber, "", shorten(text))
		return 0, false
	}
	return x, true
}

// Clean reports whether nothing was reported of the file so far.
func (r *Rows) Clean() bool { return len(r.reported) == 0 }

// Line is the line on which the row starts, from 1.
func (r *Rows) Line() int {
	line, _ := r.csv.FieldPos(0)
	return line
}

// Report adds a diagnostic at the nth selected column of the row. Of one code only the first are given; Close says how many
// more there are.
func (r *Rows) Report(n int, code diagnostic.Code, suggestion string, args ...string) {
	if r.enough(code) {
		return
	}
	at := diagnostic.Position{File: r.name}
	if column := r.selected[n]; column >= 0 {
		at = r.field(column)
	}
	r.add(code, at, suggestion, args...)
}

// ReportAt is Report for a field that was read before. It may be asked until the file is closed.
func (r *Rows) ReportAt(m Mark, code diagnostic.Code, suggestion string, args ...string) {
	if r.enough(code) {
		return
	}
	r.add(code, r.at(m), suggestion, args...)
}

// Position is where a field stands that was read before. It may be asked until the file is closed.
func (r *Rows) Position(m Mark) diagnostic.Position { return r.at(m) }

// enough reports whether no more is said of a code, and counts the time that it is not: working out a place takes a while.
func (r *Rows) enough(code diagnostic.Code) bool {
	if r.reported[code] < sameCode {
		return false
	}
	r.reported[code]++
	return true
}

func (r *Rows) add(code diagnostic.Code, at diagnostic.Position, suggestion string, args ...string) {
	if r.reported[code]++; r.reported[code] <= sameCode {
		r.list.Add(code, at, suggestion, args...)
	}
}

// Close ends the reading, and says of which messages there are more than were given.
func (r *Rows) Close() {
	for code, n := range r.reported {
		if n > sameCode {
			r.list.Add(diagnostic.CSVMore, diagnostic.Position{File: r.name}, "", itoa(n-sameCode), string(code))
		}
	}
	clear(r.reported)
	r.ended = true
	r.close()
}
