// Workspace room: roles, for administrators to edit and for everyone to see by name.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { paged } from '../http/answer-part.ts'
import { noContent, route } from '../http/route.ts'
import type { Role } from '../permission/role.ts'
import { typed } from './input.ts'
import { pageInOrder, pageQuery } from './page.ts'
import { addRole, changeRole, newRole, removeRole, roleAnswer, roleChange, roleNamed, shownRoleAnswer } from './roles.ts'

const tag = 'roles'
const params = z.object({ name: typed })

function roleBody({ actor }: Context, role: Role): z.output<typeof shownRoleAnswer> {
  const { name, label, administrator } = role
  return actor.role.administrator ? role : { name, label, administrator }
}

export const roleRoutes = [
  route({
    method: 'GET', path: '/roles', summary: 'The roles; for administrators with their rights by object and field', tag, query: pageQuery, answer: paged(shownRoleAnswer),
    async handler(context, { query }) {
      return pageInOrder([...context.workspace.roles.values()].map(role => roleBody(context, role)), query)
    },
  }),
  route({
    method: 'GET', path: '/roles/:name', summary: 'One role', tag, params, answer: shownRoleAnswer,
    async handler(context, { params }) {
      return roleBody(context, roleNamed(context, params.name))
    },
  }),
  route({
    method: 'POST', path: '/roles', summary: 'Make a role; objects that it does not name get `others`', tag,
    access: 'administrator', status: 201, body: newRole, answer: roleAnswer,
    async handler(context, { body }) {
      return addRole(context, body)
    },
  }),
  route({
    method: 'PATCH', path: '/roles/:name',
    summary: 'Change a role; rights that are not named stay, an object set to null falls back to `others`', tag,
    access: 'administrator', params, body: roleChange, answer: roleAnswer,
    async handler(context, { params, body }) {
      return changeRole(context, params.name, body)
    },
  }),
  route({
    method: 'DELETE', path: '/roles/:name', summary: 'Remove a role that nobody has', status: 204, tag, access: 'administrator',
    params,
    async handler(context, { params }) {
      await removeRole(context, params.name)
      return noContent
    },
  }),
]
