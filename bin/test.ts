// `npm test`: types, lint, then every test; vitest's summary closes. Arguments are handed to vitest alone (`npm test -- kernel/filter`).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const only = process.argv.slice(2)

function run(name: string, program: string, ...args: string[]): boolean {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root, stdio: 'inherit' })
  return status === 0
}

const checks = [
  only.length > 0 || run('Types', 'typescript/bin/tsc', '--noEmit', '-p', '.'),
  only.length > 0 || run('Lint', 'oxlint/bin/oxlint', '--type-aware'),
]
if (!checks.every(Boolean)) console.error('\nTypes or lint failed (see above).')
const passed = run('Tests', 'vitest/vitest.mjs', 'run', ...only)
process.exitCode = passed && checks.every(Boolean) ? 0 : 1
