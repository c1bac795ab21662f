// Calls to addresses that somebody else chose: no private networks (unless allowed), not after a change of DNS either, no
// redirects, a limit of time. The address is judged where the connection is made.
import { lookup, type LookupAddress } from 'node:dns'
import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface OutsideCall {
  method: 'POST' | 'GET'
  url: string
  headers: Record<string, string>
  body?: string
  allowPrivate: boolean
  timeoutMs: number
}

/** An address inside a private network, where that is not allowed. */
export class PrivateAddress extends Error {}

const inside = new BlockList()
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) inside.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['2002::', 16]] as const) inside.addSubnet(network, prefix, 'ipv6')

/** Loopback, private, link-local, shared, multicast and reserved; IPv4 inside IPv6 as what it is. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return inside.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** What can be said of an address before it is called: http or https, no user, no private IP or name of this machine. */
export function isCallable(url: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password, hostname } = new URL(url)
  if (!['http:', 'https:'].includes(protocol) || username || password) return false
  const host = hostname.replace(/^\[|\]$/g, '')
  return allowPrivate || !(isIP(host) ? isPrivateAddress(host) : /^localhost$|\.localhost$|\.local$|\.internal$/i.test(host) || !host.includes('.'))
}

const guarded: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, [])
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new PrivateAddress(hostname) as NodeJS.ErrnoException, [])
    if (options.all) return callback(null, addresses)
    callback(null, addresses[0].address, addresses[0].family)
  })
}

export interface OutsideAnswer {
  status: number
  /** Names in small letters. */
  headers: Record<string, string | string[] | undefined>
  /** The beginning of it, as text. */
  body: string
}

/** Bytes of an answer that are read. */
const MOST_READ = 4096

/** The answer's status; its body is not read further than it must. Throws when there was no answer in time. */
export function callOutside(asked: OutsideCall): Promise<number> {
  return ask(asked, answer => {
    answer.destroy()
    return answer.statusCode!
  })
}

/** The answer with the beginning of its body, where a peer says in it what is wrong. Throws when there was none in time. */
export function askOutside(asked: OutsideCall): Promise<OutsideAnswer> {
  return ask(asked, async answer => {
    const parts: Buffer[] = []
    let size = 0
    for await (const part of answer) {
      parts.push(part as Buffer)
      size += (part as Buffer).length
      if (size >= MOST_READ) break
    }
    return { status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts).toString('utf8', 0, MOST_READ) }
  })
}

function ask<T>({ method, url, headers, body, allowPrivate, timeoutMs }: OutsideCall, take: (answer: IncomingMessage) => T | Promise<T>): Promise<T> {
  if (!isCallable(url, allowPrivate)) return Promise.reject(new PrivateAddress(url))
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { method, headers: { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) }, agent: false, ...allowPrivate ? {} : { lookup: guarded }, signal: AbortSignal.timeout(timeoutMs) }
    const taken = (answer: IncomingMessage) => void Promise.resolve(take(answer)).then(resolve, reject)
    const call: ClientRequest = url.startsWith('https:') ? requestSecure(url, options, taken) : requestPlain(url, options, taken)
    call.on('error', reject)
    call.end(body)
  })
}
