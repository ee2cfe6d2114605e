// Package browsertest reads the shipped report as its readers do: it builds the program, lets it make the site, and opens
// that in a real Chromium, from a server with the strictest policy the site promises to live under, and from a folder.
//
// It owns only tests. They look at the site from outside, at files, pages and what the browser says of them, so they
// import none of the program's packages; what a page must hold they learn from the sources in data/. They never
// write into the repository, but for the pictures that `make screenshots` asks for.
//
// `make test` installs what they need and runs them, on a sample of the pages where all would take long; `make test-far` takes
// all. By hand:
//
//	make tools
//	go test -count=1 ./cmd/monitor/internal/browsertest
//
// -count=1, since Go's cache of test results knows nothing of the program and the site that the tests build. They fail
// where Chromium, Java or a tool is missing; -short leaves them out.
package browsertest
