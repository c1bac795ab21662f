// Workspace room: the branches of a workspace; addressed by id or by name.
import { z } from 'zod'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import type { Context } from '../context.ts'
import { refuse } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { addBranch, branchNamed, changeBranch, removeBranch } from './branches.ts'
import { label, timeZone, typed } from './input.ts'
import { byName, pageOf, pageQuery } from './page.ts'

const tag = 'branches'
const params = z.object({ branch: typed })
const name = z.string().refine(value => /^[a-z][A-Za-z0-9-]{0,47}$/.test(value), { params: { code: 'name.invalid' } })
/** As it stands in numbers. */
const code = z.string().refine(value => /^[A-Z0-9]{1,12}$/.test(value), { params: { code: 'branch.code' } })
const body = z.strictObject({ name, label: label.optional(), timeZone: timeZone.nullish(), address: z.unknown().optional(), code: code.nullish() })
const answer = z.object({
  id: z.string(), name: z.string(), label: z.object({ en: z.string().optional(), id: z.string().optional() }),
  timeZone: z.string().nullable(), address: z.record(z.string(), z.unknown()).nullable(),
  code: z.string().nullable().meta({ description: 'Stands for the branch in numbers; null: its name' }),
})

export const branchRoutes = [
  route({
    method: 'GET', path: '/branches', summary: 'The branches, by name', tag, query: pageQuery,
    answer: z.object({ data: z.array(answer), page: z.object({ next: z.string().nullable() }) }),
    async handler({ workspace }, { query }) {
      return pageOf(workspace.branches.values(), byName, query)
    },
  }),
  route({
    method: 'GET', path: '/branches/:branch', summary: 'One branch', tag, params, answer,
    async handler(context, { params }) {
      return branchNamed(context, params.branch)
    },
  }),
  route({
    method: 'POST', path: '/branches', summary: 'Make a branch; teams and members are put into it by their own routes', tag, access: 'administrator', status: 201, body, answer,
    async handler(context, { body }) {
      return addBranch(context, withAddress(context, body))
    },
  }),
  route({
    method: 'PATCH', path: '/branches/:branch', summary: 'Change a branch', tag, access: 'administrator', params, body: body.partial(), answer,
    async handler(context, { params, body }) {
      return changeBranch(context, params.branch, withAddress(context, body))
    },
  }),
  route({
    method: 'DELETE', path: '/branches/:branch', summary: 'Remove a branch; its teams and members are in none afterwards', status: 204, tag,
    access: 'administrator', params,
    async handler(context, { params }) {
      await removeBranch(context, params.branch)
      return noContent
    },
  }),
]

/** The address as a field of that type reads it. */
function withAddress<Body extends { address?: unknown }>(context: Context, { address, ...rest }: Body): Omit<Body, 'address'> & { address?: Record<string, unknown> | null } {
  if (address === undefined) return rest
  if (address === null || address === '') return { ...rest, address: null }
  const field = { name: 'address', type: 'address', label: {} } as FieldDefinition
  try {
    return { ...rest, address: typeOf(field).parse(address, field, environmentOf(context)) as Record<string, unknown> }
  } catch (error) {
    if (error instanceof InvalidValue) throw refuse([{ path: 'address', code: error.code, parameters: error.parameters }])
    throw error
  }
}
