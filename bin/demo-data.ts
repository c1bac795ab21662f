// The people, companies and deals of the demo workspace: invented, Indonesian, the same each time.
const first = ['Budi', 'Siti', 'Agus', 'Dewi', 'Rina', 'Joko', 'Ayu', 'Eko', 'Putri', 'Bayu', 'Lestari', 'Wahyu', 'Indah', 'Rudi', 'Maya', 'Hendra', 'Fitri', 'Yusuf', 'Nurhayati', 'Andi', 'Suharto', 'Kartini']
const last = ['Santoso', 'Wijaya', 'Saputra', 'Hidayat', 'Pratama', 'Kusuma', 'Nugroho', 'Rahayu', 'Siregar', 'Simanjuntak', 'Halim', 'Gunawan', 'Setiawan', 'Utami', 'Hartono', '']
const places = [['Jakarta', 'DKI Jakarta'], ['Bandung', 'Jawa Barat'], ['Surabaya', 'Jawa Timur'], ['Tangerang', 'Banten'], ['Medan', 'Sumatera Utara'], ['Denpasar', 'Bali'], ['Makassar', 'Sulawesi Selatan']]
const firms = ['PT Sinar Abadi', 'CV Mitra Karya', 'PT Nusantara Jaya', 'PT Cahaya Timur', 'UD Berkah Lestari', 'PT Samudra Biru', 'CV Anugerah Prima', 'PT Graha Sentosa', 'PT Bintang Selatan', 'CV Rumah Kreasi']
const trades = ['Perhotelan', 'Ritel', 'Manufaktur', 'Properti', 'Logistik', 'Kesehatan']
const goods = ['Papan nama akrilik', 'Jam tangan Submariner', 'Tas kulit Kelly', 'Rak pajangan', 'Plakat penghargaan', 'Neon box', 'Akrilik potong laser', 'Cincin berlian', 'Servis berkala', 'Paket suvenir']
const stages = ['prospect', 'qualified', 'consultation', 'proposal', 'negotiation', 'won', 'lost']
const sources = ['referral', 'search', 'marketplace', 'socialMedia', 'exhibition', 'rfq', 'whatsappBroadcast']

const pick = <T>(list: T[], at: number): T => list[at % list.length]

export const companies = firms.map((name, at) => ({ name, industry: pick(trades, at), customerType: 'b2b', phone: `0215${String(550100 + at * 137)}`, billingAddress: { city: pick(places, at)[0], province: pick(places, at)[1] } }))

/** `company` is a place in `companies`. */
export const contacts = Array.from({ length: 120 }, (_, at) => {
  const [city, province] = pick(places, at * 3)
  const given = pick(first, at * 7)
  return {
    firstName: given, lastName: pick(last, at * 5) || null, salutation: at % 2 ? 'Ibu' : 'Bapak', phone: `0812${String(30_000_000 + at * 7919).slice(0, 8)}`, email: `${given.toLowerCase()}${at}@example.com`,
    source: pick(sources, at), occupation: pick(['Pengusaha', 'Dokter', 'Manajer', 'Arsitek'], at), mailingAddress: { city, province }, ...(at % 4 === 0 ? { customerType: 'b2b', jobTitle: 'Manajer Pembelian' } : {}),
    company: at % 4 === 0 ? at / 4 % firms.length : undefined,
  }
})

/** `contact` is a place in `contacts`, `closing` in days from now. */
export const deals = Array.from({ length: 64 }, (_, at) => ({
  name: `${pick(goods, at * 3)} ${pick(first, at * 5)}`, stage: pick(stages, at * 4 + Math.floor(at / 7)), amount: (5 + at * 13 % 240) * 500_000, contact: at * 11 % 120, source: pick(sources, at * 2), closing: at * 5 % 90 - 20,
  ...(pick(stages, at * 4 + Math.floor(at / 7)) === 'lost' ? { lostReason: pick(['Harga', 'Waktu pengiriman', 'Memilih pesaing'], at) } : {}),
}))

/** `deal` is a place in `deals`, `due` in days from now. */
export const tasks = Array.from({ length: 24 }, (_, at) => ({ subject: `${pick(['Telepon', 'Kirim penawaran', 'Kunjungi', 'Tanyakan kabar'], at)}: ${deals[at * 2].name}`, deal: at * 2, due: at % 9 - 3, priority: pick(['normal', 'high', 'low', 'urgent'], at), status: at % 6 === 5 ? 'done' : 'open' }))

export const notes = Array.from({ length: 30 }, (_, at) => ({ body: pick(['Minta contoh bahan sebelum setuju.', 'Lebih suka dihubungi lewat WhatsApp setelah jam 4 sore.', 'Anggaran sudah disetujui direksi.', 'Menunggu keputusan akhir bulan.', 'Puas dengan pesanan terakhir.'], at), deal: at * 2 }))
