package main

import (
	_ "embed"
	"fmt"
	"runtime"
	"runtime/debug"
)

// licences are the licences of all that is in the program and that others wrote. See TestLicences.
//
//go:embed licences.txt
var licences string

// version prints the version of the module and the revision of its source, as the Go toolchain
// recorded them; or the licences of what others wrote of the program.
func (p *program) version(args []string) int {
	f := p.flags("version")
	texts := f.Bool("licences", false, p.say("flag.licences"))
	if status, done := p.parse(f, args, "cli.version-about", 0); done {
		return status
	}
	if *texts {
		fmt.Fprint(p.stdout, licences)
		return exitDone
	}
	version, revision := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " " + s.Value
			}
		}
	}
	fmt.Fprintf(p.stdout, "monitor %s%s %s/%s\n", version, revision, runtime.GOOS, runtime.GOARCH)
	return exitDone
}
