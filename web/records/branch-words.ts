// A branch in a filter of members, as people call it.
import type { FieldTools } from './field-tools.tsx'
import { texts } from './texts.ts'

/** `named` is its id or its name. */
export function branchWords(named: string, { t, branches }: Pick<FieldTools, 't' | 'branches'>): string {
  const branch = branches.find((one) => one.id === named || one.name === named)
  return t(texts.ofBranch, { branch: branch ? t(branch.label) || branch.name : '–' })
}
