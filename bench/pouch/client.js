// PouchDB with every document sealed before it is put, taken through the steps of bench/sync_steps.py, by the same names.
// Word: a JSON object with folder, url, notes (a file of JSON lines), count, idle, ones, hundreds, server (its process).
// Prints one JSON object of samples. A pull stores sealed documents: nothing is opened or indexed, so it has less to do.
const fs = require('fs')
const PouchDB = require('pouchdb')
const sealing = require('./sealing')
const told = JSON.parse(process.argv[2])
const found = {}
const batches = { batch_size: 500 }

const note = (name, value) => { (found[name] = found[name] || []).push(value) }
const now = () => Number(process.hrtime.bigint()) / 1e9
const lines = (file) => fs.readFileSync(file, 'utf8').split('\n')
const field = (file, start, at) => Number(lines(file).find((line) => line.trim().startsWith(start)).trim().split(/\s+/)[at])
const loopback = () => field('/proc/net/dev', 'lo:', 9)
const serverMib = () => field(`/proc/${told.server}/status`, 'VmRSS', 1) / 1024
function serverCpu () {
  const numbers = fs.readFileSync(`/proc/${told.server}/stat`, 'utf8').split(') ').pop().split(' ')
  return (Number(numbers[11]) + Number(numbers[12])) / told.ticks
}

const cpuSince = (busy) => { const used = process.cpuUsage(busy); return (used.user + used.system) / 1e6 }

async function long (name, work) {
  const worked = serverCpu(); const carried = loopback()
  const busy = process.cpuUsage(); const began = now()
  await work()
  note(name, now() - began)
  note(name + ', client CPU', cpuSince(busy))
  note(name + ', server CPU', serverCpu() - worked)
  note(name + ', loopback bytes/note', (loopback() - carried) / told.count)
}

async function small (name, work) {
  const carried = loopback(); const busy = process.cpuUsage(); const began = now()
  await work()
  note(name, now() - began)
  note(name + ', client CPU', cpuSince(busy))
  note(name + ', loopback bytes', loopback() - carried)
}

async function idle (work) {
  await work()
  const worked = serverCpu()
  for (let i = 0; i < told.idle; i++) await small('idle sync', work)
  note('idle sync, server CPU', (serverCpu() - worked) / told.idle)
}

async function copied (replication) {
  const result = await replication
  if (!result.ok || result.errors.length) throw new Error('the copy failed')
}

async function main () {
  const first = new PouchDB(told.folder + '/first')
  const second = new PouchDB(told.folder + '/second')
  const remote = new PouchDB(told.url + '/notes')
  await remote.info()
  const { keepIn } = await sealing()
  const all = lines(told.notes).filter(Boolean).map((line) => JSON.parse(line))
  const push = () => copied(first.replicate.to(remote, batches))
  const pull = () => copied(second.replicate.from(remote, batches))
  const keep = (notes) => keepIn(first, notes)
  async function see (wanted) {
    const { doc_count: arrived } = await second.info()
    if (arrived !== wanted) throw new Error(`${arrived} of ${wanted} notes arrived`)
  }
  const began = now()
  await keep(all.slice(0, told.count))
  note('import, 1 txn', now() - began)
  await long('first push', push)
  await long('first pull incl. store + FTS', pull)
  await see(told.count)
  await idle(push)
  let at = told.count
  for (const [size, times, what] of [[1, told.ones, '1 change'], [100, told.hundreds, '100 changes']]) {
    for (let i = 0; i < times; i++) {
      await keep(all.slice(at, at + size))
      at += size
      await small('push ' + what, push)
      await small('pull ' + what, pull)
    }
  }
  await see(at)
  note('server memory after', serverMib())
  await first.close()
  await second.close()
  console.log(JSON.stringify(found))
}

main().catch((error) => { console.error(error); process.exit(1) })
