// The workflow room: which hosts workflows and functions may reach beyond the rule that private networks are closed and
// functions reach nothing. One value of the workspace, kept by its administrators.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { recordChange } from '../../kernel/object/change.ts'
import { readSetting, writeSetting } from '../../kernel/workspace/setting.ts'

/** `api.example.com`, `*.example.com`, `192.168.1.5`, each perhaps with `:port`. */
const host = z.string().trim().toLowerCase().max(260).regex(/^(\*\.)?([a-z0-9]([a-z0-9_-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/)

const hostsAnswer = z.object({
  private: z.array(host).max(100).meta({ description: 'Hosts inside private networks that workflows and functions may call' }),
  functions: z.array(host).max(200).meta({ description: 'Hosts that functions may call; others are refused' }),
})

export type OutsideHosts = z.output<typeof hostsAnswer>

const SETTING = 'outsideHosts'

export async function readHosts(context: Pick<Context, 'sql' | 'workspace'>, lock = false): Promise<OutsideHosts> {
  return await readSetting<OutsideHosts>(context, SETTING, lock) ?? { private: [], functions: [] }
}

/** Pure: an entry without a port means every port. */
export function isListed(hosts: string[], { hostname: name, port: given, protocol }: URL): boolean {
  // left out where it is the usual one
  const port = given || (protocol === 'https:' ? '443' : '80')
  return hosts.some(entry => {
    const [, listed, only] = /^(.*?)(?::(\d+))?$/.exec(entry)!
    if (only !== undefined && only !== port) return false
    return listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed
  })
}

const common = { path: '/outside-hosts', tag: 'workflows', access: 'administrator' as const, answer: hostsAnswer }

export const hostRoutes: Route[] = [
  route({ ...common, method: 'GET', summary: 'Which hosts workflows and functions may reach', handler: context => readHosts(context) }),
  route({ ...common, method: 'PUT', summary: 'Say which hosts workflows and functions may reach', body: z.strictObject(hostsAnswer.shape).partial(),
    async handler(context, { body }) {
      const before = await readHosts(context, true)
      const after = { ...before, ...body }
      await writeSetting(context, SETTING, after)
      await recordChange(context, '_workspace', SETTING, before, after)
      return after
    } }),
]
