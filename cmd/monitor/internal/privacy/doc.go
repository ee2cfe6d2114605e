// Package privacy owns what is published of each number of an edition, and why: which counts are
// hidden or rounded so that nobody can be recognised, and whether a reader who combines everything
// can still find one.
//
// It imports package model only, and it is pure: the same edition and secret make the same
// publication. It knows no language, no page and no figure. Package report takes every number from
// it, and so do pages, charts, data files and texts.
//
// # Two ways to protect
//
// Hiding is for a count that is published in one cut: a total, and perhaps one breakdown. Counts
// from 1 to 4 become "<5", and where the total would tell one, another part becomes "–" (row.go):
//
//	         A    B    C    D   total
//	count    3    9   12    0      24
//	shown   <5    –   12    0      24
//
// Rounding is for everything else. Where the same people or incidents are published in a second
// cut, such as by kind and by faculty, or by year and by quarter, what one cut hides can be worked
// out from the other. So every number of them becomes a multiple of 5, up or down (round.go):
//
//	         A    B    C    D   total    first half   second half
//	count    3    9   12    0      24            13            11
//	shown    5   10   10    0      25            15            10
//
// 3 becomes 5 in three cases of five and 0 in two, so that on average nothing changes. Which, is
// drawn once for a number: the draw comes from the keys of the incidents counted, and the same
// incidents are rounded alike in every table and every edition. Totals are rounded from true
// totals, so parts need not add up. A reader knows that A is 1 to 9, and nothing that he adds or
// subtracts brings him much nearer: each number has its own draw.
//
// Shares and rates are made of the counts as they are published, and withheld when they are about
// few people (derived.go). A number with the flag "c" is hidden, and beside it all parts of the
// breakdown.
//
// Hiding where cuts cross is an error, which package edition reports. The program does not round by
// itself, and leaves out no cut by itself: that choice would tell where the small counts are.
//
// # The attack
//
// Findings attacks what is published, in the way of a reader who sees all pages of all editions and
// knows all sums (table.go). What is published makes each number an interval: 1–4 for "<5", 5 and
// more for "–" beside it, 6–14 for a rounded 10, 12–12 for a 12. The numbers are sums of smaller
// ones: of the parts of a breakdown (sums.go), or of incidents that count alike everywhere
// (incidents.go). A number is safe when there is another table of whole numbers, in which it is
// something else, and that would be published in the same way. "<5" must be able to be each of 1 to
// 4; what is hidden for another's sake, three numbers; and a rounded small count, another number
// than it is. Where no such table is found, the build stops.
//
// Copies looks for protected counts that are told elsewhere, as a share, under another name, or by
// a sum that nobody declared (copies.go).
//
// # Sources
//
// Hundepool and others, Statistical Disclosure Control (2012), and the ESSnet handbook on
// disclosure control, chapter 5, for rounding and cell keys; HESA, "Rounding and suppression to
// anonymise statistics", for the base of 5 and the thresholds of shares and means; Statistics
// Canada for random rounding.
package privacy
