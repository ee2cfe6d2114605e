// Unpacks a font in WOFF 1.0 into the TrueType font that it holds: node sfnt.js FROM TO. The tables stay byte for byte what they
// were (https://www.w3.org/TR/WOFF/).
const { readFileSync, writeFileSync } = require("node:fs")
const { inflateSync } = require("node:zlib")

const woff = readFileSync(process.argv[2])
if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error(`${process.argv[2]} is not in WOFF 1.0`)
const count = woff.readUInt16BE(12)
const head = Buffer.alloc(12 + 16 * count)
woff.copy(head, 0, 4, 8) // which kind of font it is
const step = 2 ** Math.floor(Math.log2(count))
head.writeUInt16BE(count, 4)
head.writeUInt16BE(16 * step, 6)
head.writeUInt16BE(Math.log2(step), 8)
head.writeUInt16BE(16 * (count - step), 10)
const tables = []
let offset = head.length
for (let n = 0; n < count; n++) {
	const entry = woff.subarray(44 + 20 * n, 64 + 20 * n)
	const [from, packed, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at))
	let data = woff.subarray(from, from + packed)
	if (packed < length) data = inflateSync(data)
	const at = 12 + 16 * n
	entry.copy(head, at, 0, 4) // the name
	entry.copy(head, at + 4, 16, 20) // the checksum
	head.writeUInt32BE(offset, at + 8)
	head.writeUInt32BE(length, at + 12)
	tables.push(data, Buffer.alloc(-length & 3))
	offset += length + (-length & 3)
}
writeFileSync(process.argv[3], Buffer.concat([head, ...tables]))
