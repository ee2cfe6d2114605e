package echarts

import (
	"fmt"
	"strings"
)

// scanner reads the XML that zrender writes: elements with attributes in double quotes and text, nothing else.
type scanner struct {
	text string
	at   int
}

type element struct {
	name       string
	attributes []attribute
}

type attribute struct{ name, value string }

func (e element) attribute(name string) string {
	for _, a := range e.attributes {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (s *scanner) fail(expected string) error {
	return fmt.Errorf("offset %d: expected %s, found %q", s.at, expected, s.text[s.at:min(s.at+20, len(s.text))])
}

// textUntilTag reads up to the next <.
func (s *scanner) textUntilTag() (string, error) {
	n := strings.IndexByte(s.text[s.at:], '<')
	if n < 0 {
		return "", s.fail("a tag")
	}
	text := s.text[s.at : s.at+n]
	s.at += n
	return text, nil
}

func (s *scanner) atCloseTag() bool { return strings.HasPrefix(s.text[s.at:], "</") }

func (s *scanner) closeTag() (string, error) {
	if !s.atCloseTag() {
		return "", s.fail("a closing tag")
	}
	s.at += len("</")
	name := s.name()
	if name == "" || !s.skip('>') {
		return "", s.fail("the end of a closing tag")
	}
	return name, nil
}

func (s *scanner) openTag() (element, error) {
	var e element
	if !s.skip('<') {
		return e, s.fail("<")
	}
	if e.name = s.name(); e.name == "" {
		return e, s.fail("the name of an element")
	}
	for {
		s.space()
		if s.skip('>') {
			return e, nil
		}
		a := attribute{name: s.name()}
		if a.name == "" {
			return e, s.fail("an attribute or >")
		}
		if !s.skip('=') || !s.skip('"') {
			return e, s.fail(`="`)
		}
		n := strings.IndexByte(s.text[s.at:], '"')
		if n < 0 {
			return e, s.fail(`a value and "`)
		}
		a.value = s.text[s.at : s.at+n]
		s.at += n + 1
		e.attributes = append(e.attributes, a)
	}
}

func (s *scanner) skip(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) space() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\n') {
		s.at++
	}
}

func (s *scanner) name() string {
	start := s.at
	for s.at < len(s.text) {
		c := s.text[s.at]
		if !isLetter(c) && c != 'e' && (c < '0' || c > '9') && c != '-' && c != '_' && c != ':' {
			break
		}
		s.at++
	}
	return s.text[start:s.at]
}
