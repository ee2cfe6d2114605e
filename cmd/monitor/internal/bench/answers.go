package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/edition"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/survey"
)

// The answers to a survey are read and added up by a process of its own, as the monitor does it and with the same
// packages: the editions above have no survey, and a build would do much besides. The floor is a bare pass of encoding/csv
// over the same file.

// The first arguments of runs of this program that are measured; the second is the file.
const (
	answersCommand    = "answers"
	answersFloor      = "answers-floor"
	surveyRisks       = 27 // with these, a respondent gives 120 answers
	surveyDrivers     = 3
	answersEach       = 120
	surveyThreshold   = 5
	limitAnswers      = 1500 * time.Millisecond
	limitAnswersPeak  = 200 // MB
	limitAnswersSize  = 12000
	limitAnswersSlope = 1.1 // time of a row in the largest file to that in the smallest
)

// surveyEdition is an edition with a survey that asks everything, of five groups.
func surveyEdition(answers string) *model.Edition {
	s := &model.Survey{Answers: answers, Weighted: true}
	for i, population := range []int{1800, 1200, 1600, 9000, 900} {
		s.Groups = append(s.Groups, &model.Group{ID: "groep-" + itoa(i+1), Population: population})
	}
	s.Horizons = []*model.Horizon{{ID: "twee-jaar", Years: 2}, {ID: "tien-jaar", Years: 10}}
	for i := range 5 {
		s.Outlooks = append(s.Outlooks, &model.Option{ID: "vooruitzicht-" + itoa(i+1)})
		s.Approaches = append(s.Approaches, &model.Option{ID: "aanpak-" + itoa(i+1)})
	}
	for _, kind := range model.SurveyKinds {
		s.Questions = append(s.Questions, &model.SurveyQuestion{ID: kind, Kind: model.SurveyKind(kind), Max: 7})
	}
	e := &model.Edition{Survey: s}
	for i := range surveyRisks {
		e.Risks = append(e.Risks, &model.Risk{Head: model.Head{ID: fmt.Sprintf("risico-nummer-%02d", i+1)}})
	}
	for _, id := range categoryIDs {
		e.Categories = append(e.Categories, &model.Category{Head: model.Head{ID: id}})
	}
	return e
}

// writeAnswers writes answers of so many respondents.
func writeAnswers(name string, respondents int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	e := surveyEdition("")
	items := survey.NewAnswers(e.Survey, e.Risks, e.Categories).Items()
	fmt.Fprintln(w, "respondent,group,question,subject,horizon,value")
	random := newRandom(1)
	for r := range respondents {
		head := fmt.Sprintf("r%06d,%s,", r+1, e.Survey.Groups[random.IntN(len(e.Survey.Groups))].ID)
		for _, i := range items {
			w.WriteString(head + i.Question.ID + "," + subjectOf(i, e) + "," + horizonOf(i, e) + "," + valueOf(i, e, random) + "\n")
		}
		first := random.IntN(surveyRisks)
		for n := range surveyDrivers {
			// Each is further from the first: nobody names a pair twice.
			w.WriteString(head + string(model.Drivers) + "," + e.Risks[first].ID + ",," + e.Risks[(first+1+n)%surveyRisks].ID + "\n")
		}
	}
	return errors.Join(w.Flush(), f.Close())
}

func subjectOf(i survey.Item, e *model.Edition) string {
	switch {
	case i.Subject < 0:
		return ""
	case i.Question.Kind == model.ApproachTo:
		return e.Categories[i.Subject].ID
	}
	return e.Risks[i.Subject].ID
}

func horizonOf(i survey.Item, e *model.Edition) string {
	if i.Horizon < 0 {
		return ""
	}
	return e.Survey.Horizons[i.Horizon].ID
}

func valueOf(i survey.Item, e *model.Edition, random *rand.Rand) string {
	switch i.Question.Kind {
	case model.Current:
		return e.Risks[random.IntN(len(e.Risks))].ID
	case model.Outlook:
		return e.Survey.Outlooks[random.IntN(len(e.Survey.Outlooks))].ID
	case model.ApproachTo:
		return e.Survey.Approaches[random.IntN(len(e.Survey.Approaches))].ID
	}
	return strconv.Itoa(1 + random.IntN(i.Question.Max))
}

