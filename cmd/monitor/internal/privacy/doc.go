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
// out from the other. So every number about them becomes a multiple of 5, up or down (round.go):
//
//	         A    B    C    D   total    first half   second half
//	count    3    9   12    0      24            13            11
//	shown    5   10   10    0      25            15            10
//
// A 3 becomes 5 in three draws of five and 0 in the other two, so that on average nothing changes.
// Each number has one draw, made from the keys of the incidents that it counts: the same incidents
// are rounded alike in every table and every edition. A total is rounded by its own draw, so the
// published parts need not add up to it. A reader knows that A is 1 to 9, and nothing that he adds
// or subtracts brings him much nearer: each number has its own draw.
//
// Shares and rates are made of the counts as they are published, and withheld when they are about
// few people (derived.go). A part with the flag "c" is hidden together with all parts beside it; a
// total with that flag, together with all its parts.
//
// Hiding a count that several cuts publish is an error, which package edition reports. The owner of
// the data then decides whether to round it or to leave out a cut. If the program decided, its
// choice would reveal where the small counts are.
//
// # The attack
//
// Findings attacks what is published as a reader would who sees all pages of all editions and knows
// all sums (table.go). To that reader each number is an interval: 1–4 for "<5", 5 and more for "–"
// beside it, 6–14 for a rounded 10, 12–12 for a 12. The numbers are sums of smaller ones: of the
// parts of a breakdown (sums.go), or of incidents that count alike everywhere (incidents.go). A
// number is safe when it could be another one: when a different number in its place, with other
// numbers changed to fit, would be published in the same way. A "<5" must leave all of 1 to 4
// possible. A number that is hidden to protect another must leave three numbers possible. A rounded
// small count must leave one number possible besides the true one. Where the attack cannot show
// this, the build stops.
//
// Copies looks for protected counts that other published numbers reveal: a share, the same count
// under another name, or a sum that nobody declared (copies.go).
//
// # Sources
//
// Hundepool and others, Statistical Disclosure Control (2012), and the ESSnet handbook on
// disclosure control, chapter 5, for rounding and cell keys; HESA, "Rounding and suppression to
// anonymise statistics", for the base of 5 and the thresholds of shares and means; Statistics
// Canada for random rounding.
package privacy
