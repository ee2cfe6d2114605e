package landscape

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"utwente.nl/monitor/cmd/monitor/internal/figure"
	"utwente.nl/monitor/cmd/monitor/internal/figuretest"
	"utwente.nl/monitor/cmd/monitor/internal/model"
)

// secretShare is the confidential number of an indicator with peers.
const secretShare = 7.31

// landscapePeers makes an indicator of which more peers have a number than names fit on a line, some of
// them the same one. In its last year the own number is confidential, and in its first there is none.
func landscapePeers(random *rand.Rand, e *model.Edition) *model.Indicator {
	year := func(y int) model.Period { return model.Period{Year: y} }
	share := func() float64 { return float64(200+random.IntN(400)) / 100 }
	i := &model.Indicator{Head: model.Head{ID: "verzuim", Title: text("Ziekteverzuim", "Sickness absence")},
		Kind: model.Share, Decimals: 2, Unit: text("% van de werktijd", "% of working time"), Aspect: e.Aspects[0],
		Source: model.Source{Title: text("Jaarrapport", "Yearly report")}}
	for y := 2020; y < 2025; y++ {
		i.Values = append(i.Values, model.Value{Period: year(y), Number: share()})
	}
	i.Values = append(i.Values, model.Value{Period: year(2025), Number: secretShare, Flags: "c"})
	for n, name := range []string{"Utrecht", "Groningen", "Wageningen", "Nijmegen", "Leiden"} {
		title := text("Universiteit "+name, "University "+name)
		peer := &model.Peer{Head: model.Head{ID: fmt.Sprintf("p%d", n), Title: title}, Short: text(name, name)}
		numbers := model.PeerNumbers{Peer: peer, Cites: &model.Work{Head: model.Head{ID: peer.ID,
			Title: text("Bericht "+name, "Report "+name)}, Publisher: text("Krant", "Paper")}}
		for y := 2019; y < 2026; y++ {
			numbers.Values = append(numbers.Values, model.Value{Period: year(y), Number: share()})
		}
		numbers.Values[2].Number = 3.5
		if name == "Leiden" {
			numbers.Why = text("Alleen wetenschappers.", "Academics only.")
		}
		i.Peers, e.Peers = append(i.Peers, numbers), append(e.Peers, peer)
	}
	return i
}

// TestPeersWithheld checks that a figure of peers does not tell the own number where it is hidden, nor
// draws what cannot be compared.
func TestPeersWithheld(t *testing.T) {
	r, l := landscapes(), figuretest.Words(t, "nl")
	d := Draw(figure.Spec{Kind: figure.Peers, Indicators: r.Edition.Indicators}, r, l)
	csv, json := d.Files("2026", l)
	drawn := string(d.Wide.Scene.SVG("")) + string(csv)
	all := drawn + string(d.Narrow.Scene.SVG("")) + string(json)
	if !d.Hidden || strings.Contains(all, "7,31") || strings.Contains(all, "7.31") {
		t.Errorf("hidden: %t; it tells a confidential number", d.Hidden)
	}
	if strings.Contains(drawn, "Leiden") {
		t.Error("it draws what cannot be compared")
	}
	if !strings.Contains(d.Alt, "Leiden") {
		t.Errorf("it does not say what cannot be compared: %s", d.Alt)
	}
}

// answeredIn is how many questions of an edition are answered, which differs between random editions.
func answeredIn(e *model.Edition) (n int) {
	for _, q := range e.Questions {
		if q.Answer != nil {
			n++
		}
	}
	return n
}
