package model

import "testing"

func TestIn(t *testing.T) {
	both := Text{"nl": "ja", "en": "yes"}
	if both.In("en") != "yes" || both.In("de", "nl", "en") != "ja" || both.In("de") != "" ||
		(Text{"": "x"}).In("nl") != "x" {
		t.Error("wrong language")
	}
}
