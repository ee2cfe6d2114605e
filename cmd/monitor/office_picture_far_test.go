//go:build far

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sheetPictureLimit is how many bytes a picture may have: they are kept in git.
const sheetPictureLimit = 120_000

// TestSheetPicturesFar takes the pictures of the sheet to fill in for the guides, in both languages, when -update asks
// for them: of LibreOffice, with a list of flags open.
func TestSheetPicturesFar(t *testing.T) {
	if !*update {
		t.Skip("pictures are taken only on request: `make screenshots`")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("%v: `make tools-far` installs it", err)
	}
	for _, c := range []struct{ lang, locale, about, fill, note, aboutPicture, fillPicture string }{
		{"nl", "nl_NL.UTF-8", "Lees mij", "Invullen", "Zonder stagiairs.", "lees-mij.png", "invullen.png"},
		{"en", "en_GB.UTF-8", "Read me", "Fill in", "Without trainees.", "read-me.png", "fill-in.png"},
	} {
		t.Run(c.lang, func(t *testing.T) {
			dir := t.TempDir()
			book, filled, about := filepath.Join(dir, "hr.xlsx"), filepath.Join(dir, "filled"), filepath.Join(dir, "about")
			var out bytes.Buffer
			p := &program{ctx: t.Context(), stdout: &out, stderr: &out, lang: c.lang}
			if p.command([]string{"export", "--for", "directeur-hr", "--xlsx", book, "--root", "../.."}) != exitDone {
				t.Fatal(out.String())
			}
			display, screen := startScreen(t, 1240, 400)
			inOffice(t, office, fmt.Sprintf(`document = desktop.loadComponentFromURL(%q, "_blank", 0, ())
control, sheet = document.CurrentController, document.Sheets.getByName(%q)
control.Frame.LayoutManager.setVisible(False)
control.Frame.ContainerWindow.setPosSize(0, 0, 1240, 400, 15)
control.ZoomType, control.ZoomValue = 3, 90
control.setActiveSheet(sheet)
control.setFirstVisibleRow(8)
sheet.getCellRangeByName("H12").Value = 3.62
sheet.getCellRangeByName("K12").String = %q
control.select(sheet.getCellRangeByName("I12"))
time.sleep(1)
dispatcher = context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
dispatcher.executeDispatch(control.Frame, ".uno:DataSelect", "", 0, ())
time.sleep(3)
shutil.copy(%q, %q)
control.setActiveSheet(document.Sheets.getByName(%q))
time.sleep(2)
shutil.copy(%[4]q, %[7]q)
document.setModified(False)
document.close(True)
`, fileURL(book), c.fill, c.note, screen, filled, c.about, about),
				[]string{"DISPLAY=" + display, "LC_ALL=" + c.locale}, "--nologo")
			writePicture(t, filled, c.fillPicture, image.Rect(0, 0, 1224, 400))
			writePicture(t, about, c.aboutPicture, image.Rect(0, 0, 880, 215))
		})
	}
}

// startScreen starts an X server that draws into a file, for as long as the test runs, and returns its name and the
// file.
func startScreen(t *testing.T, width, height int) (display, file string) {
	t.Helper()
	dir := t.TempDir()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-nolisten", "tcp", "-nocursor", "-fbdir", dir)
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Fatalf("Xvfb does not start: %v: `make tools-far` installs it", err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill() // it may have ended
		_ = server.Wait()
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := io.ReadAll(r)
	if err != nil || len(number) == 0 {
		t.Fatalf("Xvfb does not say its number (%v)", err)
	}
	return ":" + strings.TrimSpace(string(number)), filepath.Join(dir, "Xvfb_screen0")
}

// writePicture makes a picture for the guides of a part of a screen, which is an X Window Dump of four bytes a pixel
// (XWDFile.h).
func writePicture(t *testing.T, dump, name string, part image.Rectangle) {
	t.Helper()
	data, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	field := func(n int) int { return int(binary.BigEndian.Uint32(data[4*n:])) }
	line, pixels := field(12), data[field(0)+12*field(19):]
	picture := image.NewNRGBA(part)
	for y := range part.Dy() {
		for x := range part.Dx() {
			at := pixels[y*line+4*x:]
			picture.SetNRGBA(x, y, color.NRGBA{R: at[2], G: at[1], B: at[0], A: 0xff})
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	if b.Len() > sheetPictureLimit {
		t.Errorf("%s has %d bytes: more than %d", name, b.Len(), sheetPictureLimit)
	}
	if err := os.WriteFile(filepath.Join("docs", name), b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
