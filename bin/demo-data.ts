// The people, companies, deals and tasks of the demo workspace: invented, Indonesian, the same each time. A base of 500
// customers two years ago and 150 more in each year since, told in fortnights: 0 is two years ago, `now` is today.
const first = ['Budi', 'Siti', 'Agus', 'Dewi', 'Rina', 'Joko', 'Ayu', 'Eko', 'Putri', 'Bayu', 'Lestari', 'Wahyu', 'Indah', 'Rudi', 'Maya', 'Hendra', 'Fitri', 'Yusuf', 'Nurhayati', 'Andi', 'Suharto', 'Kartini', 'Galih']
const last = ['Santoso', 'Wijaya', 'Saputra', 'Hidayat', 'Pratama', 'Kusuma', 'Nugroho', 'Rahayu', 'Siregar', 'Simanjuntak', 'Halim', 'Gunawan', 'Setiawan', 'Utami', 'Hartono', '', 'Maharani']
const places = [['Jakarta', 'DKI Jakarta'], ['Bandung', 'Jawa Barat'], ['Surabaya', 'Jawa Timur'], ['Tangerang', 'Banten'], ['Medan', 'Sumatera Utara'], ['Denpasar', 'Bali'], ['Makassar', 'Sulawesi Selatan']]
const kinds = ['PT', 'CV', 'UD']
const firms = ['Sinar Abadi', 'Mitra Karya', 'Nusantara Jaya', 'Cahaya Timur', 'Berkah Lestari', 'Samudra Biru', 'Anugerah Prima', 'Graha Sentosa', 'Bintang Selatan', 'Rumah Kreasi']
const branches = ['', ' Mandiri', ' Utama', ' Persada']
const trades = ['Perhotelan', 'Ritel', 'Manufaktur', 'Properti', 'Logistik', 'Kesehatan']
/** What a template without goods of its own deals in. */
export const wares = ['Papan nama akrilik', 'Jam tangan Submariner', 'Tas kulit Kelly', 'Rak pajangan', 'Plakat penghargaan', 'Neon box', 'Akrilik potong laser', 'Cincin berlian', 'Servis berkala', 'Paket suvenir']
const sources = ['referral', 'search', 'marketplace', 'socialMedia', 'exhibition', 'rfq', 'whatsappBroadcast']
const reasons = ['Harga', 'Waktu pengiriman', 'Harga', 'Memilih pesaing', 'Anggaran ditunda']
const open = ['prospect', 'qualified', 'consultation', 'proposal', 'negotiation']

const pick = <T>(list: T[], at: number): T => list[at % list.length]

export const BASE = 500
export const PER_YEAR = 150
/** Fortnights from the beginning to today. */
export const now = 52
const YEAR = 26
const DEALS = 10 * (now + 1)

export const companies = Array.from({ length: 40 }, (_, at) => ({
  name: `${pick(kinds, at)} ${pick(firms, at)}${branches[Math.floor(at / firms.length)]}`, industry: pick(trades, at), segment: pick(['luxury', 'corporate', 'retail'], at), customerType: 'b2b',
  phone: `0215${String(550100 + at * 137)}`, billingAddress: { city: pick(places, at)[0], province: pick(places, at)[1] },
}))

/** `since` is the fortnight in which she became known, `company` a place in `companies`. */
export const contacts = Array.from({ length: BASE + 2 * PER_YEAR }, (_, at) => {
  const [city, province] = pick(places, at * 3)
  const given = pick(first, at * 7)
  const business = at % 4 === 0
  return {
    since: at < BASE ? 0 : Math.min(now, 1 + Math.floor((at - BASE) * YEAR / PER_YEAR)), company: business ? at / 4 % companies.length : undefined,
    data: {
      firstName: given, lastName: pick(last, at * 5) || null, salutation: at % 2 ? 'Ibu' : 'Bapak', phone: `0812${String(30_000_000 + at * 7919).slice(0, 8)}`, email: `${given.toLowerCase()}${at}@example.com`,
      dateOfBirth: `${1955 + at * 13 % 48}-${String(1 + at * 5 % 12).padStart(2, '0')}-${String(1 + at * 11 % 28).padStart(2, '0')}`, source: pick(sources, at), messageConsent: at % 3 !== 0, occupation: pick(['Pengusaha', 'Dokter', 'Manajer', 'Arsitek'], at), mailingAddress: { city, province }, ...business ? { customerType: 'b2b', jobTitle: 'Manajer Pembelian' } : {},
    },
  }
})

