// Set-up: what the wizard gathers, its own checks, and where the server's refusals belong. Pure functions.
import { ApiError, type Answer } from '../api.ts'
import { doorTexts as d, passwordLength } from '../door/texts.ts'
import type { Language, Text, Values } from '../i18n.tsx'
import { setupTexts as s } from './texts.ts'

export type Setup = Answer<'GET /setup'>
export type Template = Setup['templates'][number]
export type Draft = {
  name: string; slug: string; slugChosen: boolean; locale: Language; currency: string; timeZone: string
  adminName: string; email: string; password: string; template: string; token: string; tokenNeeded: boolean
}
type Key = 'name' | 'slug' | 'currency' | 'timeZone' | 'adminName' | 'email' | 'password' | 'token'
export type Faults = Partial<Record<Key, string>>
type Say = (text: Text, values?: Values) => string

/** `PT Satria Mart, Tbk.` → `satria-mart`: without the legal form, at most 40 characters. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean)
  const meant = words.filter((word, index) => !(index === 0 && ['pt', 'cv', 'ud', 'toko'].includes(word)) && word !== 'tbk')
  return (meant.length ? meant : words).join('-').replace(/^[^a-z]+/, '').slice(0, 40).replace(/-+$/, '')
}

/** The faults of one step (0 to 3) before anything is sent. */
export function checkStep(draft: Draft, step: number, say: Say): Faults {
  const faults: Faults = {}
  if (step === 0) {
    if (!draft.name.trim()) faults.name = say(s.companyNeeded)
    else if (!/^[a-z][a-z0-9-]{0,39}$/.test(draft.slug)) faults.slug = say(s.slugWrong)
  }
  if (step === 2) {
    if (!draft.adminName.trim()) faults.adminName = say(d.nameNeeded)
    if (!/^\S+@\S+$/.test(draft.email.trim())) faults.email = say(d.emailNeeded)
    if (draft.password.length < passwordLength) faults.password = say(d.passwordShort, { count: passwordLength })
  }
  return faults
}

const places: Record<string, [Key, number]> = {
  'workspace.name': ['name', 0], 'workspace.slug': ['slug', 0], 'workspace.currency': ['currency', 1], 'workspace.timeZone': ['timeZone', 1],
  'admin.name': ['adminName', 2], 'admin.email': ['email', 2], 'admin.password': ['password', 2], token: ['token', 3],
}

/** Where the server's refusal belongs: the faults by field, and the first step that has one. */
export function placeRefusal(error: unknown): { faults: Faults; step: number | null } {
  const faults: Faults = {}
  let step: number | null = null
  if (!(error instanceof ApiError)) return { faults, step }
  for (const problem of error.errors) {
    const place = places[problem.path]
    if (!place) continue
    faults[place[0]] = problem.message
    step = step === null ? place[1] : Math.min(step, place[1])
  }
  return { faults, step }
}

export function bodyOf(draft: Draft) {
  return {
    workspace: { slug: draft.slug, name: draft.name.trim(), locale: draft.locale, currency: draft.currency, timeZone: draft.timeZone },
    admin: { name: draft.adminName.trim(), email: draft.email.trim(), password: draft.password },
    template: draft.template,
    ...(draft.token.trim() && { token: draft.token.trim() }),
  }
}
