package main

import "strings"

// hugo is the newest release at the time that the limit was set. It is not in go.mod, since only
// this comparison needs it.
const hugo = "github.com/gohugoio/hugo@v0.165.0"

// hugoSite returns a Hugo site with a page for each chapter of an edition, which links to the next
// and the previous one, and a home page that lists them. Other output is switched off, and so is
// the colouring of code.
func hugoSite(edition files) files {
	site := files{
		"hugo.toml": `baseURL = "https://www.example.org/"
title = "Monitor"
disableKinds = ["404", "robotstxt", "rss", "section", "sitemap", "taxonomy", "term"]
[markup.highlight]
codeFences = false
`,
		"layouts/baseof.html": `<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body>
</html>
`,
		"layouts/home.html": `{{ define "main" }}<ul>
{{ range site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}`,
		"layouts/page.html": `{{ define "main" }}<nav><a href="/">Monitor</a>
{{ with .Prev }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .Next }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<p>{{ .Params.summary }}</p>
{{ .Content }}{{ end }}`,
	}
	for path, text := range edition {
		if name, ok := strings.CutPrefix(path, chapterFolder); ok {
			site["content/"+name] = text
		}
	}
	return site
}
