package surveyimport

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tool is a survey tool, and what its exports look like. The names are as names writes them: in lower case.
type tool struct {
	title string
	// signs are names of columns; an export has at least two of them. Each is followed by its names in other forms of
	// the export or in other languages.
	signs [][]string
	// personal are the names of columns about people and how they answered: who they are, when and from where. They are
	// never read but for what left and same say. personalForm matches more of them.
	personal     []string
	personalForm *regexp.Regexp
	// freeText matches columns in which people wrote, beside an answer that they chose.
	freeText *regexp.Regexp
	// same are the columns by which a person is recognised who answered twice.
	same []string
	// dates are the names of the columns that say when the answers were sent in, the best first.
	dates []string
	// sent are the names of the column that says whether the answers were sent in; none when all of an export were.
	sent []string
	// left says why a row is no answer of a person who sent it in, or "".
	left func(cell func(name string) string) Reason
	// labels returns the parts of a column's name and text that can name what the answers are about.
	labels func(name, text string) []string
	// silent are the words for no answer.
	silent []string
}

// Reason is why answers were left out.
type Reason string

// The reasons.
const (
	Preview    Reason = "preview"    // somebody tried the survey, or a program filled it in
	Unfinished Reason = "unfinished" // it was not sent in
	Earlier    Reason = "earlier"    // the same person answered again later
	NoGroup    Reason = "no-group"
	NoAnswer   Reason = "no-answer"
)

// Reasons are all reasons, in the order in which they are told.
var Reasons = []Reason{Preview, Unfinished, Earlier, NoGroup, NoAnswer}

// limeSurvey: https://www.limesurvey.org/manual/Export_responses. Headings are question codes, question texts, or both.
// A participant's table adds columns.
var limeSurvey = &tool{
	title: "LimeSurvey",
	signs: [][]string{{"id", "response id", "antwoord id", "antwoord-id", "respons id"},
		submitted,
		{"lastpage", "last page", "laatste pagina"}, {"startlanguage", "start language", "starttaal", "begintaal"},
		{"seed"}, {"refurl", "referrer url"}},
	personal: []string{"id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp",
		"ipaddr", "refurl", "firstname", "lastname", "email", "emailstatus", "participant_id", "language", "blacklisted", "sent",
		"remindersent", "remindercount", "completed", "usesleft", "validfrom", "validuntil", "mpid", "interviewtime",
		"response id", "date submitted", "last page", "start language", "access code", "date started",
		"date last action", "ip address", "referrer url", "first name", "last name", "email address", "email status",
		"total time", "antwoord id", "antwoord-id", "respons id", "datum ingestuurd", "datum ingediend", "verzenddatum",
		"laatste pagina", "starttaal", "begintaal", "toegangscode", "datum gestart", "startdatum", "datum laatste actie",
		"ip-adres", "ip adres", "verwijzende url", "voornaam", "achternaam", "e-mailadres"},
	personalForm: regexp.MustCompile(`^attribute_[0-9]+$|^grouptime[0-9]+$|time$|^(?:group|question) time: `),
	freeText:     regexp.MustCompile(`\[other\]|comment\]|\[_?(?:other|anders)\]`),
	same: []string{"id", "response id", "antwoord id", "antwoord-id", "respons id", "token", "access code",
		"toegangscode", "participant_id", "email", "email address", "e-mailadres"},
	dates: append(slices.Clone(submitted), "datestamp", "date last action", "datum laatste actie"),
	sent:  submitted,
	left: func(cell func(string) string) Reason {
		for _, name := range submitted {
			if date := cell(name); date != absent {
				if date == "" || strings.EqualFold(date, "N/A") {
					return Unfinished
				}
				return ""
			}
		}
		return ""
	},
	labels: func(name, _ string) (all []string) {
		for _, m := range bracketed.FindAllStringSubmatch(name, -1) {
			all = append(all, m[1])
		}
		return all
	},
	silent: []string{"n/a", "{question_not_shown}"},
}

// submitted are the names of the column of LimeSurvey with the time of sending, empty for those who did not.
var submitted = []string{"submitdate", "date submitted", "datum ingestuurd", "datum ingediend", "verzenddatum"}

var bracketed = regexp.MustCompile(`\[([^\[\]]+)\]`)

