package edition

import (
	"path"

	"utwente.nl/monitor/cmd/monitor/internal/diagnostic"
	"utwente.nl/monitor/cmd/monitor/internal/model"
	"utwente.nl/monitor/cmd/monitor/internal/source"
	"utwente.nl/monitor/cmd/monitor/internal/wording"
)

// What an edition says of its roles and rules goes before what data/site.toml says: roles.toml
// replaces all roles, and edition.toml each rule that it has.

// ownRolesFile is the file of an edition with its roles.
const ownRolesFile = "roles.toml"

// roles reads [role], and replaces the roles of s.
func (r *reader) roles(top *source.Table, s *model.Settings) {
	s.Roles, s.RoleOrder = make(map[string]*model.Role), nil
	all, ok := top.ByID("role")
	if !ok {
		return
	}
	for _, id := range all.Keys() {
		t, ok := all.Table(id)
		if !ok {
			continue
		}
		if !idForm.MatchString(id) {
			all.ReportKey(id, diagnostic.BadID, idLike(id), id)
		}
		role := &model.Role{ID: id, Title: r.text(t, "title", true),
			Capacity: model.Capacity(choice(t, "capacity", model.Capacities, "")), Email: emailAddress(t)}
		role.Formerly, _ = t.String("formerly")
		s.Roles[id] = role
		s.RoleOrder = append(s.RoleOrder, role)
		r.tables[role] = t
		t.Close()
	}
}

// ownRoles reads the roles of the edition.
func (r *reader) ownRoles(top *source.Table) {
	r.roles(top, &r.edition.Settings)
	r.rolesFile = path.Join(r.dir, ownRolesFile)
}

// numbersOfRules reads the numbers that protection and appraisal work with into s. What t does not
// state stays as it is.
func numbersOfRules(t *source.Table, s *model.Settings) {
	if n, ok := t.Int("privacy_threshold"); ok {
		if n < lowestThreshold {
			t.Report("privacy_threshold", diagnostic.LowThreshold, "", itoa(n))
		} else {
			s.Privacy.Threshold = n
		}
	}
	if n, ok := t.Int("round_to"); ok {
		if n < lowestThreshold {
			t.Report("round_to", diagnostic.LowBase, "", itoa(n))
		} else {
			s.Privacy.Base = n
		}
	}
	if x, ok := t.Float("discount_rate"); ok {
		if !(x >= 0 && x < 1) {
			t.Report("discount_rate", diagnostic.OutOfRange, "", "discount_rate", digits(x),
				wording.Refer("type.share"))
		} else {
			s.DiscountRate = x
		}
	}
}
