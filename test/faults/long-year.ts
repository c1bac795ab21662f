// `npm run faults`: 400 days, 500 deals, 2,000 contacts, 100 kills. FAULT_SEED names another year, FAULT_DAYS a shorter one.
import { faultsOf, runYear } from './year.ts'

const seed = Number(process.env.FAULT_SEED ?? 1)
const days = Number(process.env.FAULT_DAYS ?? 400)
const start = performance.now()
const report = await runYear({ seed, days, deals: 500, contacts: 2_000, kills: Math.ceil(days / 4), webs: 3, workers: 2, say: console.log })
const faults = faultsOf(report)
console.log(`seed ${seed}: ${report.expected.length} effects due, ${report.done.length} done, ${report.sent.size} sent, killed ${JSON.stringify(report.kills)}, ${Math.round((performance.now() - start) / 1000)} s`)
for (const fault of faults.slice(0, 50)) console.log(fault)
process.exitCode = faults.length ? 1 : 0
