package main

import (
	_ "embed"
	"fmt"
	"strings"
)

// skeleton has the files of the smallest site, with YEAR for the year of its edition. It is for whoever
// starts in an empty folder.
//
//go:embed skeleton.txt
var skeleton string

// skeletonYear is the year of a skeleton when nobody asked for one.
const skeletonYear = "2026"

// showSkeleton prints the files that a site begins with.
func (p *program) showSkeleton(year string) {
	if year == "" {
		year = skeletonYear
	}
	fmt.Fprintf(p.stderr, "\n%s\n\n%s", p.say("cli.skeleton"), strings.ReplaceAll(skeleton, "YEAR", year))
}

// showCopy prints how an edition is begun from an earlier one.
func (p *program) showCopy(from, to string) {
	fmt.Fprintf(p.stderr, "\n%s\n\n    cp -r data/%s data/%s\n    cp -r content/%s content/%s\n",
		p.say("cli.copy-edition"), from, to, from, to)
}
