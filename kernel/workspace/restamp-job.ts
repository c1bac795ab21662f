// Workspace room: rows carry their owner's team, so that the scope `team` reads in order from an index. When a member
// moves, this job moves her rows after her, in stretches short enough that no writer waits long. Nobody else's rights have
// changed, but what they see has: at its end all open lines are told to read anew.
import { z } from 'zod'
import { identifier, join, sql } from '../database/sql.ts'
import { defineJob } from '../job/job.ts'
import { systemContext } from '../job/system-context.ts'
import { changeDefinitions } from './workspaces.ts'

const STRETCH = 5000

export const restampOwner = defineJob<{ member: string }>({
  name: 'workspace.restampOwner',
  payload: z.object({ member: z.string() }),
  async run({ workspace }, { member }, { app, signal }) {
    const { schema, objects } = workspace
    let all = 0
    const team = sql`(select team from ${identifier(schema, '_member')} where id = ${member})`
    const tables = [...[...objects.keys()].map(name => ({ table: name, column: '_team', key: ['id'] })),
      { table: '_search', column: 'team', key: ['object', 'record'] }]
    for (const { table, column, key } of tables) {
      const name = identifier(schema, table)
      const id = join(key.map(part => identifier(part)), ', ')
      for (let moved = STRETCH; moved === STRETCH;) {
        signal.throwIfAborted()
        const rows = await app.database.query(sql`update ${name} set ${identifier(column)} = ${team}
          where (${id}) in (
          select ${id} from ${name}
          where owner = ${member} and ${identifier(column)} is distinct from ${team}
          limit ${STRETCH} for update) returning 1`)
        moved = rows.length
        all += moved
      }
    }
    if (all > 0) await app.database.transaction(transaction => changeDefinitions(systemContext(app, workspace, transaction)))
  },
})