export interface Move { at: number, stage: string, lostReason?: string }

/** Where a deal goes: faster in the second year, four in ten are won, and what is young is still on its way. */
function movesOf(at: number, born: number): Move[] {
  const gap = born < YEAR ? 2 : at % 3 === 0 ? 2 : 1
  const outcome = at * 7 % 10
  const lost = outcome >= (born < YEAR ? 4 : 5)
  const stages = lost ? open.slice(1, 2 + outcome % 4) : [...open.slice(1), 'won', 'delivered']
  const moves: Move[] = stages.map((stage, step) => ({ at: born + (step + 1) * gap, stage }))
  if (lost) moves.push({ at: born + (stages.length + 1) * gap, stage: 'lost', lostReason: pick(reasons, at) })
  // not all that is on its way moved today
  return moves.filter(move => move.at <= now - at % 4)
}

export interface Deal { born: number, moves: Move[], contact: number, company: number | undefined, /** A place in the goods. */ ware: number, closing: number, data: { name: string, amount: number, source: string } }

/** `contact` is a place in `contacts` that is known by then, `born` the fortnight in which it was opened, `closing` in days from today. */
export const dealsOf = (goods: string[]): Deal[] => Array.from({ length: DEALS }, (_, at) => {
  const born = Math.floor(at / 10)
  const known = BASE + Math.floor((born - 1) * PER_YEAR / YEAR)
  const contact = at * 37 % Math.max(BASE, known)
  const moves = movesOf(at, born)
  return {
    born, moves, contact, company: contacts[contact].company, ware: at * 3 % goods.length,
    closing: ((moves.find(move => move.stage === 'won')?.at ?? born + 6) - now) * 14 + (moves.some(move => move.stage === 'won' || move.stage === 'lost') ? 0 : 15 + at * 7 % 80),
    data: { name: `${pick(goods, at * 3)} ${pick(first, at * 5)}`, amount: (5 + at * 13 % 240) * (born < YEAR ? 400_000 : 500_000), source: pick(sources, at * 2) },
  }
})

/** `deal` is a place in `deals`, `due` in days from today: those of the youngest deals. */
export const tasksOf = (deals: Deal[]) => Array.from({ length: 48 }, (_, at) => {
  const deal = deals.length - 1 - at * 2
  return { deal, due: at % 12 - 4, data: { subject: `${pick(['Telepon', 'Kirim penawaran', 'Kunjungi', 'Tanyakan kabar'], at)}: ${deals[deal].data.name}`, priority: pick(['normal', 'high', 'low', 'urgent'], at), status: at % 6 === 5 ? 'done' : 'open', estimate: pick([900, 1800, 3600, 7200], at) } }
})

export const notes = Array.from({ length: 60 }, (_, at) => ({ body: pick(['Minta contoh bahan sebelum setuju.', 'Lebih suka dihubungi lewat WhatsApp setelah jam 4 sore.', 'Anggaran sudah disetujui direksi.', 'Menunggu keputusan akhir bulan.', 'Puas dengan pesanan terakhir.'], at), deal: DEALS - 1 - at * 3 }))

export const leadsOf = (goods: string[]) => Array.from({ length: 60 }, (_, at) => ({
  firstName: pick(first, at * 11 + 3), lastName: pick(last, at * 3 + 1) || null, phone: `0857${String(40_000_000 + at * 6151).slice(0, 8)}`, source: pick(sources, at * 3), interest: pick(goods, at), status: pick(['new', 'contacted', 'qualified', 'new', 'unqualified'], at),
}))

/** What the company wants to reach this year. */
export const goals = [
  { name: 'Penjualan tahun ini', metric: 'wonAmount', baseline: 5_000_000_000, target: 9_000_000_000 },
  { name: 'Siklus penjualan 20 % lebih singkat', metric: 'medianCycleDays', baseline: 140, target: 112 },
  { name: 'Tingkat berhasil', metric: 'winRate', baseline: 40, target: 50 },
] as const
