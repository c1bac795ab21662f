// `hubung import`: sends a file to the running server by its public API, shows how far it is, and keeps the rows that failed.
import { accessSync, createWriteStream, openAsBlob, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { messageOf, Refusal } from '../../kernel/refusal.ts'
import { typedPath } from '../command.ts'
import { awaitEnd } from '../ending.ts'
import { reachServer, type ImportServer } from '../import-server.ts'

export const help = `Usage: npm run hubung -- import --object <name> --file <file.csv> [options]

  --object <name>        what the rows are: contact, company, deal, …
  --file <path>          Excel (XLSX), CSV or other text with columns, or vCard
  --sheet <name>         which sheet of a workbook; default the first
  --mapping <path>       JSON file, from column to field: { "E-mail": "email" }; without it the headings are matched
  --mode <mode>          create (default) or upsert: update the record that a row matches
  --match-on <fields>    what an upsert matches on: email, or several with commas; default externalId, email, phone or name
  --dry-run              count what would be done, and write nothing
  --date-format <tokens> how dates are written, such as M/d/yyyy
  --time-zone <zone>     of times without an offset, such as Asia/Makassar; default the workspace's
  --delimiter <sign>, --encoding <name>, --phone-country <ID>   where they are not recognised by themselves
  --no-create-options    fail rows with a word that is no option yet, instead of adding it
  --run-workflows        let workflows act on each row
  --errors <path>        where the rows that failed are written, with reasons (default <file>-errors.csv)

Who imports:
  --key <hub_…>          an API key (or HUBUNG_KEY)
  --member <email>       a member, on the machine that holds the data; with --workspace <slug> where there are several
  --url <address>        another server than that of this machine's settings; needs a key

When no server runs on this data folder, one is started for as long as the import takes. The exit code is 0 when every row was imported.`

const flags = {
  'object': { type: 'string' }, 'file': { type: 'string' }, 'mapping': { type: 'string' }, 'mode': { type: 'string' }, 'match-on': { type: 'string' }, 'dry-run': { type: 'boolean' },
  'date-format': { type: 'string' }, 'time-zone': { type: 'string' }, 'sheet': { type: 'string' }, 'delimiter': { type: 'string' }, 'encoding': { type: 'string' }, 'phone-country': { type: 'string' }, 'no-create-options': { type: 'boolean' }, 'run-workflows': { type: 'boolean' },
  'errors': { type: 'string' }, 'key': { type: 'string' }, 'member': { type: 'string' }, 'workspace': { type: 'string' }, 'url': { type: 'string' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values']
type Flags = Values & { object: string, file: string, /** Where the rows that failed go. */ errors: string }

interface Status { id: string, status: string, dryRun: boolean, rows: number | null, done: number, created: number, updated: number, unchanged: number, failed: number, marked: number, error: { message: string } | null }

export async function run(args: string[]): Promise<number> {
  const given = readFlags(args)
  const options = optionsOf(given)
  const file = await openFile(given.file)
  const end = awaitEnd()
  const server = await reachServer({ url: given.url?.replace(/\/+$/, ''), key: given.key ?? process.env.HUBUNG_KEY, member: given.member, workspace: given.workspace })
  try {
    const form = new FormData()
    form.append('options', JSON.stringify(options))
    form.append('file', file, basename(given.file))
    const { id } = await (await call(server, 'POST', '/imports', form)).json() as { id: string }
    const status = await watch(server, id, end.reached)
    if (status.failed > 0) await keepErrors(server, status, given.errors)
    return summarise(status)
  } finally {
    await server.close()
  }
}

/** Read only while it is sent: a large one never lies in memory as a whole. */
async function openFile(path: string): Promise<Blob> {
  try {
    accessSync(path)
    return await openAsBlob(path)
  } catch (error) {
    throw new Refusal(`The file ${path} cannot be read: ${messageOf(error)}`)
  }
}

function readFlags(args: string[]): Flags {
  let values: Values
  try {
    values = parseArgs({ args, options: flags, strict: true }).values
  } catch (error) {
    throw new Refusal(`${messageOf(error)}\n\n${help}`)
  }
  const { object, file, mapping, errors } = values
  if (!object || !file) throw new Refusal(`Say what to import: --object contact --file customers.csv\n\n${help}`)
  return { ...values, object, file: typedPath(file), mapping: mapping && typedPath(mapping), errors: typedPath(errors ?? `${file.replace(/\.\w+$/, '')}-errors.csv`) }
}

function optionsOf(given: Flags): object {
  return {
    object: given.object, mapping: given.mapping === undefined ? undefined : readMapping(given.mapping), mode: given.mode, matchOn: given['match-on']?.split(',').map(name => name.trim()), dryRun: given['dry-run'],
    dateFormat: given['date-format'], timeZone: given['time-zone'], sheet: given.sheet, delimiter: given.delimiter === '\\t' ? '\t' : given.delimiter, encoding: given.encoding, phoneCountry: given['phone-country'],
    createOptions: given['no-create-options'] ? false : undefined, runWorkflows: given['run-workflows'],
  }
}

function readMapping(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Refusal(`The mapping ${path} cannot be read: ${messageOf(error)}`)
  }
}

/** Refuses (`Refusal`) with the server's own words. */
async function call({ url, key }: ImportServer, method: string, path: string, body?: FormData): Promise<Response> {
  const response = await fetch(`${url}/api/v1${path}`, { method, body, headers: { authorization: `Bearer ${key}`, 'accept-language': 'en' } })
  if (response.ok) return response
  const { title = response.statusText, errors = [] } = await response.json().catch(() => ({})) as { title?: string, errors?: { path: string, message: string }[] }
  throw new Refusal([title, ...errors.map(error => `  ${error.path}: ${error.message}`)].join('\n'))
}

/** Shows how far it is: on a terminal all the time, in a log each tenth. */
async function watch(server: ImportServer, id: string, interrupted: Promise<void>): Promise<Status> {
  const ended = interrupted.then(() => true, () => true)
  for (let tenth = -1; ;) {
    const status = await (await call(server, 'GET', `/imports/${id}`)).json() as Status
    const share = status.rows ? status.done / status.rows : 0
    const line = `${status.done} of ${status.rows ?? '?'} rows (${Math.floor(share * 100)} %)`
    if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${status.status === 'running' ? line : ''}`)
    else if (status.rows && Math.floor(share * 10) > tenth) console.error(line)
    tenth = Math.floor(share * 10)
    if (status.status !== 'running') return status
    if (await Promise.race([ended, pause(500, false)])) throw new Refusal(`Interrupted after ${status.done} rows. The import goes on while Hubung runs; to end it: POST /api/v1/imports/${id}/cancel.`)
  }
}

async function keepErrors(server: ImportServer, { id }: Status, path: string): Promise<void> {
  const { body } = await call(server, 'GET', `/imports/${id}/errors`)
  await pipeline(Readable.fromWeb(body as never), createWriteStream(path))
  console.log(`The rows that failed, with the reasons: ${path}`)
}

function summarise({ status, dryRun, rows, created, updated, unchanged, failed, marked, error }: Status): number {
  console.log(`${dryRun ? 'Dry run, nothing written: ' : ''}${rows ?? 0} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed.`)
  if (marked) console.log(`${marked} phone numbers could not be read; they are kept as they came, and marked.`)
  if (status !== 'completed') console.log(`The import ${status === 'cancelled' ? 'was cancelled' : `failed: ${error?.message}`}.`)
  return status === 'completed' && failed === 0 ? 0 : 1
}
