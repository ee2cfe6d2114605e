// Package survey owns the results of the risk perception survey: response by group, weights, means
// and shares with their intervals, ranks with theirs, and what is merged or withheld so that nobody
// can be recognised.
//
// It imports packages model and stats, and is pure: the same answers give the same results, byte
// for byte, in whatever order their rows come. Package edition reads the answers; this package
// reads no files and formats nothing.
//
// The rules below are told with a privacy threshold of 5.
//
// # Merged
//
// A group with fewer than 5 respondents is merged with the next smallest group until they have 5
// together. Of groups with 12, 6, 2 and 0 respondents the last three become one cell of 8. A cell
// is shown, weighted and drawn as one group.
//
// # Weighted
//
// With weighted = true, a respondent of cell h counts for (N_h/N) · (n/n_h): N are people, n
// respondents. Take 100 people of whom 4 answered and 300 of whom 4 answered. The weights are ½ and
// 1½, so the second cell counts for three quarters, its part of the population. Weights are not
// trimmed, do not depend on who skips a question, and are equal within a cell.
//
// Weights are known, and a weighted mean shows from which cell an answer came: with the weights
// above, one more 7 in the second cell raises it three times as much as one in the first. So where
// fewer than 5 of a cell answered a question, that cell and the next smallest have one weight
// together for that question.
//
// # Means, shares and ranks
//
// A mean has a t-interval, a share has Wilson's, both with Kish's effective size (package stats
// gives the sources). A share is of those who answered the question. Where some risks are hidden
// from the reader, it is of those who named a visible one: shares add up to 100 %, and nothing is
// left over that says how many named a hidden one.
//
// A rank has a percentile interval over 1,000 bootstrap samples, drawn by cell from a fixed seed.
//
// # Withheld
//
// The results are withheld, the number of respondents included, when fewer than 5 people took part.
// So are a mean or share that fewer than 5 answered, a pair of risks that fewer than 5 named, and
// the severity of a risk in a cell where fewer than 5 answered. When readers could find such a cell
// by taking the other cells from the total, the next smallest cell is withheld too.
//
// This protects small groups. It does not hide that 1 of 200 respondents gave some answer, or that
// everybody in a large group gave the same one. Intervals of ranks are drawn from all answers at
// once: only somebody who knows all answers but one could learn that one from them.
package survey
