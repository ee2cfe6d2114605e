package prose

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
)

// floodSize is the environment variable that makes TestFlood convert a chapter of so many sections.
const floodSize = "MONITOR_FLOOD"

// flood is a chapter of n sections. All have the same heading, an audience block, a figure, a
// footnote, and links to another section's heading and figure.
func flood(n int) string {
	var b strings.Builder
	for i := range n {
		other := (i*7 + 1) % n
		fmt.Fprintf(
			&b,
			"## Kop\n\nZie [dit](#kop-%d), [](figure:f%d) en `[^code]`.[^%d]\n\n",
			max(other, 2),
			other,
			i,
		)
		fmt.Fprintf(&b, "### Over [](figure:f%d)\n\n", other)
		fmt.Fprintf(&b, "```figure\nindicator = \"verzuim\"\nid = \"f%d\"\n```\n\n", i)
		fmt.Fprintf(&b, "```audience board\n## Kop\n```\n\n[^%d]: noot\n\n", i)
	}
	return b.String()
}

// TestFlood holds the work for a chapter of 2n sections against that for one of n: no statement may
// run more than 2.5 times as often. Twice is linear; sorting and binary search need a little more,
// and a loop over all sections for each of them needs four times. The test counts with the coverage
// counters of its own package: it builds itself with them and runs itself once for each size.
func TestFlood(t *testing.T) {
	if size := os.Getenv(floodSize); size != "" {
		convertFlood(t, size)
		return
	}
	if testing.Short() {
		t.Skip("builds this package once more")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "prose.test")
	build := exec.Command("go", "test", "-c", "-covermode=count", "-o", program, ".")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	const n = 250
	once, twice := countStatements(t, program, n), countStatements(t, program, 2*n)
	busy := 0
	for statement, count := range twice {
		if count >= 2*n {
			busy++
		}
		// What runs a few times, whatever the size, is not looked at.
		if before := once[statement]; count > n && 2*count > 5*before {
			t.Errorf("%s runs %d times for %d sections and %d times for %d", statement, before, n, count, 2*n)
		}
	}
	if busy < 100 {
		t.Errorf("only %d statements run for each section", busy)
	}
}

func convertFlood(t *testing.T, size string) {
	n, err := strconv.Atoi(size)
	if err != nil {
		t.Fatal(err)
	}
	var list diagnostic.List
	text := convert(flood(n), &list)
	if list.Errors() > 0 {
		t.Fatal(list.Sorted()[0].Message("en"))
	}
	if len(text.Figures) != n || len(text.Headings) != 2*n {
		t.Fatalf("%d figures and %d headings in %d sections", len(text.Figures), len(text.Headings), n)
	}
}

// countStatements runs the flood of n sections and returns how often each block of statements ran.
func countStatements(t *testing.T, program string, n int) map[string]int {
	t.Helper()
	profile := program + strconv.Itoa(n)
	run := exec.Command(program, "-test.run=^TestFlood$", "-test.coverprofile="+profile)
	run.Env = append(os.Environ(), floodSize+"="+strconv.Itoa(n))
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	file, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	counts := make(map[string]int)
	for lines := bufio.NewScanner(file); lines.Scan(); {
		// A line is "FILE:FROM,TO STATEMENTS COUNT"; the first is the mode.
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue
		}
		if counts[filepath.Base(fields[0])], err = strconv.Atoi(fields[2]); err != nil {
			t.Fatal(err)
		}
	}
	return counts
}
