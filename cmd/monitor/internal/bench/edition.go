package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	year     = "2026" // of the generated editions
	lastYear = 2025   // of their series

	chapterFolder = "content/" + year + "/nl/"
)

// newRandom returns the same numbers on every machine. Each chapter has its own stream.
func newRandom(stream uint64) *rand.Rand { return rand.New(rand.NewPCG(20261124, stream)) }

// files are texts by their path.
type files map[string]string

// create writes the files below a folder.
func (f files) create(dir string) error {
	for path, text := range f {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// dataFiles returns the data of an edition with some indicators, all about one aspect.
func dataFiles(w writer, indicators []indicator) files {
	var texts, dimensions strings.Builder
	known := map[int]bool{0: true}
	for _, i := range indicators {
		texts.WriteString(i.toml(w))
		parts := len(i.parts)
		if known[parts] {
			continue
		}
		known[parts] = true
		fmt.Fprintf(&dimensions, "[dimension.p%d]\ntitle.nl = %q\n", parts, w.title(1))
		for p := range parts {
			fmt.Fprintf(&dimensions, "[dimension.p%d.member.m%d]\ntitle.nl = \"%s %d\"\n", parts, p, w.title(1+p%3), p)
		}
	}
	return files{
		"data/site.toml": `[site]
title.nl = "Monitor"
languages = ["nl"]
theme = "ut"
privacy_threshold = 5
[organisation]
name.nl = "Voorbeelduniversiteit"
[role.directeur]
title.nl = "Directeur"
`,
		"data/" + year + "/edition.toml": `[edition]
title.nl = "Monitor"
date = 2026-11-24
status = "concept"
`,
		"data/" + year + "/categories.toml": `[category.mensen]
title.nl = "Mensen"
owner = "directeur"
[category.mensen.aspect.arbo]
title.nl = "Arbo"
`,
		"data/" + year + "/dimensions.toml":        dimensions.String(),
		"data/" + year + "/indicators/mensen.toml": texts.String(),
	}
}

// indicator is a generated series of whole numbers.
type indicator struct {
	id, kind string // kind is "count" or "share"
	periods  []string
	values   []int   // by period; nil when only the parts are known
	parts    [][]int // by part, then period; nil when there are none
}

// indicator makes an indicator with some parts, or none. The parts of a count add up to its values;
// the values of a share are the means of its parts.
func (w writer) indicator(id, kind string, periods []string, parts int) indicator {
	i := indicator{id: id, kind: kind, periods: periods, values: make([]int, len(periods))}
	for range max(parts, 1) {
		part := make([]int, len(periods))
		level := 10 + w.IntN(60)
		for n := range part {
			level = min(max(level+w.IntN(7)-3, 8), 90)
			part[n] = level
			i.values[n] += level
		}
		if parts > 0 {
			i.parts = append(i.parts, part)
		}
	}
	if kind == "share" {
		for n := range i.values {
			i.values[n] /= max(parts, 1)
		}
	}
	return i
}

// periods returns the keys of so many years, up to lastYear, or of their months.
func periods(years int, monthly bool) (keys []string) {
	for year := lastYear - years + 1; year <= lastYear; year++ {
		if !monthly {
			keys = append(keys, itoa(year))
			continue
		}
		for month := range 12 {
			keys = append(keys, fmt.Sprintf("\"%d-%02d\"", year, month+1))
		}
	}
	return keys
}

// toml returns the indicator as its owner would write it.
func (i indicator) toml(w writer) string {
	var b strings.Builder
	unit, frequency := "meldingen", "year"
	if i.kind == "share" {
		unit = "% van de medewerkers"
	}
	if strings.HasPrefix(i.periods[0], `"`) {
		frequency = "month"
	}
	fmt.Fprintf(&b, "[indicator.%s]\ntitle.nl = \"%s %s\"\naspect = \"arbo\"\n", i.id, w.title(2), i.id)
	fmt.Fprintf(&b, "direction = \"lower\"\nunit.nl = %q\nkind = %q\nfrequency = %q\n", unit, i.kind, frequency)
	fmt.Fprintf(&b, "source = { title.nl = %q }\ndefinition.nl = %q\n", w.title(4), w.sentence(""))
	table := func(name string, values []int) {
		if values == nil {
			return
		}
		fmt.Fprintf(&b, "[indicator.%s.%s]\n", i.id, name)
		for n, value := range values {
			fmt.Fprintf(&b, "%s = %d\n", i.periods[n], value)
		}
	}
	table("values", i.values)
	for p, values := range i.parts {
		table(fmt.Sprintf("breakdown.p%d.m%d", len(i.parts), p), values)
	}
	return b.String()
}

// quote returns one of the values with a reference to it, which the monitor checks.
func (i indicator) quote(w writer) string {
	n := w.IntN(len(i.values))
	return fmt.Sprintf("[%d](indicator:%s@%s)", i.values[n], i.id, i.periods[n])
}

// writer makes up text from the vocabulary.
type writer struct{ *rand.Rand }

// vocabulary has words of the length and frequency of real reports, but none that tells something of
// a number beside it, such as "meer", "niet" or "jaar": the monitor checks those.
var vocabulary = strings.Fields(`
de de de het het een een van van en en in te dat is op aan met voor er zijn zich ook als maar bij door dan naar uit nog
over tot veel dit wordt heeft kan moet tussen volgens deel groep aantal kamer universiteit campus gebouw laboratorium
medewerkers studenten bezoekers faculteit dienst bestuur veiligheid maatregelen melding incidenten oefening ontruiming
brand toegang bewaking terrein privacy wachtwoord systeem netwerk gegevens leverancier onderzoek onderwijs buitenland
samenwerking scenario oorzaak gevolg schade kosten besluit afspraak eigenaar register definitie cijfer trend verschil`)

func (w writer) words(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = vocabulary[w.IntN(len(vocabulary))]
	}
	return strings.Join(words, " ")
}

// title returns words of which the first has a capital.
func (w writer) title(n int) string {
	words := w.words(n)
	return strings.ToUpper(words[:1]) + words[1:]
}

// sentence returns a sentence of some twelve words with, in its middle, inline Markdown or nothing.
func (w writer) sentence(markdown string) string {
	if markdown != "" {
		markdown += " "
	}
	return w.title(4+w.IntN(4)) + " " + markdown + w.words(4+w.IntN(4)) + "."
}

func itoa(n int) string { return strconv.Itoa(n) }
