// Kernel: what one process is told by its environment and command line, checked once at the start.
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keepSecret, makeDataFolder } from './data-folder.ts'
import { refuseForeign } from './database/embedded-folder.ts'
import { chooseDataFolder } from './database/embedded-user.ts'
import { messageOf, Refusal } from './refusal.ts'

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const

export type LogLevel = typeof logLevels[number]

export type Role = 'all' | 'web' | 'worker'

export type Settings = {
  /** 0 takes a free port. */
  port: number
  host: string
  /** Absolute; holds the embedded database, attachments and the secret. */
  dataFolder: string
  /** The public address, without a slash at the end. */
  url: string
  /** An external PostgreSQL; `undefined` means the embedded one. */
  databaseUrl?: string
  /** At least 32 characters; signs cookies and cursors, encrypts connectors' keys. */
  secret: string
  clock: 'wall' | 'manual'
  role: Role
  /** The template of the demo workspace to make at the start; '' lets the default be taken. */
  demo?: string
  production: boolean
  logLevel: LogLevel
  /** Bytes of an uploaded file; absent: 50 MB. */
  fileLimit?: number
  /** smtp:// or smtps://; without it mails are kept in the development mailbox. */
  smtpUrl?: string
  /** The sender of the kernel's mails. */
  mailFrom?: string
}

type Environment = Record<string, string | undefined>

/** The variables with their defaults and meaning, as `--help` and the README show them. */
export const environmentTable: [name: string, fallback: string, meaning: string][] = [
  ['HUBUNG_PORT', '3000', 'port to listen on'],
  ['HUBUNG_HOST', '127.0.0.1', 'address to listen on; 0.0.0.0 for every one of this machine'],
  ['HUBUNG_DATA', './data', 'folder for the database, attachments and the secret'],
  ['HUBUNG_URL', 'http://<host>:<port>', 'public address, as people type it'],
  ['DATABASE_URL', '', 'an external PostgreSQL (15 or newer) instead of the embedded one'],
  ['HUBUNG_SECRET', 'made on first run', 'at least 32 characters; the same for every process on one DATABASE_URL'],
  ['HUBUNG_CLOCK', 'wall', '"manual" lets a test move the time; refused when NODE_ENV=production'],
  ['HUBUNG_LOG', 'warn', 'silent, error, warn, info or debug; info when NODE_ENV=production'],
  ['HUBUNG_FILE_LIMIT', '50', 'largest file that may be uploaded, in MB (1 to 2000)'],
  ['HUBUNG_SMTP_URL', '', 'smtp:// or smtps://user:password@host:port; without it mails are kept at /dev/mailbox'],
  ['HUBUNG_MAIL_FROM', 'Hubung <hubung@host>', 'sender of invitations and password resets'],
]

