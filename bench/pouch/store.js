// PouchDB with every document sealed before it is put: an import, and a search, which has to read and open them all.
// Word: a JSON object with folder, notes (a file of JSON lines) and word (what is searched for).
// Prints one JSON object of samples, by the names of bench/desk_steps.py.
const fs = require('fs')
const readline = require('readline')
const PouchDB = require('pouchdb')
const sealing = require('./sealing')
const told = JSON.parse(process.argv[2])
const now = () => Number(process.hrtime.bigint()) / 1e9
const peakMib = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024

async function main () {
  const store = new PouchDB(told.folder + '/notes')
  const { keepIn, opened } = await sealing()
  let took = 0; let batch = []; let count = 0
  async function keep () {
    const began = now()
    await keepIn(store, batch)
    took += now() - began
    count += batch.length
    batch = []
  }
  // Read piece by piece, so that what is handed in is no part of what it takes.
  for await (const line of readline.createInterface({ input: fs.createReadStream(told.notes) })) {
    batch.push(JSON.parse(line))
    if (batch.length === 500) await keep()
  }
  await keep()
  const began = now()
  const { rows } = await store.allDocs({ include_docs: true })
  const notes = await Promise.all(rows.map(({ doc }) => opened(doc)))
  const hits = notes.filter(({ text }) => text.includes(told.word)).length
  const searched = now() - began
  if (rows.length !== count || !hits) throw new Error(`${rows.length} of ${count} notes were read, ${hits} found`)
  const peak = peakMib()
  await store.close()
  console.log(JSON.stringify({
    'import rows+FTS, 1 txn': [took],
    'search by reading everything': [searched],
    'memory at the most, importing and searching': [peak]
  }))
}

main().catch((error) => { console.error(error); process.exit(1) })
