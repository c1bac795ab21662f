// Summaries: a definition read aloud in both languages, and what differs between two versions.
import { expect, test } from 'vitest'
import { compareLines } from './compare.ts'
import type { Lexicon, SpokenObject } from './lexicon.ts'
import { summarise } from './summary.ts'

const objects: SpokenObject[] = [
  { name: 'deal', label: { en: 'Deal', id: 'Transaksi' }, title: 'name', fields: [
    { name: 'name', label: { en: 'Name', id: 'Nama' }, type: 'text' }, { name: 'amount', label: { en: 'Amount', id: 'Nilai' }, type: 'currency' }, { name: 'owner', label: { en: 'Owner', id: 'Penanggung jawab' }, type: 'user' },
    { name: 'stage', label: { en: 'Stage', id: 'Tahap' }, type: 'select', options: [{ value: 'won', label: { en: 'Won', id: 'Menang' } }] }, { name: 'pulseCheck', label: { en: 'Pulse Check', id: 'Pulse Check' }, type: 'date' },
    { name: 'contact', label: { en: 'Contact', id: 'Kontak' }, type: 'relation', to: 'contact' }] },
  { name: 'contact', label: { en: 'Contact', id: 'Kontak' }, title: 'fullName', fields: [{ name: 'fullName', label: { en: 'Full name', id: 'Nama lengkap' }, type: 'text' }, { name: 'mailing', label: { en: 'Address', id: 'Alamat' }, type: 'address' }] },
  { name: 'task', label: { en: 'Task', id: 'Tugas' }, pluralLabel: { en: 'Tasks', id: 'Tugas' }, title: 'subject', fields: [{ name: 'id', label: { en: 'Id', id: 'Id' }, type: 'id' }, { name: 'subject', label: { en: 'Subject', id: 'Judul' }, type: 'text' }, { name: 'dueAt', label: { en: 'Due', id: 'Tenggat' }, type: 'dateTime' },
    { name: 'deal', label: { en: 'Deal', id: 'Transaksi' }, type: 'relation', to: 'deal' }, { name: 'about', label: { en: 'About', id: 'Tentang' }, type: 'relation', to: ['contact', 'deal'] }] },
]

const lexicon = (language: 'en' | 'id'): Lexicon => ({
  language, objectOf: name => objects.find(object => object.name === name), optionsOf: (_, field) => field.options ?? [], memberName: () => undefined, roleName: name => name === 'sales' ? 'Sales' : undefined, teamName: () => undefined,
})

const pulse = {
  object: 'deal', trigger: { type: 'date', field: 'pulseCheck', offset: { days: 3 }, at: '09:00' }, condition: { stage: { in: ['won'] }, contact: { fullName: { empty: false } } },
  steps: [
    { id: 'big', type: 'if', condition: { amount: { gte: 1000 }, 'trigger.entry': { eq: 1 } }, then: [{ id: 'tell', type: 'notify', to: ['{{ record.owner.id }}', 'role:sales'], title: 'Call {{ record.contact.fullName }}' }], else: [{ id: 'end', type: 'stop' }] },
    { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Ask', dueAt: '{{ today | plusDays: 1 | at: "10:00" }}' } }, { id: 'rest', type: 'wait', for: { days: 1 } },
    { id: 'note', type: 'addComment', body: 'Asked: {{ steps.task.subject }}', if: { stage: 'won' }, onError: 'continue' }],
}

test('a workflow is read aloud in both languages: trigger, condition, each step with its fields, branches and waits', () => {
  const told = (language: 'en' | 'id') => summarise(lexicon(language), pulse).map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)
  expect(told('en')).toEqual([
    '3 days after Pulse Check of a deal, at 09:00', '  Only if Stage is Won and Contact › Full name is filled',
    '1. If Amount is at least 1,000 and how often it has happened is 1', '  Then', '    1.1. Notify the owner, the role Sales: “Call [Contact › Full name]”', '  Otherwise', '    1.1. Stop here',
    '2. Create a task: Subject = “Ask”; Due = today + 1 day at 10:00', '3. Wait 1 day',
    '4. Leave a note on this deal: “Asked: [Subject of step 2]” (only if Stage is Won) (if this fails, the next step is taken all the same)'])
  expect(told('id')).toEqual([
    '3 hari setelah Pulse Check dari transaksi, pukul 09.00', '  Hanya jika Tahap adalah Menang dan Kontak › Nama lengkap terisi',
    '1. Jika Nilai paling sedikit 1.000 dan sudah berapa kali terjadi adalah 1', '  Maka', '    1.1. Beri tahu penanggung jawab, peran Sales: “Call [Kontak › Nama lengkap]”', '  Jika tidak', '    1.1. Berhenti di sini',
    '2. Buat tugas: Judul = “Ask”; Tenggat = hari ini + 1 hari pukul 10.00', '3. Tunggu 1 hari',
    '4. Tulis komentar pada transaksi ini: “Asked: [Judul dari langkah 2]” (hanya jika Tahap adalah Menang) (bila gagal, langkah berikutnya tetap dijalankan)'])
  expect(summarise(lexicon('en'), { object: 'deal', trigger: { type: 'record', on: ['updated'], to: { stage: 'won' }, reenrol: 'afterExit' }, steps: [] }).map(({ text }) => text)).toEqual([
    'When a deal is changed and comes to be: Stage is Won', 'Again only after it ceased to hold', 'For every such record'])
})

