// `npm test`: types, lint, then every test; vitest's summary closes. Arguments are handed to vitest alone (`npm test -- kernel/filter`).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const only = process.argv.slice(2)

function run(name: string, program: string, ...args: string[]): boolean {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) console.error(`${name}: failed`)
  return status === 0
}

const results = [
  only.length > 0 || run('Types', 'typescript/bin/tsc', '--noEmit', '-p', '.'),
  only.length > 0 || run('Lint', 'oxlint/bin/oxlint', '--type-aware'),
  run('Tests', 'vitest/vitest.mjs', 'run', ...only),
]
process.exitCode = results.every(Boolean) ? 0 : 1
