//go:build far

package prose

import "testing"

func TestNoInterferenceFar(t *testing.T) { changeSecrets(t, 20000) }
