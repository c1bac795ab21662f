// Tests: what the meaning of values depends on, fixed: a workspace in Jakarta on 21 November 2026, 10:00.
import type { FieldEnvironment } from '../kernel/field/field-type.ts'

export const environment: FieldEnvironment = {
  currency: 'IDR', timeZone: 'Asia/Jakarta', phoneCountry: 'ID', locale: 'id', now: new Date('2026-11-21T03:00:00Z'), me: '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d00', lenient: true,
  optionsOf: field => field.options ?? [],
}
