// The program's door: `hubung <command>`; each command is a file of bin/commands, read only when it is called for.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import type { Command } from './command.ts'

const commands: Record<string, { does: string, load: () => Promise<Command> }> = {
  start: { does: 'start the server (npm start)', load: () => import('./commands/start.ts') },
  import: { does: 'import a file of records', load: () => import('./commands/import.ts') },
  backup: { does: 'write everything into one file', load: () => import('./commands/backup.ts') },
  restore: { does: 'make an installation from a backup', load: () => import('./commands/restore.ts') },
  doctor: { does: 'check this installation and say what to do', load: () => import('./commands/doctor.ts') },
  user: { does: 'list who can sign in, set a password', load: () => import('./commands/user.ts') },
  workspace: { does: 'list the workspaces', load: () => import('./commands/workspace.ts') },
}

const usage = `Usage: npm run hubung -- <command> [options]

${Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(12)}${does}`).join('\n')}

Each command explains itself with --help. The settings are read from the environment: npm start -- --help lists them.`

// Compiled code is kept beside the packages: a warm start is then mostly reading it.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'hubung'))

const [name, ...args] = process.argv.slice(2)
if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
  console.log(usage)
} else if (!Object.hasOwn(commands, name)) {
  console.error(`There is no command "${name}".\n\n${usage}`)
  process.exitCode = 2
} else {
  const { run } = await import('./command.ts')
  await run(await commands[name].load(), args)
}
