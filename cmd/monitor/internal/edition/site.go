package edition

import (
	"net/url"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
)

// SiteFile is where the site is described.
const SiteFile = "data/site.toml"

// lowestThreshold is the smallest privacy threshold: with two people in a cell each knows the other.
const lowestThreshold = 3

// LoadSite reads data/site.toml. The result is usable, with defaults, whatever is wrong.
func LoadSite(root *source.Root, list *diagnostic.List) *model.Site {
	site := &model.Site{Title: model.Text{"": "Monitor"}, Languages: []string{"nl"}, Theme: "ut", PrivacyThreshold: 5,
		Roles: make(map[string]*model.Role)}
	top, ok := openTOML(root, SiteFile, true, list)
	if !ok {
		return site
	}
	defer top.Close()
	if t, ok := top.Table("site"); ok {
		readSite(t, site)
	} else if !top.Has("site") {
		top.Missing("site")
	}
	if t, ok := top.Table("organisation"); ok {
		site.Organisation.Name = siteText(t, "name", true, site.Languages)
		site.Organisation.Short, _ = t.String("short")
		site.Organisation.URL = webAddress(t, "url")
		t.Close()
	}
	if roles, ok := top.Table("role"); ok {
		for _, id := range roles.Keys() {
			t, ok := roles.Table(id)
			if !ok {
				continue
			}
			if !idForm.MatchString(id) {
				roles.ReportKey(id, diagnostic.BadID, idLike(id), id)
			}
			site.Roles[id] = &model.Role{ID: id, Title: siteText(t, "title", true, site.Languages)}
			t.Close()
		}
	}
	return site
}

func readSite(t *source.Table, site *model.Site) {
	defer t.Close()
	if languages, ok := t.Strings("languages"); ok {
		if len(languages) == 0 {
			t.Report("languages", diagnostic.MissingKey, "", "languages")
		} else {
			site.Languages = languages
		}
	}
	for _, lang := range site.Languages {
		// A language is a part of addresses and file names.
		if !idForm.MatchString(lang) {
			t.Report("languages", diagnostic.BadID, idLike(lang), lang)
		}
	}
	site.Title = siteText(t, "title", true, site.Languages)
	site.Description = siteText(t, "description", false, site.Languages)
	site.Contact = siteText(t, "contact", false, site.Languages)
	site.Licence = siteText(t, "licence", false, site.Languages)
	if theme, ok := t.String("theme"); ok {
		if !idForm.MatchString(theme) {
			t.Report("theme", diagnostic.BadID, idLike(theme), theme)
		} else {
			site.Theme = theme
		}
	}
	if n, ok := t.Int("privacy_threshold"); ok {
		if n < lowestThreshold {
			t.Report("privacy_threshold", diagnostic.LowThreshold, "", itoa(n))
		} else {
			site.PrivacyThreshold = n
		}
	}
}

// webAddress reads a full address. Only http and https are let through: an address becomes a link on the site.
func webAddress(t *source.Table, key string) string {
	s, ok := t.String(key)
	if !ok {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		t.Report(key, diagnostic.BadURL, "", s)
		return ""
	}
	return s
}
