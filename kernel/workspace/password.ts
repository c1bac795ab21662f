// Workspace room: which passwords are taken (SEC-01): long, and not among the first that anybody would try. No rules on
// kinds of characters, which make passwords worse (NIST SP 800-63B §5.1.1.2).
import type { Fault } from '../http/errors.ts'

export const PASSWORD_MIN = 10
/** Hashing takes time by length: beyond this it would be a way to keep the server busy. */
export const PASSWORD_MAX = 256

/** What lists of leaked passwords hold of ten characters and more, without the digits that people append. */
const COMMON = new Set(`
  password passw0rd p@ssw0rd p@ssword qwertyuiop qwerty qwertyui asdfghjkl asdfghjkl; zxcvbnm iloveyou letmein
  welcome administrator admin superuser sayang sayangku bismillah indonesia rahasia katasandi jakarta cintaku
  akusayangkamu changeme football baseball sunshine princess monkey dragon computer internet hubung q1w2e3r4t5
  1q2w3e4r5t 1qaz2wsx3edc abcdefghij abcdefghijk password! p@ssw0rd!`.trim().split(/\s+/))

/** Why a password is refused, without its path; undefined when it is taken. */
export function passwordFault(password: string): Omit<Fault, 'path'> | undefined {
  const length = [...password].length
  if (length < PASSWORD_MIN) return { code: 'password.weak', parameters: { min: PASSWORD_MIN } }
  if (password.length > PASSWORD_MAX) return { code: 'value.tooLong', parameters: { max: PASSWORD_MAX } }
  if (password.includes('\0') || !password.isWellFormed()) return { code: 'text.invalid' }
  return isGuessable(password.toLowerCase()) ? { code: 'password.common' } : undefined
}

function isGuessable(password: string): boolean {
  if (new Set(password).size <= 2) return true
  if (isRun(password)) return true
  const stem = password.replace(/[\d!@#.*_ -]+$/, '')
  return COMMON.has(password) || COMMON.has(stem) || stem === ''
}

/** 1234567890, 9876543210, abcdefghijkl. */
function isRun(password: string): boolean {
  const steps = new Set([...password].slice(1).map((character, index) =>
    (character.charCodeAt(0) - password.charCodeAt(index) + 10) % 10))
  return steps.size === 1
}
