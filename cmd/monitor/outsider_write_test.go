package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// write writes the sources into a folder.
func (f *fiction) write(t testing.TB, dir string) {
	t.Helper()
	put := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("data/rounding.key", fmt.Sprintf("%064x\n", f.seed))
	put("data/site.toml", "[site]\ntitle.nl = \"Monitor\"\nlanguages = [\"nl\"]\nprivacy_threshold = 5\n"+
		"[organisation]\nname.nl = \"Universiteit van Voorbeeld\"\n")
	for _, e := range f.editions {
		data := "data/" + e.year + "/"
		put(data+"edition.toml", "[edition]\ntitle.nl = \"Monitor\"\ndate = "+e.year+"-11-24\n")
		put(data+"categories.toml", "[category.mensen]\ntitle.nl = \"Mensen\"\n"+
			"[category.mensen.aspect.arbo]\ntitle.nl = \"Arbo\"\n")
		var b strings.Builder
		for _, d := range []struct {
			id      string
			members []string
		}{{"faculteit", faculties}, {"opleiding", programmes}} {
			fmt.Fprintf(&b, "[dimension.%s]\ntitle.nl = %q\n", d.id, d.id)
			for _, m := range d.members {
				fmt.Fprintf(&b, "member.%s.title.nl = \"Deel %s\"\n", m, m)
			}
		}
		put(data+"dimensions.toml", b.String())
		put("content/"+e.year+"/nl/10-mensen.md", "+++\ntitle = \"Mensen\"\ncategory = \"mensen\"\n+++\n\nNiets.\n")
		b.Reset()
		if f.counts(e) {
			f.writeRegister(&b, put, e)
		}
		for _, p := range e.plain {
			p.write(&b)
		}
		put(data+"indicators/mensen.toml", b.String())
	}
}

// counts reports whether an edition has the register.
func (f *fiction) counts(e *invented) bool {
	return f.register != nil && (e == f.editions[len(f.editions)-1] || len(e.events) > 0)
}

func header(b *strings.Builder, id, kind, frequency string) {
	fmt.Fprintf(b, "[indicator.%s]\ntitle.nl = %q\naspect = \"arbo\"\nunit.nl = \"keer\"\nkind = %q\nfrequency = %q\n"+
		"source = { title.nl = \"x\" }\ndefinition.nl = \"x\"\n", id, id, kind, frequency)
}

func (f *fiction) writeRegister(b *strings.Builder, put func(name, text string), e *invented) {
	g := f.register
	last := 2025
	if e.year == "2025" {
		last = 2024
	}
	protect := ""
	if g.round {
		protect = "protect = \"round\"\n"
	}
	var columns strings.Builder
	column := func(name, holds string, optional bool) {
		fmt.Fprintf(&columns, "%s = { %s, optional = %t }\n", name, holds, optional)
	}
	column("soort", `type = "choice", values = ["a", "b", "c", "d"]`, false)
	column("faculteit", `type = "member", dimension = "faculteit"`, g.optional[0])
	column("opleiding", `type = "member", dimension = "opleiding"`, g.optional[0] || g.optional[1])
	column("dagen", `type = "number"`, g.optional[2])
	put("data/"+e.year+"/registers.toml", fmt.Sprintf("[register.incidenten]\ntitle.nl = \"Register\"\n"+
		"file = \"registers/i.csv\"\nid = \"nr\"\ndate = \"datum\"\ncovers = \"%d..%d\"\n%s"+
		"[register.incidenten.column]\n%s", g.first, last, protect, columns.String()))
	var rows strings.Builder
	rows.WriteString("nr,datum,soort,faculteit,opleiding,dagen\n")
	field := func(names []string, n int) string {
		if n < 0 {
			return ""
		}
		return names[n]
	}
	for _, v := range e.events {
		days := ""
		if v.days >= 0 {
			days = strconv.Itoa(v.days)
		}
		fmt.Fprintf(&rows, "%d,%d-%02d-10,%s,%s,%s,%s\n", v.id, g.first+v.month/12, 1+v.month%12, kindNames[v.kind],
			field(faculties, v.faculty), field(programmes, v.programme), days)
	}
	put("data/"+e.year+"/registers/i.csv", rows.String())
	for _, r := range g.rules {
		header(b, r.id, "count", r.frequency)
		if !g.round {
			b.WriteString("sensitive = true\n")
		}
		if r.audience != "" {
			fmt.Fprintf(b, "audience = %q\n", r.audience)
		}
		fmt.Fprintf(b, "[indicator.%s.from]\nregister = \"incidenten\"\n", r.id)
		if r.of != nil {
			fmt.Fprintf(b, "of = %q\n", r.of.id)
		}
		if r.overlap {
			b.WriteString("overlap = true\n")
		}
		if len(r.by) > 0 {
			fmt.Fprintf(b, "by = [\"%s\"]\n", strings.Join(r.by, `", "`))
		}
		if r.kinds != nil {
			var names []string
			for _, k := range r.kinds {
				names = append(names, kindNames[k])
			}
			fmt.Fprintf(b, "where.soort = [\"%s\"]\n", strings.Join(names, `", "`))
		}
		switch r.days {
		case anyDays:
		case [2]int{1, 3}:
			b.WriteString("where.dagen = \"1..3\"\n")
		default:
			fmt.Fprintf(b, "where.dagen = \"%d..\"\n", r.days[0])
		}
		if r.faculty >= 0 {
			fmt.Fprintf(b, "where.faculteit = %q\n", faculties[r.faculty])
		}
	}
}

// write writes the indicator as TOML.
func (p *plain) write(b *strings.Builder) {
	kind := "count"
	if p.share {
		kind = "share"
	}
	header(b, p.id, kind, p.frequency)
	if p.protect != "" {
		fmt.Fprintf(b, "sensitive = true\nprotect = %q\n", p.protect)
	}
	say := func(key, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s = %q\n", key, value)
		}
	}
	if p.share {
		b.WriteString("decimals = 1\n")
	}
	if p.zeros {
		say("zeros", "hidden")
	}
	say("formerly", p.former)
	say("audience", p.audience)
	say("breakdown_audience.faculteit", p.splitAudience)
	for _, other := range p.sumOf {
		fmt.Fprintf(b, "sum_of = [%q]\n", other.id)
	}
	if p.per != nil {
		fmt.Fprintf(b, "per = { indicator = %q, factor = 100 }\n", p.per.id)
	}
	if p.base != nil {
		say("base", p.base.id)
	}
	if p.numerator != nil {
		say("part", p.numerator.id)
	}
	for _, m := range slices.Concat([]string{""}, p.members, p.programmes) {
		table := "values"
		switch {
		case slices.Contains(p.members, m):
			table = "breakdown.faculteit." + m
		case m != "":
			table = "breakdown.opleiding." + m
		}
		fmt.Fprintf(b, "[indicator.%s.%s]\n", p.id, table)
		for _, at := range slices.SortedFunc(maps.Keys(p.numbers), comparePlaces) {
			if at.part == m {
				fmt.Fprintf(b, "%s = %s\n", at.period, p.numbers[at].toml(p))
			}
		}
	}
}

func (x *number) toml(p *plain) string {
	value := strconv.Itoa(x.n)
	if p.share {
		value = strconv.FormatFloat(float64(x.n)/float64(max(1, x.of))*100, 'f', 6, 64)
	}
	switch {
	case x.missing:
		return `{ flags = ":" }`
	case x.confidential:
		return `{ value = ` + value + `, flags = "c" }`
	case p.share && p.base == nil:
		return fmt.Sprintf("{ value = %s, of = %d }", value, x.of)
	}
	return value
}
