package edition

import (
	"bytes"
	"slices"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// ReadText reads the text of a chapter again, by its path. The edition is otherwise as it was; nothing may use
// it meanwhile. When more than the text changed, or anything else depends on it, ok is false, nothing is changed,
// and the whole edition is to be read again.
func (l *Loaded) ReadText(root *source.Root, name string) (ok bool) {
	c := l.chapterAt(name)
	// The record of an adopted edition knows the pictures that its chapters show.
	if c == nil || l.foreign || l.Adopted != nil {
		return false
	}
	var list diagnostic.List
	now, ok := root.Read(name, source.ChapterLimit, &list)
	if !ok || now.ReportUnmerged(&list) || len(now.Data) < c.Body {
		return false
	}
	was := l.Texts[name]
	blank := func(f *source.File) bool { return len(bytes.TrimSpace(f.Data[c.Body:])) == 0 }
	if blank(was) || blank(now) || !bytes.Equal(was.Data[:c.Body], now.Data[:c.Body]) {
		return false
	}
	l.Texts[name], l.Good[name] = now, now
	return true
}

// chapterAt returns the chapter with a path, or nil.
func (l *Loaded) chapterAt(name string) *model.Chapter {
	for _, chapters := range l.Edition.Chapters {
		if n := slices.IndexFunc(chapters, func(c *model.Chapter) bool { return c.Path == name }); n >= 0 {
			return chapters[n]
		}
	}
	return nil
}

// ThingAt returns the thing whose table holds a line of a data file, or that names the file when that is one of
// rows; nil for none.
func (l *Loaded) ThingAt(file string, line int) (kind model.Kind, found model.Thing) {
	if keys := l.named[file]; len(keys) > 1 {
		kind = model.Kind(keys[0])
		return kind, l.Edition.Thing(kind, keys[1])
	}
	nearest := 0
	for k, thing := range l.Edition.Things() {
		t := l.table(thing)
		if t == nil || t.Path() != file {
			continue
		}
		if at := t.AtTable().Line; nearest < at && at <= line {
			kind, found, nearest = k, thing, at
		}
	}
	return kind, found
}