test('conditions on what a record is related to are read with their labels, however they are joined', () => {
  const line = (condition: Record<string, unknown>) => summarise(lexicon('en'), { object: 'task', trigger: { type: 'record', on: ['created'] }, condition, steps: [] }).map(({ text }) => text).at(-1)
  expect(line({ deal: { or: [{ pulseCheck: { empty: false } }, { stage: 'won' }] } })).toBe('Only if Deal › Pulse Check is filled or Deal › Stage is Won')
  expect(line({ deal: { not: { contact: { fullName: { contains: 'Rina' } } } } })).toMatch(/Deal › Contact › Full name/)
  expect(line({ about: { deal: { stage: { in: ['won'] } } } })).toBe('Only if About › Stage is Won')
})

test('records are told by where they come from, never by an id, and lists and orders as people say them', () => {
  const told = (language: 'en' | 'id') => summarise(lexicon(language), {
    object: 'deal', trigger: { type: 'record', on: ['created'] }, condition: { stage: { in: ['won', 'lost'] }, amount: { between: [1, 5] }, contact: { mailing: { city: { eq: 'Bogor' } } } }, steps: [
      { id: 'find', type: 'findRecords', object: 'task', filter: {}, sort: '-dueAt' },
      { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [{ id: 'up', type: 'updateRecord', object: 'task', recordId: '{{ item.id }}', data: { deal: '{{ record.id }}' } }] },
      { id: 'made', type: 'createRecord', object: 'task', data: {} }, { id: 'gone', type: 'deleteRecord', object: 'task', recordId: '{{ steps.made.id }}' },
      { id: 'to', type: 'updateRecord', object: 'contact', recordId: '{{ record.contact.id }}', data: { fullName: '{{ record.contact.mailing.city }}' } }],
  }).map(({ text }) => text)
  expect(told('en')).toEqual([
    'When a deal is created', 'Once for each record, never again', 'Only if Stage is Won or “lost” and Amount is between 1 and 5 and Contact › Address › City is “Bogor”',
    '1. Look for all tasks', 'Sorted by Due, the last first', '2. For each of what step 1 found', '2.1. Change that task: Deal = this record',
    '3. Create a task: nothing yet', '4. Put the task (what step 3 made) into the bin', '5. Change the contact: Full name = Contact › Address › City'])
  expect(told('id').slice(2)).toEqual([
    'Hanya jika Tahap adalah Menang atau “lost” dan Nilai antara 1 dan 5 dan Kontak › Alamat › Kota adalah “Bogor”',
    '1. Cari semua tugas', 'Diurutkan menurut Tenggat, yang terakhir dulu', '2. Untuk setiap temuan langkah 1', '2.1. Ubah tugas itu: Transaksi = catatan ini',
    '3. Buat tugas: belum ada', '4. Pindahkan tugas (hasil langkah 3) ke tempat sampah', '5. Ubah kontaknya: Nama lengkap = Kontak › Alamat › Kota'])
})

test('what was decided, and whether what was waited for came about, are asked in words', () => {
  const lines = (language: 'en' | 'id') => summarise(lexicon(language), { object: 'deal', trigger: { type: 'button' }, steps: [
    { id: 'ask', type: 'requestApproval', title: 'Discount', approvers: [{ to: 'manager' }] }, { id: 'reply', type: 'wait', forEvent: { object: 'task' }, timeout: { days: 3 } },
    { id: 'go', type: 'stop', if: { 'steps.ask.outcome': { in: ['rejected', 'expired'] }, 'steps.reply.event': { eq: false }, 'clock.workday': { eq: true } } }] }).at(-1)!.text
  expect([lines('en'), lines('id')]).toEqual([
    '3. Stop here (only if the decision of step 1 is Rejected or Expired and not (what step 2 waits for has happened) and today is a working day)',
    '3. Berhenti di sini (hanya jika keputusan langkah 1 adalah Ditolak atau Lewat waktu dan bukan (yang ditunggu langkah 2 sudah terjadi) dan hari ini hari kerja)'])
})

