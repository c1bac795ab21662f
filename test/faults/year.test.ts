// Faults: a short year of follow-ups with kills, on two web processes and two workers (the long one: `npm run faults`).
import { expect, test } from 'vitest'
import { faultsOf, runYear } from './year.ts'

test('D3: sixteen days with four kills of workers, web processes and PostgreSQL: every due follow-up has one effect, and no call outside has two keys', { timeout: 600_000 }, async () => {
  const report = await runYear({ seed: 7, days: 16, deals: 25, contacts: 90, kills: 4, webs: 2, workers: 2 })
  expect(report.expected.length).toBeGreaterThan(10)
  expect(faultsOf(report)).toEqual([])
  expect(report.kills.web + report.kills.worker + report.kills.postgres).toBe(4)
})