// qualtrics: https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/
// understanding-your-dataset/. Three rows stand above the answers: names, texts, and objects with an ImportId.
var qualtrics = &tool{
	title: "Qualtrics",
	signs: [][]string{{"responseid"}, {"startdate"}, {"enddate"}, {"recordeddate"}, {"progress"}, {"finished"},
		{"distributionchannel"}, {"userlanguage"}},
	personal: []string{"startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)", "finished",
		"recordeddate", "responseid", "recipientlastname", "recipientfirstname", "recipientemail", "externalreference",
		"locationlatitude", "locationlongitude", "distributionchannel", "userlanguage", "externaldatareference",
		"responseset", "name", "email", "q_recaptchascore", "q_relevantidduplicate", "q_relevantidduplicatescore",
		"q_relevantidfraudscore", "q_relevantidlaststartdate", "q_ballotboxstuffing", "q_totalduration", "q_url",
		"q_duplicaterespondent", "contactid", "panelid"},
	personalForm: regexp.MustCompile(
		`_(?:first|last) click$|_page submit$|_click count$|_(?:browser|version|operating system|resolution)$`),
	freeText: regexp.MustCompile(`_text$`),
	same:     []string{"responseid", "externalreference", "externaldatareference", "recipientemail", "email", "contactid"},
	dates:    []string{"enddate", "recordeddate"},
	sent:     []string{"finished"},
	left: func(cell func(string) string) Reason {
		status := strings.ToLower(cell("status"))
		if status == absent {
			status = ""
		}
		// A number is the sum of what holds: 1 for a preview, 2 for a test, 8 for spam.
		bits, err := strconv.Atoi(status)
		const tried, wrong, synthetic = 1 | 2, 8, 256
		switch {
		case err == nil && bits&(tried|wrong|synthetic) != 0, strings.Contains(status, "preview"),
			strings.Contains(status, "test"), strings.Contains(status, "spam"), strings.Contains(status, "synthetic"):
			return Preview
		case slices.Contains([]string{"false", "0", "onwaar", "no"}, strings.ToLower(cell("finished"))):
			return Unfinished
		}
		return ""
	},
	labels: func(_, text string) []string { return strings.Split(text, " - ") },
	silent: []string{"-99"},
}

// forms: Microsoft Forms writes a workbook of which the first columns say who answered and when. A statement of a
// Likert scale is a column, named by the statement or by the question, a point and the statement; a name that was there
// already gets a number.
var forms = &tool{
	title: "Microsoft Forms",
	signs: [][]string{{"start time", "begintijd", "starttijd"},
		{"completion time", "tijd van voltooien", "voltooiingstijd", "tijd van voltooiing"}, {"id"},
		{"last modified time", "tijd van laatste wijziging"}},
	personal: []string{"id", "start time", "completion time", "email", "name", "last modified time", "language",
		"total points", "quiz feedback", "grade posted time", "begintijd", "starttijd", "tijd van voltooien",
		"voltooiingstijd", "tijd van voltooiing", "e-mail", "e-mailadres", "naam", "tijd van laatste wijziging", "taal",
		"totaal aantal punten", "feedback voor toets", "tijd van publicatie van cijfer"},
	personalForm: regexp.MustCompile(`^(?:points|feedback|punten) - `),
	freeText:     regexp.MustCompile(`^$`),
	same:         []string{"id", "email", "e-mail", "e-mailadres"},
	dates:        []string{"completion time", "tijd van voltooien", "voltooiingstijd", "tijd van voltooiing"},
	left:         func(func(string) string) Reason { return "" }, // only what was sent in is there
	labels: func(name, _ string) []string {
		all := []string{name}
		for n, c := range name {
			if c == '.' {
				all = append(all, name[n+1:])
			}
		}
		return all
	},
}

var tools = []*tool{qualtrics, forms, limeSurvey}

// nobody are what stands for a person who is not known.
var nobody = []string{"", "anonymous", "anoniem", absent}

// absent is what a row says in a column that the export does not have.
const absent = "\x00"

// isPersonal reports whether a column is about the person who answered, or about how and when.
func (t *tool) isPersonal(name string) bool {
	return slices.Contains(t.personal, name) || t.personalForm.MatchString(name)
}
