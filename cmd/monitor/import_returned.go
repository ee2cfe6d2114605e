package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/site"
	"utwente.nl/monitor/cmd/monitor/internal/word"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// compare shows what a text that came back says otherwise than its chapter does, tracked or not, and what has changed
// in the chapter since the text went out. It writes nothing: in a text of Word, references, quoted numbers and
// figures are plain words and pictures.
func (m *chapterImport) compare() int {
	written, _, status := m.manuscript(m.sources, m.edition.Edition.Year, m.present, m.audience)
	if written == nil {
		return status
	}
	was, err := m.linesOf(m.document.Pandoc, written)
	var now []string
	if err == nil {
		now, err = m.document.Lines(m.ctx)
	}
	var file []byte
	if err == nil {
		file, err = m.draft.Read(m.present.Path)
	}
	switch {
	case m.ctx.Err() != nil:
		return m.failed("cli.interrupted")
	case err != nil:
		return m.failed("intake.cannot-read", m.file, m.reason(err))
	}
	place := path.Join(m.base(), m.present.Path)
	all := word.Compare(was, now, string(file), m.document.Sent, m.edition.Edition.Privacy.Secret)
	if len(all) == 0 {
		fmt.Fprintln(m.stdout, m.say("word.same", place))
		return exitDone
	}
	theirs := m.differences(all, "word.differs", word.Unknown, word.Reviewer)
	if all[0].By == word.Unknown { // then all are
		fmt.Fprintln(m.stdout, m.say("word.sent-unknown"))
	}
	both := m.differences(all, "word.differs-both", word.Both)
	if theirs+both == 0 {
		fmt.Fprintln(m.stdout, m.say("word.same-as-sent"))
	}
	m.differences(all, "word.differs-since", word.Editor)
	if theirs+both > 0 {
		fmt.Fprintln(m.stdout, m.say("word.by-hand", place))
	}
	return exitDone
}

// differences prints the differences that some made, below a heading, and returns how many there are.
func (m *chapterImport) differences(all []word.Difference, heading wording.Key, by ...word.Author) int {
	var lines []string
	for _, d := range all {
		for _, author := range by {
			was, now := d.Was, d.Now
			if author == word.Editor { // the chapter has what is new
				was, now = now, was
			}
			if d.By == author {
				lines = append(lines, m.changed(m.say("word.line", d.Line), d.Near, was, now))
			}
		}
	}
	m.lines(m.say(heading, path.Join(m.base(), m.present.Path)), lines)
	return len(lines)
}

// linesOf returns the lines of a chapter as a text of Word has them that is made of it now.
func (p *program) linesOf(pandoc *word.Pandoc, m *site.Manuscript) ([]string, error) {
	page := *m.Page
	for _, shot := range m.Shots {
		page.Pictures = append(page.Pictures[:len(page.Pictures):len(page.Pictures)],
			word.Picture{Name: site.ShotName(shot), Data: emptyPicture()})
	}
	data, err := word.Write(p.ctx, pandoc, &page)
	if err != nil {
		return nil, err
	}
	document, err := word.Read(p.ctx, pandoc, data)
	if err != nil {
		return nil, err
	}
	return document.Lines(p.ctx)
}

// emptyPicture stands for a figure where only its place matters: a PNG of one pixel.
func emptyPicture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // writing into memory cannot fail
	return b.Bytes()
}
