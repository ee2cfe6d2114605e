// Package browsertest reads the shipped report as its readers do. It builds the program, lets it
// make the site, and opens the site in a real Chromium: from a server that sends the strictest
// policy the site promises to obey, and from a folder.
//
// It owns only tests. They look at the site from outside: at its files, its pages, and what the
// browser reports about them. So they import none of the program's packages but chromium, which opens
// the browser. The tests of `monitor serve` also look at it from outside: they save files, and wait for
// the page. They read the sources in data/ to know what a page must hold. They never write into the repository,
// except the pictures that `make screenshots` takes.
//
// `make test` installs the tools that the tests need, and runs the tests. A test that would take
// long reads a sample of the pages; `make test-far` reads them all. By hand:
//
//	make tools
//	go test -count=1 ./cmd/monitor/internal/browsertest
//
// -count=1 is needed because Go's cache of test results does not see the program and the site that
// the tests build. The tests fail where Chromium, Java or a tool is missing; -short skips them.
package browsertest
