// Functions: code that a company writes itself, as a step of its workflows: in a sandbox, with rights and limits, each call of it
// written down (docs/functions.md).
import { defineModule } from '../../kernel/module.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { purgeRuns } from './run-list.ts'
import { runFunctionStep } from './step.ts'

export const functions = defineModule('functions', {
  needs: ['workflow', 'chat'],
  steps: [runFunctionStep],
  routes,
  errors,
  jobs: [purgeRuns],
  schedules: [{ job: purgeRuns, every: 'day' }],
  migrations: { room: 'functions', folder: new URL('./migrations/', import.meta.url) },
})
