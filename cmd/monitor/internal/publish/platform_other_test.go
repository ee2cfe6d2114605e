//go:build !linux

package publish

import "errors"

func platformChild(kind, dir string) error { return errors.New("no such child") }
