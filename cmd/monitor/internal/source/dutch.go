package source

import (
	"slices"
	"strings"
)

// The words of the formats are English, and most authors are not. meant has, by a Dutch word or a
// common other one, those that an author may have to write; which it is depends on the list.
var meant = map[string][]string{
	// How a number is measured, and which way is better.
	"aantal": {"count"}, "aantallen": {"count"}, "getal": {"count", "number"}, "number": {"count"}, "telling": {"count"},
	"aandeel": {"share"}, "percentage": {"share"}, "procent": {"share"}, "percent": {"share"}, "fractie": {"share"},
	"verhouding": {"rate"}, "verhoudingsgetal": {"rate"}, "ratio": {"rate"},
	"bedrag": {"amount"}, "hoeveelheid": {"amount"}, "euro": {"amount"}, "waarde": {"value", "amount"},
	"cijfer": {"score"}, "rapportcijfer": {"score"}, "gemiddelde": {"score"}, "mean": {"score"}, "average": {"score"},
	"lager": {"lower"}, "laag": {"lower"}, "omlaag": {"lower"}, "down": {"lower"}, "low": {"lower"}, "minder": {"lower"},
	"hoger": {"higher"}, "hoog": {"higher"}, "omhoog": {"higher"}, "up": {"higher"}, "high": {"higher"},
	"meer": {"higher"}, "geen": {"none"}, "neutraal": {"none"}, "neutral": {"none"},
	// Periods.
	"jaar": {"year"}, "jaarlijks": {"year"}, "yearly": {"year"}, "annual": {"year"},
	"kwartaal": {"quarter"}, "per-kwartaal": {"quarter"}, "quarterly": {"quarter"},
	"maand": {"month"}, "maandelijks": {"month"}, "monthly": {"month"},
	"studiejaar": {"academic-year"}, "collegejaar": {"academic-year"}, "academisch-jaar": {"academic-year"},
	// How far something is.
	"klaar": {"done", "ended"}, "gereed": {"done", "ended"}, "afgerond": {"done", "ended"}, "voltooid": {"done", "ended"},
	"beëindigd": {"ended"}, "gestopt": {"ended", "dropped"}, "vervallen": {"dropped"}, "geschrapt": {"dropped"},
	"lopend": {"running"}, "loopt": {"running"}, "bezig": {"running"}, "in-uitvoering": {"running"},
	"ongoing": {"running"}, "gepland": {"planned", "todo"}, "voorgenomen": {"planned"}, "open": {"todo"},
	"te-doen": {"todo"}, "nog-te-doen": {"todo"},
	"gekozen": {"chosen"}, "uitgesteld": {"deferred"}, "aangehouden": {"deferred"},
	"afgewezen": {"rejected", "refused"}, "geweigerd": {"refused"}, "niet-akkoord": {"refused"},
	"akkoord": {"agreed"}, "gewijzigd": {"changed"}, "aangepast": {"changed"},
	"vastgesteld": {"adopted"}, "adopted": {"vastgesteld"}, "definitief": {"vastgesteld", "adopted"},
	"final": {"vastgesteld", "adopted"}, "discussed": {"besproken"}, "draft": {"concept"}, "ontwerp": {"concept"},
	// Judgements, how a series went, and how it stands against its target.
	"op-orde": {"in-order"}, "in-orde": {"in-order"}, "goed": {"in-order"}, "groen": {"in-order"}, "green": {"in-order"},
	"aandacht": {"attention"}, "oranje": {"attention"}, "geel": {"attention"}, "orange": {"attention"},
	"zorg": {"concern"}, "zorgelijk": {"concern"}, "rood": {"concern"}, "red": {"concern"},
	"onbekend": {"unknown"}, "beter": {"better"}, "slechter": {"worse"}, "verschoven": {"shifted"}, "gelijk": {"same"},
	"onveranderd": {"same"}, "te-weinig": {"too-few"}, "niet-te-vergelijken": {"not-comparable"},
	"gehaald": {"reached"}, "niet-gehaald": {"missed"}, "gemist": {"missed"}, "op-schema": {"on-track"},
	"geen-doel": {"no-target"},
	// Who may see it, and who does what.
	"openbaar": {"public"}, "publiek": {"public"}, "intern": {"intranet"}, "internal": {"intranet"},
	"bestuur": {"board"}, "cvb": {"board"}, "college": {"board"}, "confidential": {"board"}, "vertrouwelijk": {"board"},
	"portefeuillehouder": {"portfolio"}, "stuurgroep": {"steering"}, "leverancier": {"supplier"},
	// Privacy, and columns of a register.
	"verbergen": {"hide"}, "verberg": {"hide"}, "afronden": {"round"}, "rond-af": {"round"},
	"zichtbaar": {"shown"}, "verborgen": {"hidden"},
	"keuze": {"choice"}, "lid": {"member"}, "datum": {"date"}, "tekst": {"text"},
	// The survey.
	"huidig": {"current"}, "ernst": {"severity"}, "kans": {"likelihood"}, "waarschijnlijkheid": {"likelihood"},
	"gevolg": {"impact"}, "verwachting": {"outlook"}, "oorzaken": {"drivers"}, "oorzaak": {"drivers"},
	"aanpak": {"approach", "approaches"},
	// Figures.
	"lijn": {"line"}, "lijnen": {"line"}, "lijngrafiek": {"line"}, "lines": {"line"},
	"staaf": {"bar"}, "staven": {"bar"}, "balk": {"bar"}, "kolom": {"bar"}, "column": {"bar"}, "bars": {"bar"},
	"staafdiagram": {"bar"}, "gegroepeerd": {"grouped"}, "gestapeld": {"stacked"}, "stack": {"stacked"},
	"aandelen": {"share"}, "taart": {"share"}, "pie": {"share"}, "matrices": {"matrix"}, "risicomatrix": {"matrix"},
	"netwerk": {"network"}, "volwassenheid": {"maturity"}, "spinnenweb": {"radar"}, "spider": {"radar"},
	"baten": {"benefits"}, "rangorde": {"ranks"},
	// Languages.
	"nederlands": {"nl"}, "dutch": {"nl"}, "engels": {"en"}, "english": {"en"}, "uk": {"en"}, "gb": {"en"},
	// Kinds of things.
	"actie": {"action"}, "hoofdcategorie": {"category"}, "categorie": {"category"}, "hoofdstuk": {"chapter"},
	"kengetal": {"indicator"}, "maatregel": {"measure"}, "hulpvraag": {"question"}, "vraag": {"question", "request"},
	"aanbeveling": {"recommendation"}, "verzoek": {"request"}, "besluit": {"request"}, "risico": {"risk"},
	"begrip": {"term"}, "bevinding": {"finding"}, "verbetering": {"correction"}, "editie": {"edition"},
	"enquête": {"survey"}, "enquete": {"survey"},
	// Keys, and columns of a CSV file.
	"titel": {"title"}, "naam": {"name", "title"}, "eenheid": {"unit"}, "bron": {"source"}, "waarden": {"values"},
	"definitie": {"definition"}, "eigenaar": {"owner"}, "verantwoordelijke": {"owner"}, "doel": {"target"},
	"doelwaarde": {"target"}, "streefwaarde": {"target"}, "norm": {"target"}, "richting": {"direction"},
	"soort": {"kind"}, "type": {"kind"}, "opmerking": {"note"}, "opmerkingen": {"note"}, "noot": {"note"},
	"toelichting": {"note", "reason"}, "methode": {"method"}, "samenvatting": {"summary"}, "ondertitel": {"subtitle"},
	"auteur": {"authors"}, "auteurs": {"authors"}, "author": {"authors"}, "doelgroep": {"audience"},
	"volgorde": {"order"}, "genummerd": {"numbered"}, "vlag": {"flags"}, "vlaggen": {"flags"}, "flag": {"flags"},
	"bewijs": {"evidence"}, "onderbouwing": {"evidence"}, "maatregelen": {"measures"}, "kengetallen": {"indicators"},
	"decimalen": {"decimals"}, "gevoelig": {"sensitive"}, "frequentie": {"frequency"}, "periode": {"period", "from"},
	"uitsplitsing": {"breakdown"}, "dimensie": {"dimension"}, "talen": {"languages"}, "taal": {"languages"},
	"thema": {"theme"}, "rol": {"role"}, "rollen": {"role"}, "adres": {"url"}, "website": {"url"}, "link": {"url"},
	"reden": {"reason", "why"}, "waarom": {"why"}, "door": {"by"}, "van": {"from"}, "vanaf": {"from"},
	"tot": {"to"}, "voor": {"before"}, "status": {"state", "status"}, "staat": {"state"}, "indicatoren": {"indicator"},
	"groep": {"group"}, "onderwerp": {"subject"}, "antwoord": {"value"}, "horizon": {"horizon"},
	"respondent-nr": {"respondent"}, "per-eenheid": {"per"}, "herzien": {"revised"}, "kosten": {"cost", "costs"},
	// Files of examples.
	"acties": {"actions"}, "cyclus": {"cycle"}, "organisatie": {"organisation"},
}

// SuggestWord is Suggest for a word of a fixed list, which an author may have written in Dutch.
func SuggestWord(word string, among []string) string {
	plain := strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(word), "_", " ")), "-")
	for _, known := range meant[plain] {
		if slices.Contains(among, known) {
			return known
		}
	}
	if slices.Contains(among, plain) && plain != word {
		return plain
	}
	return Suggest(word, among)
}
