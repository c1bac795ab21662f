// What a value's meaning depends on in one request: the workspace's country, currency and zone, who "@me" is, what time it is.
import type { Context } from '../context.ts'
import { membersIn } from '../workspace/actor.ts'
import type { Branch, Workspace } from '../workspace/workspace.ts'
import type { FieldEnvironment } from './field-type.ts'

export function environmentOf(context: Context, lenient = false): FieldEnvironment {
  const { workspace, actor, locale, now } = context
  return {
    currency: workspace.currency,
    timeZone: workspace.timeZone,
    phoneCountry: workspace.phoneCountry,
    locale,
    now,
    me: actor.member,
    membersIn: branch => branch === '@branch' ? actor.mates : findBranch(workspace, branch) && membersIn(workspace, findBranch(workspace, branch)!.id),
    branchLabel: branch => findBranch(workspace, branch)?.label,
    optionsOf: field => field.options ?? [],
    lenient,
  }
}

function findBranch({ branches }: Workspace, named: string): Branch | undefined {
  return branches.get(named) ?? [...branches.values()].find(each => each.name === named)
}
