// Package report owns what an edition says: which numbers may be shown, how they changed, which
// rates they make, how they stand against their targets, the verdicts, and what was revised since
// the edition before.
//
// It imports packages model, stats, survey, appraisal, compare and disclosure, and it is pure: the
// same edition makes the same report. It formats nothing, and knows no language and no HTML. Pages,
// figures, text alternatives, data files and the check of quoted numbers take the numbers of an
// indicator from here and never from the model, so that one package decides what is hidden.
//
// # Hidden numbers
//
// New hides a number for one of three reasons:
//
//   - It is confidential: the data give it the flag "c".
//   - It is small: with a threshold of 5, a sensitive count of 1 to 4, or of 0 where the data ask
//     for that. A sensitive share is small when the count behind it may be: 0.75 % of 400 is 3
//     (share.go).
//   - Another hidden number could be worked out from it. It is then withheld.
//
// An example of the third reason, for accidents by faculty:
//
//	          number  shown as
//	A              3  <5
//	B             12  12
//	C              9  hidden
//	all           24  24
//
// If C were shown, A would be 24 − 12 − 9 = 3. Now A may be 1, 2, 3 or 4, and C 11 to 8. Package
// disclosure chooses which numbers to withhold. This package tells it which sums a reader can know
// (sums.go), and what readers know from earlier editions and from the same edition for a wider
// audience (known.go), since a number that was published cannot be hidden any more.
//
// All that is derived from a hidden number is hidden with it: its note, its rate, its change, and
// how it stands against the target.
//
// # Checks
//
// Two checks do not trust the choice. Suppressions works out, from the facts alone, what a reader
// can find of each hidden number (audit.go). Echoes looks for a hidden count that is shown in
// another form, such as a share of a known number of people (echo.go). What they find stops a
// build.
//
// # Verdicts and revisions
//
// Judge makes the verdicts (verdict.go), and MarkRevisions finds what was revised (revision.go).
// Both use shown points only, so that nothing they say depends on a hidden number.
package report
