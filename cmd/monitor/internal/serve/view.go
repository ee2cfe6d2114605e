package serve

import (
	"io/fs"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// view is what a reader is shown: the site for an audience, with or without chapters that are still
// a draft. It is the first part of the path of a page, so that two tabs can show two views and the
// links of a page stay within its own.
type view struct {
	audience model.Audience
	drafts   bool
}

// withoutDrafts is the end of the name of a view without drafts.
const withoutDrafts = "-without-drafts"

// firstView is the one that the browser opens: everything.
var firstView = view{model.Board, true}

func (v view) String() string {
	if v.drafts {
		return v.audience.String()
	}
	return v.audience.String() + withoutDrafts
}

func parseView(name string) (view, bool) {
	audience, without := strings.CutSuffix(name, withoutDrafts)
	a, ok := model.ParseAudience(audience)
	return view{a, !without}, ok
}

// path returns the path on the server of a file of the site.
func (v view) path(address string) string { return "/" + v.String() + "/" + address }

// parsePath returns the view and the address of a path on the server.
func parsePath(path string) (v view, address string, ok bool) {
	name, address, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	v, ok = parseView(name)
	return v, address, ok && below && fs.ValidPath(address) && address != "."
}
