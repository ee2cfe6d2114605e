package site

import (
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// MatrixView has the relations between roles: H, O and F for hierarchical, operational and
// functional.
type MatrixView struct {
	Columns []string
	Rows    []MatrixRow
	About   []RelationView
}

// MatrixRow has the relations of one role to the role of each column. A cell is empty where there
// is none.
type MatrixRow struct {
	From  string
	Cells []MatrixCell
}

// MatrixCell is one relation: its letters, and what they mean in words.
type MatrixCell struct{ Letters, Words string }

// RelationView describes one relation.
type RelationView struct{ From, To, Letters, Words, About string }

// matrix returns the relations. A role has a row when it has a relation to another role, and a
// column when another role has one to it.
func (b *book) matrix() *MatrixView {
	if len(b.edition.Relations) == 0 {
		return nil
	}
	type pair struct{ from, to *model.Role }
	relations := make(map[pair]model.Relation)
	from, to := make(map[*model.Role]bool), make(map[*model.Role]bool)
	v := &MatrixView{}
	for _, r := range b.edition.Relations {
		relations[pair{r.From, r.To}] = r
		from[r.From], to[r.To] = true, true
		v.About = append(v.About, RelationView{b.textOf(r.From.Title), b.textOf(r.To.Title), r.Letters(),
			b.relationText(r), b.textOf(r.About)})
	}
	var columns []*model.Role
	for _, r := range b.edition.RoleOrder {
		if to[r] {
			columns = append(columns, r)
			v.Columns = append(v.Columns, b.textOf(r.Title))
		}
	}
	for _, r := range b.edition.RoleOrder {
		if !from[r] {
			continue
		}
		row := MatrixRow{From: b.textOf(r.Title)}
		for _, other := range columns {
			cell := MatrixCell{}
			if relation, ok := relations[pair{r, other}]; ok {
				cell = MatrixCell{relation.Letters(), b.relationText(relation)}
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// relationText writes the letters of a relation as words.
func (b *book) relationText(r model.Relation) string {
	var words []string
	for _, letter := range r.Letters() {
		words = append(words, b.language.Say("organisation.relation."+string(letter)))
	}
	return strings.Join(words, ", ")
}
