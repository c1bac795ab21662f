// Load: how long a start takes with the packages in place, and what an idle installation holds in memory.
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proportionalMemory } from './system.ts'

const port = 4391
const IDLE_SECONDS = 20

export async function measureStart(): Promise<{ cold: number, warm: number, memory: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'hubung-start-'))
  chmodSync(folder, 0o711)
  const cold = await startOnce(folder)
  await cold.stop()
  const warm = await startOnce(folder)
  await fetch(`http://127.0.0.1:${port}/api/v1/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ workspace: { slug: 'idle', name: 'Idle', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' }, admin: { name: 'Ayu', email: 'ayu@example.com', password: 'correct horse battery' }, template: 'after-sales' }) })
  await new Promise(done => setTimeout(done, IDLE_SECONDS * 1000))
  const memory = proportionalMemory(warm.pid)
  await warm.stop()
  rmSync(folder, { recursive: true, force: true })
  return { cold: cold.seconds, warm: warm.seconds, memory }
}

/** `npm start` until the first answer. */
async function startOnce(folder: string): Promise<{ seconds: number, pid: number, stop(): Promise<void> }> {
  const start = performance.now()
  const child = spawn('npm', ['start', '--', '--port', String(port)], { env: { ...process.env, HUBUNG_DATA: folder }, stdio: 'ignore', detached: true })
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health/ready`).catch(() => undefined)
    if (answer?.ok) break
    if (child.exitCode !== null) throw new Error('npm start ended')
    await new Promise(done => setTimeout(done, 10))
  }
  return {
    seconds: (performance.now() - start) / 1000,
    pid: child.pid!,
    stop: () => new Promise(done => {
      child.once('exit', () => done())
      process.kill(-child.pid!, 'SIGTERM')
    }),
  }
}
