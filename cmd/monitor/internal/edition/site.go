package edition

import (
	"bytes"
	"cmp"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// SiteFile describes the site.
const SiteFile = "data/site.toml"

// lowestThreshold is the smallest privacy threshold. In a cell of two people each knows the other.
const lowestThreshold = 3

// standardRate is the discount rate unless the site names one: the rate of the Dutch government for
// costs and benefits of public projects (Ministerie van Financiën, Werkgroep discontovoet, 2020).
const standardRate = 0.0225

// LoadSite reads data/site.toml. Whatever is wrong with it, the result is usable: it has defaults.
func LoadSite(root *source.Root, list *diagnostic.List) *model.Site {
	return readSite(root, list).site
}

// SitePassages returns the texts of data/site.toml. Its mistakes are reported by LoadSite.
func SitePassages(root *source.Root) []Passage {
	return readSite(root, &diagnostic.List{}).passages
}

func readSite(root *source.Root, list *diagnostic.List) *reader {
	site := &model.Site{Title: model.Text{"": "Monitor"}, Languages: []string{"nl"}, Theme: "ut",
		Defaults: model.Settings{Privacy: model.Privacy{Threshold: 5, Base: 5}, DiscountRate: standardRate,
			Judging: standardJudging()}}
	r := &reader{root: root, list: list, site: site, edition: new(model.Edition),
		spoken: spoken(site.Languages), aside: make(map[string]*aside),
		origins: origins{make(map[model.Kind]map[string]definition), make(map[any]*source.Table)}}
	r.roundingKey()
	top, ok := openTOML(root, SiteFile, list)
	if !ok {
		site.Partial = root.Exists(SiteFile)
		return r
	}
	top.Headed()
	defer top.Close()
	if t, ok := top.Table("site"); ok {
		r.siteTable(t)
	} else if !top.Has("site") {
		top.Missing("site")
	}
	if t, ok := top.Table("organisation"); ok {
		site.Organisation.Name = r.text(t, "name", true)
		site.Organisation.Short, _ = t.String("short")
		site.Organisation.URL = webAddress(t, "url")
		site.Organisation.Board = r.text(t, "board", false)
		t.Close()
	}
	site.Desks = r.desks(top)
	if t, ok := top.Table("accessibility"); ok {
		site.Accessibility = r.accessibility(t)
	}
	r.judging(top, &site.Defaults.Judging)
	r.roles(top, &site.Defaults)
	site.Partial = site.Partial || top.Unasked()
	r.checkPassages()
	r.checkLanguages()
	site.Unlisted = slices.Sorted(maps.Keys(r.aside))
	return r
}

// RoundingKey is the file with the secret by which numbers are rounded up or down.
const RoundingKey = "data/rounding.key"

// shortestKey is the length of a secret that nobody can guess: 32 hexadecimal digits are 128 bits.
const shortestKey = 32

// roundingKey reads the secret of the site, when there is one.
func (r *reader) roundingKey() {
	if !r.root.Exists(RoundingKey) {
		return
	}
	at := diagnostic.Position{File: RoundingKey}
	text, ok := r.root.ReadBytes(RoundingKey, 1<<12, at, r.list)
	secret := bytes.TrimSpace(text)
	switch {
	case !ok:
	case len(secret) < shortestKey:
		r.list.Add(diagnostic.ShortKey, at, "", itoa(len(secret)), itoa(shortestKey))
	default:
		r.site.Defaults.Privacy.Secret = secret
	}
}

// languageForm matches the code of a language (BCP 47): nl, en, nl-be.
var languageForm = regexp.MustCompile(`^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$`)

func (r *reader) siteTable(t *source.Table) {
	defer t.Close()
	site := r.site
	if languages, ok := t.Strings("languages"); ok {
		if len(languages) == 0 {
			t.Missing("languages")
		} else {
			site.Languages = languages
		}
	} else {
		site.Partial = t.Has("languages")
	}
	for n, lang := range site.Languages {
		// A language becomes part of addresses and file names.
		if !languageForm.MatchString(lang) {
			t.ReportElement("languages", n, diagnostic.BadID, source.SuggestWord(lang, wording.Languages), lang)
			site.Partial = true
		}
		if slices.Index(site.Languages, lang) < n {
			t.ReportElement("languages", n, diagnostic.NamedTwice, "", lang)
			site.Partial = true
		}
	}
	site.Theme = themeOf(t, site.Theme)
	for n, lang := range site.Languages {
		words := path.Join("themes", site.Theme, "i18n", lang+".toml")
		if !site.Partial && !slices.Contains(wording.Languages, lang) && !r.root.Exists(words) {
			t.ReportElement("languages", n, diagnostic.LanguageWithoutWords, "", lang, words)
			site.Partial = true
		}
	}
	if site.Partial { // texts may be in any language that the program speaks
		site.Languages = wording.Languages
	}
	r.spoken = spoken(site.Languages)
	site.Title = r.text(t, "title", true)
	site.Description = r.text(t, "description", false)
	site.Contact = r.text(t, "contact", false)
	site.Licence = r.text(t, "licence", false)
	site.BaseURL = webAddress(t, "base_url")
	if strings.ContainsAny(site.BaseURL, "?#") { // addresses of pages go behind it
		t.Report("base_url", diagnostic.AddressWithQuery, "", site.BaseURL)
		site.BaseURL = ""
	}
	if u, err := url.Parse(site.BaseURL); err == nil && site.BaseURL != "" {
		site.BaseURL = u.JoinPath("/").String() // with one "/" at its end, and as a sitemap writes other letters
	}
	numbersOfRules(t, &site.Defaults)
}

// themeOf reads the name of a theme; without a valid one it is otherwise.
func themeOf(t *source.Table, otherwise string) string {
	theme, ok := t.String("theme")
	if ok && !idForm.MatchString(theme) {
		t.Report("theme", diagnostic.BadID, idLike(theme), theme)
		return otherwise
	}
	return cmp.Or(theme, otherwise)
}

// desks reads where readers report something: [desk.alarm].
func (r *reader) desks(top *source.Table) (all []*model.Desk) {
	tables, ok := top.ByID("desk")
	if !ok {
		return nil
	}
	for _, id := range tables.Keys() {
		t, ok := tables.Table(id)
		if !ok {
			continue
		}
		if !idForm.MatchString(id) {
			tables.ReportKey(id, diagnostic.BadID, idLike(id), id)
		}
		d := &model.Desk{ID: id, Title: r.text(t, "title", true), Note: r.text(t, "note", false),
			Email: emailAddress(t), URL: webAddress(t, "url")}
		if phone, ok := t.String("phone"); ok {
			d.Phone = phone
			if !phoneForm.MatchString(phone) {
				t.Report("phone", diagnostic.BadPhone, "", phone)
				d.Phone = ""
			}
		}
		if !t.Has("phone") && !t.Has("email") && !t.Has("url") {
			t.Missing("phone")
		}
		t.Close()
		all = append(all, d)
	}
	return all
}

// accessibility reads what the organisation states on the accessibility of the site.
func (r *reader) accessibility(t *source.Table) *model.Accessibility {
	defer t.Close()
	if !t.Has("compliance") {
		t.Missing("compliance")
	}
	var ids []string
	for _, d := range r.site.Desks {
		ids = append(ids, d.ID)
	}
	var desk *model.Desk
	if n := slices.Index(ids, choice(t, "desk", ids, "")); n >= 0 {
		desk = r.site.Desks[n]
	}
	switch {
	case t.Has("email"), t.Has("desk"):
	case len(r.site.Contact) == 0:
		t.Missing("email")
	default:
		t.Report("compliance", diagnostic.StatementUnreachable, "")
	}
	return &model.Accessibility{Date: date(t, "date"), Email: emailAddress(t), Desk: desk,
		Compliance: model.Compliance(choice(t, "compliance", model.Compliances, string(model.CompliesNot))),
		Examined:   r.text(t, "examined", true), Known: r.text(t, "known", false),
		Complaint: r.text(t, "complaint", false)}
}

// phoneForm matches a number to call: 112, 053 489 2222, +31 53 489 2222.
var phoneForm = regexp.MustCompile(`^\+?[0-9][0-9 -]{1,18}[0-9]$`)

// emailAddress reads the address of a department or a post.
func emailAddress(t *source.Table) string {
	email, ok := t.String("email")
	if !ok {
		return ""
	}
	if !emailForm.MatchString(email) {
		t.Report("email", diagnostic.BadEmail, "", email)
		return ""
	}
	return email
}

// emailForm matches an address that needs no escape in a link: cert@example.org.
var emailForm = regexp.MustCompile(`^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$`)

// webAddress reads a full address with http or https. It becomes a link on the site, so no other
// scheme is safe.
func webAddress(t *source.Table, key string) string {
	s, ok := t.String(key)
	if !ok {
		return ""
	}
	u, err := url.Parse(s)
	if err == nil && u.User != nil {
		t.Report(key, diagnostic.AddressWithUser, "")
		return ""
	}
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" ||
		strings.ContainsAny(s, " \"<>\\^`{|}") {
		t.Report(key, diagnostic.BadURL, "", s)
		return ""
	}
	return s
}
