package publish

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// BenchmarkPublish publishes 5,000 pages of 40 KB in nine parts and 10,000 files of 2 KB from two workers, next to plain
// writes of the same files, and reports the ratios:
//
//	go test -run - -bench Publish -benchtime 3x ./cmd/monitor/internal/publish
//
// Nothing is removed in between, and a run soon after another says little: ext4 walks around every inode that was
// freed in the last minutes, for plain writes as well, which then takes ten times as long.
func BenchmarkPublish(b *testing.B) {
	files := benchFiles()
	tests := []struct {
		name    string
		again   bool // over a site of version 0
		version byte
	}{
		{"first", false, 0},
		{"unchanged", true, 0},
		{"changed", true, 1},
	}
	for _, test := range tests {
		b.Run(test.name, func(b *testing.B) {
			var plain, site time.Duration
			for range b.N {
				dir := filepath.Join(b.TempDir(), "plain")
				if test.again {
					writePlain(b, dir, files, 0)
				}
				plain += timed(func() { writePlain(b, dir, files, test.version) })
				dir = filepath.Join(b.TempDir(), "site")
				if test.again {
					publishAll(b, dir, files, 0)
				}
				site += timed(func() { publishAll(b, dir, files, test.version) })
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(plain.Milliseconds())/float64(b.N), "plain-ms")
			b.ReportMetric(float64(site.Milliseconds())/float64(b.N), "publish-ms")
			b.ReportMetric(site.Seconds()/plain.Seconds(), "publish/plain")
		})
	}
}

type benchFile struct {
	path  string
	parts int // of 5 KB each
}

func benchFiles() (files []benchFile) {
	for i := range 5000 {
		files = append(files, benchFile{fmt.Sprintf("2026/hoofdstukken/h%05d.html", i), 8})
	}
	for i := range 10000 {
		files = append(files, benchFile{fmt.Sprintf("2026/data/d%05d.csv", i), 0})
	}
	return files
}

var benchText = func() []byte {
	text := make([]byte, 5<<10)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range text {
		text[i] = byte('a' + random.IntN(26))
	}
	return text
}()

func (f benchFile) content(version byte) [][]byte {
	head := append([]byte(f.path), version)
	if f.parts == 0 {
		return [][]byte{append(head, benchText[:2<<10]...)}
	}
	parts := [][]byte{head}
	for range f.parts {
		parts = append(parts, benchText)
	}
	return parts
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// parallel calls f for each file from two workers.
func parallel(files []benchFile, f func(benchFile)) {
	var workers sync.WaitGroup
	for w := range 2 {
		workers.Go(func() {
			for i := w; i < len(files); i += 2 {
				f(files[i])
			}
		})
	}
	workers.Wait()
}

func writePlain(b *testing.B, dir string, files []benchFile, version byte) {
	for _, sub := range []string{"2026/hoofdstukken", "2026/data"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			b.Fatal(err)
		}
	}
	parallel(files, func(f benchFile) {
		page := bytes.Join(f.content(version), nil)
		if err := os.WriteFile(filepath.Join(dir, f.path), page, 0o644); err != nil {
			b.Error(err)
		}
	})
}

func publishAll(b *testing.B, dir string, files []benchFile, version byte) {
	p, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	parallel(files, func(f benchFile) {
		if err := p.Write(f.path, f.content(version)...); err != nil {
			b.Error(err)
		}
	})
	if _, err := p.Commit(nil); err != nil {
		b.Fatal(err)
	}
}
