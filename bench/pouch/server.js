// A server that speaks CouchDB's protocol, over LevelDB. Words: a folder for its files, and a port on this computer.
const [folder, port] = process.argv.slice(2)
const PouchDB = require('pouchdb').defaults({ prefix: folder + '/' })
const app = require('express')()
const own = { logPath: folder + '/log.txt', configPath: folder + '/config.json' }
app.use('/', require('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', ...own }))
app.listen(Number(port), '127.0.0.1')