// answersProcess reads a file of answers and adds them up.
func answersProcess() error {
	root, err := source.OpenRoot(filepath.Dir(os.Args[2]))
	if err != nil {
		return err
	}
	defer root.Close()
	var list diagnostic.List
	e := surveyEdition(filepath.Base(os.Args[2]))
	answers, ok := edition.ReadAnswers(root, e, surveyThreshold, &list)
	if all := list.Sorted(); !ok || len(all) > 0 {
		return fmt.Errorf("%d messages about the answers, the first %s: %s", len(all), all[0].Code, all[0].Message("en"))
	}
	if r := survey.Aggregate(e.Survey, e.Risks, e.Categories, answers, surveyThreshold); len(r.Current) != surveyRisks {
		return fmt.Errorf("%d risks were ranked, of %d", len(r.Current), surveyRisks)
	}
	return nil
}

// answersFloorProcess only reads the rows.
func answersFloorProcess() error {
	f, err := os.Open(os.Args[2])
	if err != nil {
		return err
	}
	defer f.Close()
	rows := csv.NewReader(f)
	rows.ReuseRecord = true
	for {
		if _, err := rows.Read(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// surveyed is what was measured of one file of answers.
type surveyed struct {
	respondents int
	bytes       int64
	floor, read cost
}

func (s surveyed) rows() int { return s.respondents * answersEach }

// answers measures files of answers of some numbers of respondents.
func (m *meter) answers(ctx context.Context, sizes []int) (all []surveyed, err error) {
	for _, respondents := range sizes {
		fmt.Fprintf(os.Stderr, "answers of %d respondents\n", respondents)
		name := filepath.Join(m.dir, fmt.Sprintf("answers-%d.csv", respondents))
		if err := writeAnswers(name, respondents); err != nil {
			return all, err
		}
		info, err := os.Stat(name)
		if err != nil {
			return all, err
		}
		rounds := make([]round, m.runs)
		for n := range rounds {
			if rounds[n].floor, err = m.run(ctx, m.self, answersFloor, name); err != nil {
				return all, err
			}
			if rounds[n].warm, err = m.run(ctx, m.self, answersCommand, name); err != nil {
				return all, err
			}
		}
		all = append(all, surveyed{respondents, info.Size(), median(rounds, func(r round) cost { return r.floor }),
			median(rounds, func(r round) cost { return r.warm })})
		if err := os.Truncate(name, 0); err != nil {
			return all, err
		}
	}
	return all, nil
}

// printAnswers prints a line for each file, and how time grows from the first to the last.
func printAnswers(w io.Writer, all []surveyed) {
	each := func(s surveyed) float64 { return float64(s.read.wall.Nanoseconds()) / float64(s.rows()) }
	for _, s := range all {
		fmt.Fprintf(w, "answers of %d respondents, %d rows, %.0f MB: %.3f s, in processor time %.3f; %s MB resident; floor %.3f s (%.2f ×)",
			s.respondents, s.rows(), mega(s.bytes), s.read.wall.Seconds(), s.read.cpu.Seconds(), memory(s.read), s.floor.wall.Seconds(),
			s.read.wall.Seconds()/s.floor.wall.Seconds())
		if s.respondents <= limitAnswersSize {
			fmt.Fprintf(w, "; limits %.1f s: %s, %d MB: %s", limitAnswers.Seconds(), verdict(s.read.wall, limitAnswers), limitAnswersPeak,
				verdict(mega(s.read.peak), limitAnswersPeak))
		}
		fmt.Fprintln(w)
	}
	if len(all) > 1 {
		first, last := each(all[0]), each(all[len(all)-1])
		fmt.Fprintf(w, "linear in answers: %.0f ns a row in the first, %.0f in the last (%.2f ×, limit %.1f): %s\n", first, last, last/first,
			limitAnswersSlope, verdict(last/first, limitAnswersSlope))
	}
}
