package main

import (
	"math/rand/v2"
	"strings"
)

// vocabulary is what the generated chapters are written with: words of the length and frequency of real reports, so that
// paragraphs are as long as they look.
var vocabulary = strings.Fields(`
de de de de de het het het een een een van van van en en en in in te te dat is is op aan met voor voor er zijn niet was
om ook als maar bij door dan naar uit nog over tot meer dit deze wordt worden werd werden heeft hebben had kan kunnen
moet zal zullen onder tussen sinds tijdens volgens zonder per jaar jaren maand week dag uur keer deel aantal helft
universiteit campus gebouw gebouwen laboratorium medewerker medewerkers student studenten bezoekers faculteit dienst
bestuur portefeuillehouder veiligheid risico risico's maatregel maatregelen melding meldingen incident incidenten
oefening oefeningen ontruiming brand stroom water toegang sleutel pas camera bewaking terrein fiets weg verkeer
privacy wachtwoord aanval systeem systemen netwerk gegevens datalek back-up leverancier onderzoek onderwijs reis
buitenland visum kennis samenwerking partner crisis team plan scenario telefoon bereikbaar oorzaak gevolg schade kosten
baten besluit afspraak termijn eigenaar bron register registratie definitie meting cijfer reeks trend verschil daling
stijging vergelijking gemiddelde uitkomst conclusie aanbeveling vraag antwoord gesprek rapport hoofdstuk bijlage
volledig betrouwbaar openbaar jaarlijks landelijk nieuw eerder later vaak zelden steeds opnieuw samen vooral ongeveer
duidelijk mogelijk nodig bekend hoog laag hoger lager groot klein kort lang vroeg laat stelt blijkt blijft neemt geeft
laat ziet meldt vraagt volgt leidt ontbreekt verandert registreert bespreekt controleert verbetert oefent`)

// headings are the titles of sections: as Markdown, and so that their anchors are the lower-case words with hyphens.
var headings = []string{
	"Wat de cijfers zeggen", "Oorzaken en gevolgen", "Stand van de maatregelen", "Vergelijking met eerdere jaren",
	"Registratie en definities", "Vragen voor het bestuur", "Gesprek met de portefeuillehouder", "Leren van incidenten",
	"Oefenen en ontruimen", "Kosten en baten", "Omgeving van de campus", "Verantwoordelijkheden", "Nieuwe dreigingen",
	"Kwaliteit van de gegevens", "Afspraken en termijnen", "Voorlichting en training", "Beheer en onderhoud",
	"Vooruitblik op het volgende jaar",
}

// heading is the title of a section of a chapter, known without generating the chapter. 7 and the number of headings have
// no common factor, so that the sections of one chapter differ.
func heading(chapter, section int) string {
	return headings[(chapter*5+section*7)%len(headings)]
}

// anchor is the address of a heading within its page.
func anchor(heading string) string {
	return strings.ReplaceAll(strings.ToLower(heading), " ", "-")
}

// writer writes prose from the vocabulary.
type writer struct {
	*rand.Rand
}

func (w writer) word() string { return vocabulary[w.IntN(len(vocabulary))] }

func (w writer) words(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.word()
	}
	return strings.Join(words, " ")
}

// title is a few words with a capital.
func (w writer) title(n int) string { return capital(w.words(n)) }

// sentence is one short sentence.
func (w writer) sentence() string { return w.title(8+w.IntN(6)) + "." }

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// lineWidth is where authors break their lines.
const lineWidth = 110

// paragraph is some 90 words in sentences and lines, with the given inline Markdown spread over them. What begins with
// "[^" is the mark of a note and follows a word at once.
func (w writer) paragraph(inline ...string) string {
	words := make([]string, 82+w.IntN(17))
	for i := range words {
		words[i] = w.word()
	}
	for i, text := range inline {
		// Not the first word: a paragraph that begins with a mark might be read as a list or a definition.
		stretch := (len(words) - 1) / len(inline)
		at := 1 + i*stretch + w.IntN(stretch)
		if strings.HasPrefix(text, "[^") {
			words[at] += text
		} else {
			words[at] = text
		}
	}
	for first := 0; first < len(words); {
		last := min(first+7+w.IntN(9), len(words)-1)
		if len(words)-last < 5 {
			last = len(words) - 1
		}
		if c := words[first][0]; c >= 'a' && c <= 'z' {
			words[first] = capital(words[first])
		}
		if comma := first + 4; comma < last-2 && w.IntN(3) > 0 && !strings.HasSuffix(words[comma], "]") {
			words[comma] += ","
		}
		words[last] += "."
		first = last + 1
	}
	return wrap(words)
}

// wrap sets words in lines, which end with a line feed.
func wrap(words []string) string {
	var b strings.Builder
	width := 0
	for i, word := range words {
		if i > 0 {
			if width+1+len(word) > lineWidth {
				b.WriteByte('\n')
				width = 0
			} else {
				b.WriteByte(' ')
				width++
			}
		}
		b.WriteString(word)
		width += len(word)
	}
	b.WriteByte('\n')
	return b.String()
}
