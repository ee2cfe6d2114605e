package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAnswersAreWhatIsSaid sees that each respondent gives as many answers as the report divides by, that a file of answers
// is always the same, and that the monitor reads it without a message.
func TestAnswersAreWhatIsSaid(t *testing.T) {
	dir, args := t.TempDir(), os.Args
	defer func() { os.Args = args }()
	var texts [2][]byte
	for i := range texts {
		name := filepath.Join(dir, "answers-"+itoa(i)+".csv")
		if err := writeAnswers(name, 50); err != nil {
			t.Fatal(err)
		}
		var err error
		if texts[i], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two files of the same size differ")
	}
	if rows := bytes.Count(texts[0], []byte("\n")) - 1; rows != 50*answersEach {
		t.Errorf("%d rows, said %d", rows, 50*answersEach)
	}
	os.Args = []string{"bench", answersCommand, filepath.Join(dir, "answers-0.csv")}
	if err := answersProcess(); err != nil {
		t.Error(err)
	}
	if err := answersFloorProcess(); err != nil {
		t.Error(err)
	}
}

func TestPrintAnswers(t *testing.T) {
	of := func(respondents int, wall time.Duration, peak int64) surveyed {
		return surveyed{respondents: respondents, bytes: 90e6, floor: cost{wall: wall / 2}, read: cost{wall: wall, peak: peak}}
	}
	var out strings.Builder
	printAnswers(&out, []surveyed{of(12000, 1440*time.Millisecond, 201e6), of(120000, 28800*time.Millisecond, 900e6)})
	for _, want := range []string{"1440000 rows, 90 MB: 1.440 s", "2.00 ×); limits 1.5 s: ok, 200 MB: over", "1000 ns a row in the first, 2000 in the last (2.00 ×, limit 1.1): over"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if strings.Count(out.String(), "limits") != 1 {
		t.Error("a large file is held to the limits of a small one")
	}
}
