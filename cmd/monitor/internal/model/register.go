package model

import "time"

// Register is a file of incidents, one a row. The rows are counted into values of indicators while
// they are read.
type Register struct {
	ID          string
	Title       Text
	First, Last time.Time // it holds every incident from First up to Last; UTC midnights
	// Protect is how the numbers counted from it are protected; "" when none is sensitive.
	Protect Protection
	// Incidents and Cuts are what is kept of the rows when the numbers are rounded: enough to see
	// what the published numbers tell together.
	Incidents []Incident
	Cuts      []Cut
}

// Incident is one row of a register, without what it says.
type Incident struct {
	Key   uint64 // of its number: the same in every edition
	Month int32  // counted from January of the year 0
	Cut   int32  // index in Register.Cuts: where it counts
}

// Cut is one way in which an incident can count: in these indicators, and in these parts.
type Cut []Counted

// Counted is an indicator in which an incident counts.
type Counted struct {
	Indicator string
	Parts     []CountedPart
}

// CountedPart is the part of a breakdown in which an incident counts. Member is "" when the
// incident does not say.
type CountedPart struct{ Dimension, Member string }
