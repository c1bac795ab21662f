// Workspace room: roles, for administrators to edit and for everyone to see by name.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { noContent, route } from '../http/route.ts'
import type { Role } from '../permission/role.ts'
import { typed } from './input.ts'
import { pageInOrder, pageQuery } from './page.ts'
import { addRole, changeRole, newRole, removeRole, roleChange, roleNamed } from './roles.ts'

const tag = 'roles'
const params = z.object({ name: typed })

/** Rights name objects and fields that others may not know: they are the administrators' to read. */
function roleBody({ actor }: Context, role: Role): object {
  const { name, label, administrator } = role
  return actor.role.administrator ? role : { name, label, administrator }
}

export const roleRoutes = [
  route({
    method: 'GET', path: '/roles', summary: 'The roles; for administrators with their rights by object and field', tag, query: pageQuery,
    async handler(context, { query }) {
      return pageInOrder([...context.workspace.roles.values()].map(role => roleBody(context, role)), query)
    },
  }),
  route({
    method: 'GET', path: '/roles/:name', summary: 'One role', tag, params,
    async handler(context, { params }) {
      return roleBody(context, roleNamed(context, params.name))
    },
  }),
  route({
    method: 'POST', path: '/roles', summary: 'Make a role; objects that it does not name get `others`', tag,
    access: 'administrator', status: 201, body: newRole,
    async handler(context, { body }) {
      return addRole(context, body)
    },
  }),
  route({
    method: 'PATCH', path: '/roles/:name',
    summary: 'Change a role; rights that are not named stay, an object set to null falls back to `others`', tag,
    access: 'administrator', params, body: roleChange,
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
