package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// This file is about questions on a terminal.

// shortList is how many choices are shown before anybody asks for them.
const shortList = 9

// numberKinds says what the sorts of number are, the only field with choices that are no ids.
var numberKinds = map[model.NumberKind]wording.Key{
	model.Count: "new.kind-count", model.Share: "new.kind-share", model.Rate: "new.kind-rate",
	model.Amount: "new.kind-amount", model.Score: "new.kind-score",
}

// choice is what a field can be, with what it is called or what it means.
type choice struct{ id, title string }

// choicesOf returns what a field can be; nil for any text.
func (m *making) choicesOf(x field) (all []choice) {
	for _, id := range m.known(x) {
		c := choice{id: id}
		switch {
		case x.of == "":
			c.title = m.say(numberKinds[model.NumberKind(id)])
		case x.of == "role":
			c.title = m.titleOf(m.edition.Edition.Roles[id].Title)
		default:
			c.title = m.titleOf(m.edition.Edition.Thing(x.of, id).Header().Title)
		}
		all = append(all, c)
	}
	return all
}

func (m *making) titleOf(t model.Text) string { return t.In(m.lang, m.sources.site.Languages...) }

// picked returns the choices that an answer can mean: the one with that id, or those whose id or title has all
// its words.
func picked(answer string, all []choice) (fit []choice) {
	for _, c := range all {
		if c.id == answer {
			return []choice{c}
		}
	}
	for _, c := range all {
		told, has := strings.ToLower(c.id+" "+c.title), true
		for _, word := range strings.Fields(strings.ToLower(answer)) {
			has = has && strings.Contains(told, word)
		}
		if has {
			fit = append(fit, c)
		}
	}
	return fit
}

// ask asks for a field until the answer can be one, or until nothing more is typed.
func (m *making) ask(x field) (status int, bad bool) {
	all, usual := m.choicesOf(x), x.usual
	if len(all) == 1 && !x.optional {
		usual = all[0].id
	}
	question := m.say(x.asks)
	switch {
	case all != nil && usual != "":
		question = m.say("new.ask-usual", question, usual)
	case all != nil:
		question = m.say("new.ask-part", question)
	}
	if len(all) > 0 && len(all) <= shortList {
		m.listChoices(all)
	}
	for {
		fmt.Fprint(m.stdout, question+": ")
		answer, ok := m.readLine()
		if !ok {
			return m.failed("cli.interrupted"), true
		}
		answer = cmp.Or(answer, usual)
		if answer == "" && !x.optional {
			continue
		}
		if all != nil && answer != "" {
			switch fit := picked(answer, all); {
			case answer == "?":
				m.listChoices(all)
				continue
			case len(fit) == 0:
				fmt.Fprintln(m.stdout, m.say("new.ask-none", answer))
				continue
			case len(fit) > 1:
				m.listChoices(fit)
				continue
			default:
				answer = fit[0].id
				fmt.Fprintln(m.stdout, "  = "+answer)
			}
		}
		m.fields[x.name] = answer
		if _, bad := m.wrong(x); !bad {
			return exitDone, false
		}
	}
}

// listChoices prints choices, one a line.
func (p *program) listChoices(all []choice) {
	width := 0
	for _, c := range all {
		width = max(width, len(c.id))
	}
	for _, c := range all {
		fmt.Fprintf(p.stdout, "  %-*s  %s\n", width, c.id, c.title)
	}
}

// readLine reads what the user types. ok is false at the end, and when the user interrupts the command.
func (p *program) readLine() (line string, ok bool) {
	if p.typed == nil {
		p.typed = bufio.NewReader(p.stdin)
	}
	type read struct {
		line string
		err  error
	}
	lines := make(chan read, 1)
	go func() {
		line, err := p.typed.ReadString('\n')
		lines <- read{line, err}
	}()
	select {
	case r := <-lines:
		line = strings.TrimSpace(r.line)
		return line, r.err == nil || r.err == io.EOF && line != ""
	case <-p.ctx.Done():
		return "", false
	}
}
