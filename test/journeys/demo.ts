// Journeys: a believable shop for the pictures: companies, customers, deals on every stage and tasks, written through the API.
// One contact and one deal have names as long as they come.
import type { Client } from '../client.ts'

const longName = 'Raden Ajeng Siti Nurhaliza Kusumawardhani Prawirodirdjo Notonegoro Hadiningrat'
export const longDeal = 'Paket pemasangan papan nama akrilik huruf timbul untuk dua puluh tujuh cabang di Jawa Barat, Banten dan Lampung (tahap kedua)'

const first = ['Budi', 'Siti', 'Agus', 'Dewi', 'Rizky', 'Putri', 'Andi', 'Rina', 'Hendra', 'Maya', 'Yusuf', 'Lestari', 'Bayu', 'Indah', 'Fajar', 'Wulan', 'Teguh', 'Ayunda', 'Galih', 'Kartika']
const last = ['Santoso', 'Wijaya', 'Pratama', 'Lestari', 'Hidayat', 'Kusuma', 'Siregar', 'Nasution', 'Gunawan', 'Halim', 'Setiawan', 'Anggraini', 'Simanjuntak', '', 'Maharani', 'Tanuwijaya', 'Saputra', 'Rahmawati', 'Hartono']
const companyNames = ['PT Cahaya Abadi Sentosa', 'CV Maju Bersama', 'PT Sumber Rejeki Makmur', 'UD Tani Jaya', 'PT Nusantara Retail Indonesia', 'Klinik Sehat Keluarga', 'Hotel Puri Kencana', 'Kopi Lereng Merapi', 'PT Bintang Laut Timur', 'Toko Emas Naga Mas', 'PT Graha Karya Mandiri', 'CV Batik Sekar Jagad', 'Restoran Selera Minang', 'PT Agung Logistik', 'Apotek Waras', 'PT Samudra Niaga']
const cities = ['Jakarta Selatan', 'Bandung', 'Surabaya', 'Semarang', 'Yogyakarta', 'Denpasar', 'Medan', 'Makassar', 'Tangerang', 'Bogor']
const jobs = ['Pemilik', 'Manajer pembelian', 'Direktur', 'Kepala gudang', 'Staf administrasi', 'Manajer toko']
const goods = ['Rolex Datejust 36', 'Papan nama akrilik', 'Omega Speedmaster', 'Servis AC 12 unit', 'Tas Hermès Birkin 30', 'Neon box 3 × 1 m', 'Alat tes kolesterol', 'Cartier Tank', 'Langganan toko daring', 'Plakat akrilik 200 buah', 'Chanel Classic Flap', 'Perawatan genset', 'Rak display akrilik', 'Patek Philippe Calatrava', 'Huruf timbul stainless']
const stages = ['prospect', 'prospect', 'prospect', 'qualified', 'qualified', 'consultation', 'consultation', 'proposal', 'proposal', 'negotiation', 'won', 'won', 'lost']
const chores = ['Telepon', 'Kirim penawaran untuk', 'Tanyakan kabar', 'Jadwalkan kunjungan ke', 'Kirim contoh bahan ke', 'Ingatkan pembayaran']

const pick = <T>(list: T[], index: number): T => list[index % list.length]
const day = 86_400_000

async function create(client: Client, object: string, rows: object[]): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < rows.length; start += 200) {
    const operations = rows.slice(start, start + 200).map(data => ({ op: 'create', data }))
    const { results } = await client.post(`/records/${object}/batch`, { operations })
    ids.push(...results.map(({ record }: { record: { id: string } }) => record.id))
  }
  return ids
}

export interface Demo { companies: string[], contacts: string[], deals: string[], tasks: string[], longContact: string, longDeal: string }

/** `owner` owns most deals and tasks. */
export async function fillDemo(client: Client, owner: string, { contacts: many = 260, deals: dealCount = 96 } = {}): Promise<Demo> {
  const colleague = (await client.post('/members', { email: 'rizky@example.com', name: 'Rizky Pratama', role: 'sales' })).id as string
  const companies = await create(client, 'company', companyNames.map((name, index) => ({
    name, customerType: 'b2b', industry: pick(['Ritel', 'Kuliner', 'Kesehatan', 'Logistik'], index), phone: `021${5550100 + index * 37}`, owner,
  })))
  const contacts = await create(client, 'contact', Array.from({ length: many }, (_, index) => contactOf(index, companies, index % 4 ? owner : colleague)))
  const deals = await create(client, 'deal', Array.from({ length: dealCount }, (_, index) => ({
    name: index === 7 ? longDeal : `${pick(goods, index * 7 + 3)}${index % 3 ? '' : ` – ${pick(cities, index)}`}`,
    stage: pick(stages, index * 5), amount: { amount: [3_500_000, 18_750_000, 96_000_000, 185_000_000, 1_250_000_000][(index * 3) % 5] + (index % 9) * 250_000, currency: 'IDR' },
    contact: contacts[(index * 11) % contacts.length], ...(index % 2 ? { company: pick(companies, index) } : {}), closingDate: new Date(Date.now() + ((index * 13) % 70 - 20) * day).toISOString().slice(0, 10),
    source: pick(['referral', 'website', 'socialMedia', 'marketplace', 'exhibition'], index), owner: index % 3 ? owner : colleague,
  })))
  const tasks = await create(client, 'task', Array.from({ length: 26 }, (_, index) => ({
    subject: `${pick(chores, index)} ${nameOf((index * 11) % many)}`, owner, priority: pick(['normal', 'high', 'normal', 'low', 'urgent'], index), status: index % 9 === 8 ? 'done' : 'open',
    about: { object: 'deal', id: deals[(index * 3) % deals.length] }, contact: contacts[(index * 33) % contacts.length],
    ...(index % 7 === 6 ? {} : { dueAt: new Date(Date.now() + (index - 8) * day / 3).toISOString() }),
  })))
  await create(client, 'note', [
    { body: 'Bertemu Pak Hendra di toko. Beliau setuju dengan ukuran 3 × 1 m, minta contoh warna sebelum Jumat.', about: { object: 'deal', id: deals[7] } },
    { body: 'Minta dihubungi lewat WhatsApp setelah pukul 17.00.', about: { object: 'contact', id: contacts[3] } },
  ])
  return { companies, contacts, deals, tasks, longContact: contacts[3], longDeal: deals[7] }
}

function nameOf(index: number): string {
  return index === 3 ? longName : `${pick(first, index)} ${pick(last, index * 3 + Math.floor(index / 20))}`.trim()
}

function contactOf(index: number, companies: string[], owner: string): object {
  const [firstName, ...rest] = nameOf(index).split(' ')
  const business = index % 3 === 0
  return {
    firstName, lastName: rest.join(' ') || null, phone: `0812${String(30000000 + index * 7919)}`, email: `${firstName.toLowerCase()}.${index}@contoh.co.id`, owner,
    ...(business ? { customerType: 'b2b', company: pick(companies, index), jobTitle: pick(jobs, index) } : { customerType: 'b2c' }),
    mailingAddress: { city: pick(cities, index), country: 'ID' }, source: pick(['referral', 'website', 'marketplace', 'socialMedia'], index), ...(index % 5 ? {} : { tags: ['VIP'] }),
  }
}