test('a wait for an event says which one', () => {
  const line = (on?: string[]) => summarise(lexicon('en'), { object: 'deal', trigger: { type: 'button' }, steps: [{ id: 'reply', type: 'wait', forEvent: { object: 'task', ...on ? { on } : {} }, timeout: { days: 3 } }] }).map(({ text }) => text).at(-1)
  expect([line(['created']), line()]).toEqual(['1. Wait until a task is created, 3 days at most', '1. Wait until a task is created or is changed, 3 days at most'])
})

test('two versions differ in the lines that went and came', () => {
  const after = { ...pulse, trigger: { ...pulse.trigger, offset: { days: 5 } }, steps: pulse.steps.slice(1) }
  const lines = compareLines(summarise(lexicon('en'), { ...pulse, steps: pulse.steps.slice(1, 3) }), summarise(lexicon('en'), { ...after, steps: [after.steps[0]] }), line => line.text)
  expect(lines.map(({ kind, item }) => `${kind} ${item.text}`)).toEqual([
    'removed 3 days after Pulse Check of a deal, at 09:00', 'added 5 days after Pulse Check of a deal, at 09:00', 'same Only if Stage is Won and Contact › Full name is filled',
    'same 1. Create a task: Subject = “Ask”; Due = today + 1 day at 10:00', 'removed 2. Wait 1 day'])
})

test('whoever signs reads every text that goes out, who decides and by when, what ends it early, and how late is too late', () => {
  const whole = {
    object: 'deal', trigger: { type: 'record', on: ['updated'], to: { stage: 'won' }, reenrol: 'every' }, exit: { forEvent: { object: 'task', on: ['created'], match: { deal: '{{ record.id }}' }, filter: { subject: { eq: 'x' } } } },
    steps: [
      { id: 'mail', type: 'sendEmail', to: '{{ record.contact.fullName }}', subject: 'Hello', body: 'Dear {{ record.contact.fullName }}', cc: 'a@example.com' },
      { id: 'ask', type: 'requestApproval', title: 'Discount', approvers: [{ to: 'manager' }, { to: ['role:sales'], need: 'all' }], lockExcept: ['amount'], remindAfter: { hours: 4 }, escalateAfter: { hours: 8 }, expireAfter: { hours: 24, outcome: 'approved' } },
      { id: 'clear', type: 'updateRecord', data: { amount: null } },
      { id: 'until', type: 'wait', forEvent: { on: ['updated'], to: { stage: 'won' } }, timeout: { days: 2 } }],
  }
  const told = (workflow: Parameters<typeof summarise>[1], language: 'en' | 'id' = 'en') => summarise(lexicon(language), workflow).map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)
  expect(told(whole)).toEqual([
    'When a deal is changed and comes to be: Stage is Won', '  Every time it happens', '  For every such record', '  Ends at once when a task is created, where Deal = this record (only if Subject is “x”)',
    '1. Email Contact › Full name: “Hello”', '  Text: “Dear [Contact › Full name]”', '  Copy to a@example.com',
    '2. Ask for approval: “Discount”', '  Level 1: the owner’s manager decides', '  Level 2: all of the role Sales decide', '  The record is locked meanwhile, but for Amount', '  Reminded after 4 hours', '  After 8 hours whom the approvers report to may decide alone', '  Approved by itself after 24 hours',
    '3. Change this deal: Amount = (nothing)', '4. Wait until a deal is changed and comes to be: Stage is Won, 2 days at most'])
  expect(told({ ...pulse, inTransaction: true, trigger: { ...pulse.trigger, grace: { hours: 12 }, timeZone: 'Asia/Makassar' }, steps: [] }, 'id')).toEqual([
    '3 hari setelah Pulse Check dari transaksi, pukul 09.00', '  Menurut zona waktu Asia/Makassar', '  Tidak lagi bila terlambat lebih dari 12 jam', '  Hanya jika Tahap adalah Menang dan Kontak › Nama lengkap terisi', '  Bersama perubahan itu sendiri: yang tidak dapat dilakukan menolak perubahannya'])
  // so that no change of a text goes unseen between two versions
  const [mail] = whole.steps
  const lines = compareLines(summarise(lexicon('en'), { ...whole, steps: [mail] }), summarise(lexicon('en'), { ...whole, steps: [{ ...mail, body: 'Other' }] }), line => line.text)
  expect(lines.filter(({ kind }) => kind !== 'same').map(({ kind, item }) => `${kind} ${item.text}`)).toEqual(['removed Text: “Dear [Contact › Full name]”', 'added Text: “Other”'])
})
