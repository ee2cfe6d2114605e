package serve

import (
	"io/fs"
	"slices"
	"strings"

	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// view is what a reader is shown: the site for an audience, with the chapters that reached a status. It
// is the first part of the path of a page, so that two tabs can show two views and the
// links of a page stay within its own.
type view struct {
	audience model.Audience
	least    model.Status
}

// firstView is the one that the browser opens: everything.
var firstView = view{model.Board, model.Concept}

func (v view) String() string {
	if v.least == model.Concept {
		return v.audience.String()
	}
	return v.audience.String() + "-" + string(v.least)
}

func parseView(name string) (view, bool) {
	audience, least, limited := strings.Cut(name, "-")
	a, ok := model.ParseAudience(audience)
	if !limited {
		return view{a, model.Concept}, ok
	}
	return view{a, model.Status(least)}, ok && slices.Contains(model.Statuses, least)
}

// path returns the path on the server of a file of the site.
func (v view) path(address string) string { return "/" + v.String() + "/" + address }

// parsePath returns the view and the address of a path on the server.
func parsePath(path string) (v view, address string, ok bool) {
	name, address, below := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	v, ok = parseView(name)
	return v, address, ok && below && fs.ValidPath(address) && address != "."
}
