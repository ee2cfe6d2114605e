// Package report owns what an edition says: how its numbers changed, which rates they make, how they
// stand against their targets, the verdicts, and what was revised since the edition before.
//
// It imports packages model, stats, survey, appraisal, compare and privacy, and it is pure: the same
// edition makes the same report. It formats nothing, and knows no language and no HTML. Pages,
// figures, text alternatives, data files and the check of quoted numbers take the numbers of an
// indicator from here and never from the model.
//
// What may be shown of each number is decided by package privacy: New asks it once. All that is
// derived from a hidden number is hidden with it: its note, its rate, its change, and how it stands
// against the target. What is derived from a rounded number is made of it as it is rounded.
//
// # Verdicts and revisions
//
// Judge makes the verdicts (verdict.go), and MarkRevisions finds what was revised (revision.go).
// Both use shown points only, so that nothing they say depends on a hidden number.
package report
