// How the tests run: one PostgreSQL for the whole run (test/global-setup.ts), two files at a time.
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    // each file has a process of its own: what Node compiled for one of them is read by the next
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/tests') },
    // a second try where nobody watches; at a desk a test that fails now and then shows a race to be found
    retry: process.env.CI ? 1 : 0,
    // what comes by itself is waited for as long as a busy machine may take
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
  },
})
