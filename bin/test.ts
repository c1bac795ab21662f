// `npm test`: contract, types, lint, then every test; vitest's summary closes. Arguments are handed to vitest alone (`npm test -- kernel/filter`).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkContract } from './contract.ts'
import { roomsOnDebian, startDebianPostgres } from './debian-postgres.ts'

const root = join(import.meta.dirname, '..')
const only = process.argv.slice(2)

function run(name: string, program: string, ...args: string[]): boolean {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' })
  return status === 0
}

/** The same tests on the oldest PostgreSQL that may come along, before all of them on the embedded one. */
function testOnDebian(): boolean {
  const server = startDebianPostgres()
  if (!server) {
    console.log('\nPostgreSQL 15 of Debian is not installed: its part is left out.')
    return true
  }
  try {
    process.env.TEST_DATABASE_URL = server.url
    return run('Tests on PostgreSQL 15', 'vitest/vitest.mjs', 'run', ...roomsOnDebian)
  } finally {
    delete process.env.TEST_DATABASE_URL
    server.stop()
  }
}

/** Whether the web app's types are those of the routes. */
async function contractHolds(): Promise<boolean> {
  console.log('\nContract')
  return checkContract().then(() => true, (error: Error) => {
    console.error(error.message)
    return false
  })
}

const checks = [
  only.length > 0 || await contractHolds(),
  only.length > 0 || run('Types', 'typescript/bin/tsc', '--noEmit', '-p', '.'),
  only.length > 0 || run('Lint', 'oxlint/bin/oxlint', '--type-aware'),
]
if (!checks.every(Boolean)) console.error('\nContract, types or lint failed (see above).')
const onDebian = only.length > 0 || testOnDebian()
const passed = run('Tests', 'vitest/vitest.mjs', 'run', ...only) && onDebian
process.exitCode = passed && checks.every(Boolean) ? 0 : 1
