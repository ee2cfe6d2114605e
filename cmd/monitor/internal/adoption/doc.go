// Package adoption keeps what an edition said when it was adopted. It lists everything that an
// edition says to an audience as statements, writes them to data/2026/adopted.toml, and finds what
// is said differently now.
//
// A statement is a path of keys with a text, both in the words of the data:
//
//	indicator.ziekteverzuim.values.2023 = "3.75 b"
//	indicator.ziekteverzuim.verdict.course = "worse"
//	chapter.nl.samenvatting.text = "5d41402abc4b2a76b9719d911017c592"
//
// Every field of the model that the audience sees is one, found by reflection, so that a new field
// cannot be forgotten; of numbers, what is published of them; of the text of a chapter, its digest.
// Looks are not in it: theme, words of the interface and layout may change.
//
// It imports model, report and what these are made of. It never reads a file by itself, and what it
// writes is never published.
package adoption
