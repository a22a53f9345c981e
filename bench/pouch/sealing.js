// Each document is sealed before it is put, so PouchDB and its server hold nothing that can be read.
const Crypt = require('garbados-crypt')

module.exports = async () => {
  const crypt = await Crypt.new('seven quiet wrens by the harbor')
  const sealed = async ({ id, ...rest }) => ({ _id: id, payload: await crypt.encrypt(JSON.stringify(rest)) })
  const opened = async ({ payload }) => JSON.parse(await crypt.decrypt(payload))
  async function keepIn (store, notes) {
    for (let i = 0; i < notes.length; i += 500) {
      const kept = await store.bulkDocs(await Promise.all(notes.slice(i, i + 500).map(sealed)))
      if (kept.some((one) => one.error)) throw new Error('a note was not kept')
    }
  }
  return { keepIn, opened }
}
