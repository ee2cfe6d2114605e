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
// cannot be forgotten (skipped has the exceptions); so is every field of a verdict. Of a number it is
// what is published: with the decimals that are shown, and its interval, which tells of how many it
// is. Of the text of a chapter and of a picture it is a digest. Looks are not in it: theme, words of
// the interface, layout and the site's own title may change. A correction adds to the record what it
// changes.
//
// It imports model, report and stats for what is said, source for the file and diagnostic for what is wrong
// with it. It writes no file by itself, and what it makes is never published.
package adoption
