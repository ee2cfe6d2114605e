// Validates data packages: node datapackage.js FOLDER DESCRIPTOR...
//
// FOLDER has the npm packages of package.json beside this file. Each descriptor is checked against its profile, and
// each row against the schema of its table: types, constraints and references to other tables. What is wrong goes
// to standard error, and the exit status is 1 then.

const fs = require("fs")
const path = require("path")

const [folder, ...descriptors] = process.argv.slice(2)
const { Package } = require(path.resolve(folder, "node_modules", "datapackage"))

async function faults(descriptor) {
  const found = []
  const data = await Package.load(JSON.parse(fs.readFileSync(descriptor)), { basePath: path.dirname(descriptor) })
  for (const e of data.errors) found.push(e.message)
  for (const table of data.resources) {
    const about = (e) => found.push(`${table.name}: ${e.message}`)
    table.errors.forEach(about)
    try {
      const rows = await table.read({ relations: true })
      console.log(`${table.name}: ${rows.length} rows`)
    } catch (e) {
      about(e)
      ;(e.errors || []).forEach(about)
    }
  }
  return found
}

async function main() {
  for (const descriptor of descriptors) {
    for (const fault of await faults(descriptor)) {
      console.error(`${descriptor}: ${fault}`)
      process.exitCode = 1
    }
  }
}

main().catch((e) => {
  console.error(e)
  process.exitCode = 1
})
