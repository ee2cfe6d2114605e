# What is done often, in few letters. `make` alone lists it.
#
# Go is all that `make site` needs. `make test` installs the rest, or says what it cannot install: see .ci/tools/install.

GO    ?= go
GOFMT ?= gofmt

# The linter, at a version: a newer one may find new faults in old code, which should not surprise anybody on another day.
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2

# How long `make fuzz` tries each target.
FUZZTIME ?= 20s

# The tests in Chromium take all of a small machine, so they run by themselves.
BROWSERTEST = ./cmd/monitor/internal/browsertest
UNITTESTS   = $$($(GO) list ./... | grep -v '/browsertest$$')
FARTESTS    = $$(find ./cmd -name '*_far_test.go' -exec dirname {} + | sort -u | grep -v '/browsertest$$')

# Packages in which something runs side by side: they import a way to wait for it. The others only compute, in which there are
# no races to be found, and for which the detector takes ten times as long.
SIDEBYSIDE = $$($(GO) list -f '{{range .Imports}}{{if or (eq . "sync") (eq . "golang.org/x/sync/errgroup")}}{{$$.ImportPath}}{{break}}{{end}}{{end}}' ./...)

# `make lint` vets all code, so that a test need not do it again.
TEST = GOGC=400 $(GO) test -vet=off

# The race detector waits for a second when a program ends, unless it is told not to; scripts start many programs.
RACE = GORACE=atexit_sleep_ms=0 $(TEST) -race -timeout 30m

# The systems that the program is made for.
SYSTEMS = windows/amd64 windows/arm64 darwin/amd64 darwin/arm64 linux/amd64 linux/arm64

# Those that `make lint` does not see, with one processor of each: no file of ours is for a processor.
VETTED = windows/amd64 darwin/arm64

.PHONY: help site serve check test test-far lint unit race browser cross dist tools tools-far bench plan survey vendor licences fuzz screenshots clean

help: ## list what can be made (this)
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

site: monitor ## build the report into public/
	./monitor build

serve: monitor ## show the report in the browser, and change it with every save
	./monitor serve

check: monitor ## check chapters and data, write nothing
	./monitor check

test: lint unit browser ## test everything, of long lists a sample; installs what that needs
	@echo "All tests passed."

# Only what is too slow for `make test` is here: tests whose names end in Far, in files with the build tag far. What else takes
# long gets a line of its own.
test-far: tools-far cross race ## test what takes long: every case of what `make test` tries a sample of, the site in WebKit, Firefox and Lighthouse, races, all systems
	$(TEST) -count=1 -timeout 30m -tags far -run 'Far$$' $(FARTESTS)
	$(TEST) -count=1 -timeout 60m -tags far -run 'Far$$' $(BROWSERTEST)
	@echo "All far tests passed."

lint: ## is the Go code formatted and free of what vet and staticcheck know?
	@unformatted=$$($(GOFMT) -l cmd themes) || exit 1; \
	if [ -n "$$unformatted" ]; then echo "not as gofmt writes it:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet -tags far ./...
	$(STATICCHECK) -tags far ./...

unit: tools ## test all but the site in a browser: rules, command scripts, fuzz seeds
	$(TEST) -timeout 30m $(UNITTESTS)

# The detector sees whole builds, and the server: that is where the program itself runs something side by side. It need not see
# the other commands and scripts: a program starts ten times as slowly with it, and what they start ends at the first fault in
# its sources. Nor need it see the many more builds of other tests, which run the same code.
race: tools ## look for races where something runs side by side
	$(RACE) -skip '^Test(SecondCut|Preview)$$' $$(printf '%s\n' $(SIDEBYSIDE) | grep -v '/monitor$$')
	$(RACE) -run '^Test(Golden|Serve.*)$$' ./cmd/monitor
	$(RACE) -run '^TestScripts$$/^build' ./cmd/monitor

