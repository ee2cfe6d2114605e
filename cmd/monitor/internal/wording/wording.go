// Package wording owns the texts of the program on the terminal: wording.toml has each text once,
// in Dutch and in English. Messages about the sources are in the catalogue of package diagnostic,
// and texts of the site are in its theme.
//
// It imports only the TOML library. It never prints, and never chooses the language.
package wording

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Languages are the languages of the program. The first is the default.
var Languages = []string{"nl", "en"}

//go:embed wording.toml
var wordingTOML string

// A Key names a text of wording.toml: its section and its name, as in "cli.unknown-command". Keys
// are written in full in the code, so that a test finds those that are used.
type Key string

// texts are those of a section, by name and language.
type texts map[string]map[string]string

// written has the sections as they are written, by name.
var written = sync.OnceValue(func() map[string]string {
	all := make(map[string]string)
	for _, section := range strings.Split(wordingTOML, "\n[")[1:] {
		name, text, _ := strings.Cut(section, "]")
		all[name] = text
	}
	return all
})

// sections has the sections that were asked for: texts by the name of the section. A run needs few of them, and to
// read all takes a fifth of the time in which the program starts.
var sections sync.Map

func section(name string) texts {
	if s, ok := sections.Load(name); ok {
		return s.(texts)
	}
	var s texts
	if _, err := toml.Decode(written()[name], &s); err != nil {
		panic(fmt.Sprintf("wording: the embedded texts of %q cannot be read: %v", name, err))
	}
	sections.Store(name, s)
	return s
}

func lookUp(lang string, key Key) (text string, ok bool) {
	in, name, _ := strings.Cut(string(key), ".")
	text, ok = section(in)[name][lang]
	return text, ok
}

// Say returns a text in a language, with its arguments filled in. Each text numbers them (%[1]s).
func Say(lang string, key Key, args ...any) string {
	text, ok := lookUp(lang, key)
	if !ok {
		panic(fmt.Sprintf("wording: no text %q in %q", key, lang))
	}
	return Fill(text, args...)
}

// Fill puts arguments into a text, which may leave some out.
func Fill(text string, args ...any) string {
	if !strings.Contains(text, "%[") {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// mark precedes the key of a reference and each of its arguments. No text has this control
// character.
const mark = "\x1f"

// innerMark is the mark in an argument that is itself a reference.
const innerMark = "\x1e"

// Refer makes an argument of a diagnostic that differs by language, such as the name of a kind of
// thing. In finds its words when the language is known. An argument of a reference may be another
// one, whose own arguments are texts.
func Refer(key Key, args ...string) string {
	parts := []string{string(key)}
	for _, arg := range args {
		parts = append(parts, strings.ReplaceAll(arg, mark, innerMark))
	}
	return mark + strings.Join(parts, mark)
}

// In returns an argument in a language: the words of a reference, and any other text as it is.
func In(lang, arg string) string {
	reference, ok := strings.CutPrefix(arg, mark)
	if !ok {
		return arg
	}
	parts := strings.Split(reference, mark)
	text, ok := lookUp(lang, Key(parts[0]))
	if !ok {
		return arg
	}
	args := make([]any, len(parts)-1)
	for i, a := range parts[1:] {
		args[i] = In(lang, strings.ReplaceAll(a, innerMark, mark))
	}
	return Fill(text, args...)
}
