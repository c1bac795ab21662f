// Sorting tasks into a day: late, today, next, undated. Pure.
import { parseDate, plusDays, wallOf } from '../parse-input.ts'
import type { RecordRow } from '../field-web.ts'
import { isDone } from '../task-status.ts'

export type DayGroups = { late: RecordRow[]; today: RecordRow[]; next: RecordRow[]; undated: RecordRow[]; done: RecordRow[] }

/** `now` is an instant, `today` its day in the zone. A task due earlier today is late. */
export function groupTasks(tasks: RecordRow[], done: RecordRow[], now: number, today: string, timeZone: string): DayGroups {
  const groups: DayGroups = { late: [], today: [], next: [], undated: [], done: [] }
  const seen = new Set<string>()
  for (const task of [...tasks, ...done]) {
    if (seen.has(task.id)) continue
    seen.add(task.id)
    const due = typeof task.dueAt === 'string' ? task.dueAt : null
    if (isDone(task)) groups.done.push(task)
    else if (!due) groups.undated.push(task)
    else if (Date.parse(due) < now) groups.late.push(task)
    else if (wallOf(due, timeZone).date === today) groups.today.push(task)
    else groups.next.push(task)
  }
  return groups
}

const dayWords = /^(.*?)[\s,]+((?:hari ini|today|besok|tomorrow|lusa)|(?:\d{1,2}[/ ](?:\d{1,2}|[a-z]{3,9})(?:[/ ]\d{2,4})?)|\+\d{1,3})(?:\s+(?:jam|pukul|at)?\s*(\d{1,2}(?:[.:]\d{2})?))?$/i

/** "Telepon Budi besok jam 10" → subject, day and time of day; without a day the whole text is the subject. */
export function readQuickTask(text: string, today: string): { subject: string; date: string | null; time: string } {
  const match = dayWords.exec(text.trim())
  const date = match && parseDate(match[2], today)
  if (!match || !date) return { subject: text.trim(), date: null, time: '09:00' }
  const [hour, minute = '00'] = (match[3] ?? '').split(/[.:]/)
  const time = match[3] && Number(hour) < 24
    ? `${hour.padStart(2, '0')}:${minute}`
    : match[2].match(/hari ini|today/i)
    ? '17:00'
    : '09:00'
  // "5 Jan" that has passed means the next one.
  const later = date < today && /^\d{1,2}[/ ][^/ ]+$/.test(match[2])
    ? `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`
    : date
  return { subject: match[1].trim(), date: later, time }
}

export const tomorrowOf = (today: string) => plusDays(today, 1)
