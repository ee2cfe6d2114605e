//go:build far

package main

import "testing"

func TestWorldsOfOneEditionFar(t *testing.T) { compareWorlds(t, "--edition", "2026") }

func TestWorldsOfTheBoardFar(t *testing.T) { compareWorlds(t, "--audience", "board") }
