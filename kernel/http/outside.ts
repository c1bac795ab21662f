// Calls to addresses that somebody else chose: no private networks (unless allowed), not after a change of DNS or a redirect
// either, a limit of time. The address is judged where the connection is made.
import { lookup, type LookupAddress } from 'node:dns'
import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface OutsideCall {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
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
  // a name may end with the dot of the root
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
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

/** The answer's status; its body is not read further than it must. Throws when there was no answer in time. */
export async function callOutside(call: OutsideCall): Promise<number> {
  const answer = await openOutside(call, AbortSignal.timeout(call.timeoutMs))
  answer.destroy()
  return answer.statusCode!
}

/** The answer has not come: refused, unreachable, cut off; `code` is Node's. */
export function openOutside({ method, url, headers, body, allowPrivate }: OutsideCall, signal: AbortSignal): Promise<IncomingMessage> {
  if (!isCallable(url, allowPrivate)) return Promise.reject(new PrivateAddress(url))
  return new Promise((resolve, reject) => {
    const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) }
    const options: RequestOptions = { method, headers: { ...headers, ...length }, agent: false, ...allowPrivate ? {} : { lookup: guarded }, signal }
    const call: ClientRequest = url.startsWith('https:') ? requestSecure(url, options, resolve) : requestPlain(url, options, resolve)
    call.on('error', reject)
    call.end(body)
  })
}
