// Workspace room: the teams of a workspace; addressed by id or by name.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { labelAnswer, paged } from '../http/answer-part.ts'
import { noContent, route } from '../http/route.ts'
import { label, typed } from './input.ts'
import { byName, pageOf, pageQuery } from './page.ts'
import { addTeam, changeTeam, membersOf, removeTeam, teamNamed } from './teams.ts'
import type { Team } from './workspace.ts'

const tag = 'teams'
const params = z.object({ team: typed })
const name = z.string().refine(value => /^[a-z][A-Za-z0-9-]{0,47}$/.test(value), { params: { code: 'name.invalid' } })
const body = z.strictObject({ name, label: label.optional(), parent: typed.nullish(), manager: z.uuid().nullish(), branch: typed.nullish(),
  members: z.array(z.uuid()).max(10_000).optional() })
const answer = z.object({
  id: z.string(), name: z.string(), label: labelAnswer,
  parent: z.string().nullable(), manager: z.string().nullable(), branch: z.string().nullable(),
  members: z.array(z.string()),
})

export const teamRoutes = [
  route({
    method: 'GET', path: '/teams', summary: 'The teams, by name, with the ids of their members', tag, query: pageQuery,
    answer: paged(answer),
    async handler(context, { query }) {
      const { data, page } = pageOf(context.workspace.teams.values(), byName, query)
      return { data: data.map(team => teamBody(context, team)), page }
    },
  }),
  route({
    method: 'GET', path: '/teams/:team', summary: 'One team', tag, params, answer,
    async handler(context, { params }) {
      return teamBody(context, teamNamed(context, params.team))
    },
  }),
  route({
    method: 'POST', path: '/teams', summary: 'Make a team', tag, access: 'administrator', status: 201, body, answer,
    async handler(context, { body }) {
      return teamBody(context, await addTeam(context, body), body.members)
    },
  }),
  route({
    method: 'PATCH', path: '/teams/:team', summary: 'Change a team; `members` replaces all of them', tag,
    access: 'administrator', params, body: body.partial(), answer,
    async handler(context, { params, body }) {
      return teamBody(context, await changeTeam(context, params.team, body), body.members)
    },
  }),
  route({
    method: 'DELETE', path: '/teams/:team', summary: 'Remove a team; its members are in none afterwards', status: 204, tag,
    access: 'administrator', params,
    async handler(context, { params }) {
      await removeTeam(context, params.team)
      return noContent
    },
  }),
]

function teamBody(context: Context, { id, name, label, parent, manager, branch }: Team,
  members = membersOf(context, id)): z.output<typeof answer> {
  return { id, name, label, parent, manager, branch, members }
}
