// Field type address: packs the lists of areas and postal codes into areas.br, which areas.ts reads. Run when new lists come:
//   node kernel/field/types/address/pack-areas.mjs FOLDER
// FOLDER holds wilayah.csv.gz (kode, nama) and kodepos.csv.gz (kode, kodepos): see areas-notice.txt for their sources.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib'

const folder = process.argv[2]
if (!folder) throw new Error('Say the folder of the lists')

function rowsOf(name) {
  const lines = gunzipSync(readFileSync(join(folder, name))).toString('utf8').trim().split(/\r?\n/).slice(1)
  return lines.map(line => {
    const [, code, text] = /^([^,]+),(.*)$/.exec(line)
    return [code, text.replace(/^"(.*)"$/, '$1').replaceAll('""', '"').trim()]
  })
}

// A line is the code's last part, the name, and a village's postal code where it is another than the line's before; as
// many tabs before it as the area has areas above it.
const postalCodes = new Map(rowsOf('kodepos.csv.gz'))
const rows = rowsOf('wilayah.csv.gz').sort(([one], [other]) => (one < other ? -1 : 1))
let last = ''
const lines = rows.map(([code, name]) => {
  const parts = code.split('.')
  const postalCode = postalCodes.get(code)
  const told = postalCode !== undefined && postalCode !== last ? `|${postalCode}` : ''
  last = postalCode ?? last
  return `${'\t'.repeat(parts.length - 1)}${parts.at(-1)}|${name}${told}`
})
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
writeFileSync(new URL('areas.br', import.meta.url), brotliCompressSync(lines.join('\n'), { params }))
