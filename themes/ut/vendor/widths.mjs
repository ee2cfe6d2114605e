// Reads the advance widths of the text font, in thousandths of an em, and writes font-widths.json: the build measures text
// by it, so that the static figures leave the room the browser will need. Usage: node widths.mjs FONT.woff2 OUT.json
import { writeFileSync } from "node:fs";
import { openSync } from "fontkit";

const [, , fontFile, outFile] = process.argv;

const characters = [];
for (let code = 0x20; code <= 0xff; code++) {
  if (code < 0x7f || code > 0x9f) {
    characters.push(code);
  }
}
for (const character of "–—‘’“”‚„†•…‰‹›€™−≤≥≈≠×\u2009\u202f") {
  if (!characters.includes(character.codePointAt(0))) {
    characters.push(character.codePointAt(0));
  }
}

const weights = {};
for (const weight of [400, 600]) {
  const font = openSync(fontFile);
  if (font.unitsPerEm !== 1000) {
    throw new Error(`${fontFile}: ${font.unitsPerEm} units per em, 1000 expected`);
  }
  // getVariation cannot read a WOFF2 file; the coordinates can be set on the font itself.
  font.variationCoords = [weight];
  const widths = {};
  for (const code of characters) {
    const glyph = font._cmapProcessor.lookup(code);
    if (glyph !== 0) {
      const advance = font.hmtx.metrics.get(glyph).advance + font._variationProcessor.getAdvanceAdjustment(glyph, font.HVAR);
      widths[String.fromCodePoint(code)] = Math.round(advance);
    }
  }
  weights[weight] = widths;
}
writeFileSync(outFile, JSON.stringify(weights) + "\n");