browser: tools ## read the built site in Chromium, with axe and the Nu HTML checker
	$(TEST) -count=1 -timeout 30m $(BROWSERTEST)

cross: ## vet the program as every system compiles it
	@for system in $(VETTED); do \
		echo "$$system"; GOOS=$${system%/*} GOARCH=$${system#*/} CGO_ENABLED=0 $(GO) vet ./... || exit 1; \
	done

# The same commit gives the same bytes on every machine: no path of the machine, no build id of the linker is in them.
dist: ## make the programs for Windows, macOS and Linux in dist/, with their licences and checksums
	@rm -rf dist && mkdir dist
	@for system in $(SYSTEMS); do \
		os=$${system%/*}; arch=$${system#*/}; name=monitor-$$os-$$arch; \
		if [ "$$os" = windows ]; then name=$$name.exe; fi; \
		echo "dist/$$name"; \
		GOOS=$$os GOARCH=$$arch CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w -buildid=' -o "dist/$$name" ./cmd/monitor || exit 1; \
	done
	@$(GO) run ./cmd/monitor version --licences > dist/LICENCES.txt
	@cd dist && sha256sum monitor-* LICENCES.txt > SHA256SUMS

tools: ## install what the tests need: a C compiler, Chromium, Poppler, pandoc, Java, and from npm axe-core and the checker
	sh .ci/tools/install

tools-far: ## install what `make test-far` and `make screenshots` need besides: WebKit, Xvfb to show it on, Firefox, LibreOffice, and Lighthouse from npm
	sh .ci/tools/install far

bench: ## measure the shipped site, and up to 1,000 chapters beside Hugo; show the limits
	$$(command -v xvfb-run && echo -a) $(GO) run ./cmd/monitor/internal/bench

plan: ## show the parts of the plan of 2019, and where the report answers each
	@$(GO) test -count=1 -v -run TestPlan ./cmd/monitor | sed -n 's/^ *plan_test.go:[0-9]*: /\n/p; s/^            /    /p'

# The answers of an edition that says they are an example. Those of an adopted one stay as they are.
# The survey of a new edition is held, and not made up.
survey: ## invent the answers to the surveys of the editions that show an example
	@for file in data/*/survey.toml; do \
		year=$$(basename $$(dirname "$$file")); \
		grep -q '^example = true' "$$file" || continue; \
		[ ! -e "data/$$year/adopted.toml" ] || continue; \
		$(GO) run ./cmd/monitor/internal/surveygen --year "$$year" || exit 1; \
	done

vendor: ## fetch again what the theme has of others: Apache ECharts, MiniSearch, stemmers, Source Sans 3
	sh themes/ut/vendor/fetch.sh

licences: ## gather the licences of what is in the program, after a change of go.mod or of the vendored files
	$(GO) test -count=1 -run '^TestLicences$$' ./cmd/monitor -update

# One target at a time: that is what go test can do.
fuzz: ## look for input that breaks what reads files, FUZZTIME for each kind (default 20s)
	@for package in $(UNITTESTS); do \
		list=$$($(GO) test -list '^Fuzz' $$package) || { echo "$$list"; exit 1; }; \
		for target in $$(echo "$$list" | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

screenshots: tools-far ## photograph the site into .tools/screenshots/, and the pictures of README.md and of the guides
	$(GO) test -count=1 -run '^Test(Screenshots|GuidePictures)$$' $(BROWSERTEST) -screenshots '$(CURDIR)/.tools/screenshots'
	$(GO) test -count=1 -tags far -run '^TestSheetPicturesFar$$' ./cmd/monitor -update

clean: ## remove the program and the tools; the site in public/ stays
	rm -rf monitor .tools

# Go itself knows whether there is anything to compile.
.PHONY: monitor
monitor: # without cgo, so that it runs on any Linux and starts sooner
	@command -v $(GO) >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl/"; exit 1; }
	CGO_ENABLED=0 $(GO) build -o monitor ./cmd/monitor
