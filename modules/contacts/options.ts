// Contacts: choices that several objects share, with their labels. Also the catalogue of where customers come from.
import type { Option } from '../../kernel/object/definition.ts'

export const customerTypes: Option[] = [
  { value: 'b2b', label: { en: 'Business (B2B)', id: 'Bisnis (B2B)' }, color: 'blue' },
  { value: 'b2c', label: { en: 'Consumer (B2C)', id: 'Perorangan (B2C)' }, color: 'teal' },
]

export const sources: Option[] = [
  { value: 'referral', label: { en: 'Referral', id: 'Rujukan' } },
  { value: 'search', label: { en: 'Search engine', id: 'Mesin pencari' } },
  { value: 'marketplace', label: { en: 'Marketplace', id: 'Lokapasar' } },
  { value: 'socialMedia', label: { en: 'Social media', id: 'Media sosial' } },
  { value: 'exhibition', label: { en: 'Exhibition', id: 'Pameran' } },
  { value: 'linkedin', label: { en: 'LinkedIn', id: 'LinkedIn' } },
  { value: 'rfq', label: { en: 'Request for quotation', id: 'Permintaan penawaran' } },
  { value: 'flyer', label: { en: 'Flyer', id: 'Brosur' } },
  { value: 'doorToDoor', label: { en: 'Door to door', id: 'Kunjungan langsung' } },
  { value: 'whatsappBroadcast', label: { en: 'WhatsApp broadcast', id: 'Siaran WhatsApp' } },
  { value: 'affiliate', label: { en: 'Affiliate', id: 'Afiliasi' } },
  { value: 'website', label: { en: 'Website', id: 'Situs web' } },
  { value: 'other', label: { en: 'Other', id: 'Lainnya' } },
]

/** Indonesia's three. */
export const timeZones: Option[] = [
  { value: 'Asia/Jakarta', label: { en: 'WIB (Western Indonesia)', id: 'WIB (Indonesia Barat)' } },
  { value: 'Asia/Makassar', label: { en: 'WITA (Central Indonesia)', id: 'WITA (Indonesia Tengah)' } },
  { value: 'Asia/Jayapura', label: { en: 'WIT (Eastern Indonesia)', id: 'WIT (Indonesia Timur)' } },
]

export const maritalStatuses: Option[] = [
  { value: 'single', label: { en: 'Single', id: 'Belum menikah' } },
  { value: 'married', label: { en: 'Married', id: 'Menikah' } },
  { value: 'divorced', label: { en: 'Divorced', id: 'Cerai hidup' } },
  { value: 'widowed', label: { en: 'Widowed', id: 'Cerai mati' } },
]

export const languages: Option[] = [
  { value: 'id', label: { en: 'Indonesian', id: 'Bahasa Indonesia' } },
  { value: 'en', label: { en: 'English', id: 'Bahasa Inggris' } },
  { value: 'zh', label: { en: 'Chinese', id: 'Bahasa Mandarin' } },
  { value: 'ja', label: { en: 'Japanese', id: 'Bahasa Jepang' } },
  { value: 'ko', label: { en: 'Korean', id: 'Bahasa Korea' } },
  { value: 'ar', label: { en: 'Arabic', id: 'Bahasa Arab' } },
  { value: 'nl', label: { en: 'Dutch', id: 'Bahasa Belanda' } },
]

export const leadStatuses: Option[] = [
  { value: 'new', label: { en: 'New', id: 'Baru' }, color: 'blue' },
  { value: 'contacted', label: { en: 'Contacted', id: 'Sudah dihubungi' }, color: 'teal' },
  { value: 'qualified', label: { en: 'Qualified', id: 'Memenuhi syarat' }, color: 'green' },
  { value: 'unqualified', label: { en: 'Unqualified', id: 'Tidak memenuhi syarat' }, color: 'gray' },
  { value: 'converted', label: { en: 'Converted', id: 'Dikonversi' }, color: 'purple' },
]

/** What somebody is in the business around the company; one person may be several at once. */
export const partyTypes: Option[] = [
  { value: 'buyer', label: { en: 'Buyer', id: 'Pembeli' }, color: 'green' },
  { value: 'seller', label: { en: 'Seller', id: 'Penjual' }, color: 'teal' },
  { value: 'propertyAgent', label: { en: 'Property agent', id: 'Agen properti' }, color: 'blue' },
  { value: 'technician', label: { en: 'Technician', id: 'Teknisi' }, color: 'orange' },
  { value: 'affiliate', label: { en: 'Affiliate', id: 'Afiliasi' }, color: 'purple' },
  { value: 'bank', label: { en: 'Bank', id: 'Bank' }, color: 'gray' },
  { value: 'developer', label: { en: 'Developer', id: 'Pengembang' }, color: 'yellow' },
]
