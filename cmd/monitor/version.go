package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version prints the version of the module and the revision of its source, as the Go toolchain
// recorded them.
func (p *program) version(args []string) int {
	f := p.flags("version")
	if status, done := p.parse(f, args, "cli.version-about", 0); done {
		return status
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