const startOptions = {
  port: { type: 'string' }, host: { type: 'string' }, role: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const

/**
 * Reads and checks the settings; makes the data folder, and on the first run its secret.
 * Refuses with one sentence (`Refusal`) at the first wrong value.
 */
export function readSettings(args: string[] = [], env: Environment = process.env): Settings {
  const flags = readFlags(args)
  const value = (name: string) => env[name]?.trim() || undefined
  const production = env.NODE_ENV === 'production'
  const port = readPort(flags.port ?? value('HUBUNG_PORT') ?? '3000', flags.port === undefined ? 'HUBUNG_PORT' : '--port')
  const host = readHost(flags.host ?? value('HUBUNG_HOST') ?? '127.0.0.1', flags.host === undefined ? 'HUBUNG_HOST' : '--host')
  const url = readAddress(value('HUBUNG_URL'), host, port)
  const databaseUrl = readDatabaseUrl(value('DATABASE_URL'))
  const role = readRole(flags.role ?? 'all')
  const clock = readClock(value('HUBUNG_CLOCK') ?? 'wall', production)
  const logLevel = readLogLevel(value('HUBUNG_LOG') ?? (production ? 'info' : 'warn'))
  const fileLimit = readFileLimit(value('HUBUNG_FILE_LIMIT') ?? '50')
  const smtpUrl = readSmtpUrl(value('HUBUNG_SMTP_URL'))
  const mailFrom = value('HUBUNG_MAIL_FROM')
  const given = readSecret(value('HUBUNG_SECRET'), databaseUrl, role)
  const dataFolder = readDataFolder(value('HUBUNG_DATA'), databaseUrl)
  const secret = given ?? keepSecret(dataFolder, 'secret')
  return { port, host, dataFolder, url, databaseUrl, secret, clock, role, demo: flags.demo, production, logLevel, fileLimit, smtpUrl, mailFrom }
}

type Flags = { port?: string, host?: string, role?: string, demo?: string }

/** `--demo` may stand alone or name a template, which node's own reader cannot express. */
function readFlags(args: string[]): Flags {
  const rest = [...args]
  let demo: string | undefined
  const at = rest.findIndex((arg) => arg === '--demo' || arg.startsWith('--demo='))
  if (at >= 0) {
    const next = rest[at + 1]
    const named = rest[at] === '--demo' && next !== undefined && !next.startsWith('-')
    demo = named ? next : rest[at].slice('--demo='.length)
    rest.splice(at, named ? 2 : 1)
  }
  try {
    const { values } = parseArgs({ args: rest, options: startOptions, strict: true, allowPositionals: false })
    return { ...values, demo }
  } catch (error) {
    throw new Refusal(`${messageOf(error).split('. ')[0]}: see npm start -- --help for the options.`)
  }
}

function readPort(text: string, name: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new Refusal(`${name} must be a port number from 1 to 65535 (0 for any free one), not "${text}".`)
}

function readHost(text: string, name: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) || /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(host)) return host
  throw new Refusal(`${name} must be an address of this machine such as 127.0.0.1 or 0.0.0.0, not "${text}".`)
}

function readAddress(text: string | undefined, host: string, port: number): string {
  if (text === undefined) {
    const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
    return `http://${name}:${port}`
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password) return url.origin
  throw new Refusal(`HUBUNG_URL must be the public address alone, such as https://crm.example.com, not "${text}".`)
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol))) return text
  throw new Refusal('DATABASE_URL must look like postgresql://user:password@host:5432/database.')
}

function readFileLimit(text: string): number {
  const megabytes = Number(text)
  if (/^\d{1,4}$/.test(text) && megabytes >= 1 && megabytes <= 2000) return megabytes * 1024 ** 2
  throw new Refusal(`HUBUNG_FILE_LIMIT must be a number of MB from 1 to 2000, not "${text}".`)
}

function readSmtpUrl(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname)) return text
  throw new Refusal('HUBUNG_SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.')
}

function readRole(text: string): Role {
  if (text === 'all' || text === 'web' || text === 'worker') return text
  throw new Refusal(`--role must be all, web or worker, not "${text}".`)
}

function readClock(text: string, production: boolean): 'wall' | 'manual' {
  if (text !== 'wall' && text !== 'manual') throw new Refusal(`HUBUNG_CLOCK must be wall or manual, not "${text}".`)
  if (text === 'manual' && production) throw new Refusal('HUBUNG_CLOCK=manual is for tests only: remove it, or do not set NODE_ENV=production.')
  return text
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((name) => name === text)
  if (level) return level
  throw new Refusal(`HUBUNG_LOG must be one of ${logLevels.join(', ')}, not "${text}".`)
}

function readSecret(text: string | undefined, databaseUrl: string | undefined, role: Role): string | undefined {
  if (text !== undefined && text.length < 32) throw new Refusal('HUBUNG_SECRET must have at least 32 characters: make one with openssl rand -hex 32.')
  if (text === undefined && databaseUrl && role !== 'all') {
    throw new Refusal(`With DATABASE_URL and --role ${role}, HUBUNG_SECRET must be set, to the same value for every process: make one with openssl rand -hex 32.`)
  }
  return text
}

function readDataFolder(named: string | undefined, databaseUrl: string | undefined): string {
  const wanted = named ? resolve(named) : join(import.meta.dirname, '..', 'data')
  if (!databaseUrl) refuseForeign(wanted)
  const folder = databaseUrl ? wanted : chooseDataFolder(wanted, named !== undefined)
  makeDataFolder(folder)
  return folder
}
