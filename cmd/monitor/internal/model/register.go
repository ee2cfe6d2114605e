package model

import "time"

// Register is a file of incidents, one a row. The rows are counted into values of indicators while
// they are read, and no incident is kept.
type Register struct {
	ID          string
	Title       Text
	First, Last time.Time // it holds every incident from First up to Last; UTC midnights
}
