// The workflow room, summaries: where a call goes and what it takes along: the address and the headers as they are filled in, without secrets.
import { concealed, isSecret } from '../conceal.ts'
import { numberedSteps, templateWords, type SpokenStep, type Speech } from './name-words.ts'

/** The host and path, with what stands in the query; a name and password before the host are hidden, as is what looks like a secret. */
export function addressWords(speech: Speech, address: string): string {
  const templates: string[] = []
  // a template may hold any sign that divides an address
  const plain = address.replace(/\{\{[^{}]*\}\}/g, found => `\uE000${templates.push(found) - 1}\uE001`)
  const shown = plain.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, `$1${concealed}@`)
    .replace(/([?&])([^=&#]+)=[^&#]*/g, (whole, sign: string, name: string) => isSecret(name) ? `${sign}${name}=${concealed}` : whole)
  return templateWords(speech, shown.replace(/\uE000(\d+)\uE001/g, (_, at: string) => templates[Number(at)] ?? ''))
}

/** The name of each; what it says only where that is of a record. A fixed text in a header is mostly a key. */
export function headerWords(speech: Speech, headers: unknown): string {
  return Object.entries((headers ?? {}) as Record<string, unknown>)
    .map(([name, text]) => typeof text === 'string' && text.includes('{{') && !isSecret(name) ? `${name}: ${templateWords(speech, text)}` : name).join(', ')
}

/** The numbers of the steps that read what this one was answered, also in a condition of theirs. */
export function readersOf(steps: SpokenStep[], id: string): string[] {
  const named = new RegExp(`\\bsteps(?:\\.|\\[\\\\?["'])${id.replace(/\W/g, '\\$&')}\\b`)
  return numberedSteps(steps).filter(({ step, own }) => step.id !== id && named.test(JSON.stringify(own))).map(({ number }) => number)
}
