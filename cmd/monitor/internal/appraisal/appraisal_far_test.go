//go:build far

package appraisal

import "testing"

func TestAtAgainstAllSetsFar(t *testing.T) { compareWithAllSets(t, 5000) }

func TestAtPropertiesFar(t *testing.T) { checkProperties(t, 100) }
