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

// showNewEdition prints how an edition is made from the last one.
func (p *program) showNewEdition(year string) {
	fmt.Fprintf(p.stderr, "\n%s\n\n    monitor new edition %s\n", p.say("cli.make-edition"), year)
}
