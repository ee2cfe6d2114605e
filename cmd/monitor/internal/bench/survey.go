package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The shipped survey has some 400 respondents, who give 45,000 answers.
const (
	surveyCopies = 29  // of the shipped survey: some 12,000 respondents
	limitSurvey  = 1.5 // seconds of processor time for the added answers
)

// survey checks the newest edition with a survey as it is, and with many copies of its answers.
func (m *meter) survey(ctx context.Context) ([]row, error) {
	large, err := newContestant(m.monitor, m.root, filepath.Join(m.dir, "survey"))
	if err != nil {
		return nil, err
	}
	surveys, err := filepath.Glob(filepath.Join(large.root(), "data", "*", "survey.csv"))
	if err != nil || len(surveys) == 0 {
		return []row{{what: "no edition has a survey"}}, err
	}
	newest := surveys[len(surveys)-1]
	answers, err := os.ReadFile(newest)
	if err != nil {
		return nil, err
	}
	f, err := os.Create(newest)
	if err != nil {
		return nil, err
	}
	count, err := copyAnswers(f, answers, surveyCopies)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	year := filepath.Base(filepath.Dir(newest))
	check := func(root string) func(int) (cost, error) {
		return func(int) (cost, error) {
			return m.run(ctx, m.monitor, "check", "--root", root, "--edition", year, "--audience", "intranet")
		}
	}
	costs, err := m.alternate("survey", check(large.root()), check(m.root))
	if err != nil {
		return nil, err
	}
	before, after := median(costs[1]), median(costs[0])
	return []row{
		{what: "check of the newest edition", cost: before},
		{
			what: fmt.Sprintf("check with %d answers to its survey", count), cost: after,
			figures: []figure{{(after.processor - before.processor).Seconds(), "s more, processor", limitSurvey}},
		},
	}, nil
}

// copyAnswers writes a CSV file of answers with all its rows a number of times, each time as those
// of other respondents. It returns the number of rows.
func copyAnswers(w io.Writer, answers []byte, times int) (count int, err error) {
	header, rows, _ := bytes.Cut(answers, []byte("\n"))
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s\n", header)
	for n := range times {
		for line := range bytes.Lines(rows) {
			fmt.Fprintf(b, "%d-%s", n, line)
			count++
		}
	}
	return count, b.Flush()
}
