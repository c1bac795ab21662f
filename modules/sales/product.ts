// Sales: what is sold.
import { defineObject } from '../../kernel/object/definition.ts'

export const product = defineObject('product', {
  label: { en: 'Product', id: 'Produk' },
  pluralLabel: { en: 'Products', id: 'Produk' },
  icon: 'package',
  title: 'name',
  fields: {
    name: { type: 'text', max: 200, required: true, label: { en: 'Name', id: 'Nama' } },
    sku: { type: 'text', max: 60, unique: true, label: { en: 'SKU', id: 'Kode barang' } },
    brand: { type: 'text', max: 120, index: true, label: { en: 'Brand', id: 'Merek' } },
    category: { type: 'text', max: 120, index: true, label: { en: 'Category', id: 'Kategori' } },
    price: { type: 'currency', index: true, label: { en: 'Price', id: 'Harga' } },
    customisation: {
      type: 'select', default: 'standard', label: { en: 'Customisation', id: 'Tingkat penyesuaian' },
      options: [
        { value: 'standard', label: { en: 'Standard', id: 'Standar' }, color: 'gray' },
        { value: 'medium', label: { en: 'Medium', id: 'Sedang' }, color: 'blue' },
        { value: 'high', label: { en: 'High', id: 'Tinggi' }, color: 'amber' },
        { value: 'veryHigh', label: { en: 'Very high', id: 'Sangat tinggi' }, color: 'red' },
      ],
    },
    active: { type: 'boolean', default: true, label: { en: 'Active', id: 'Aktif' } },
  },
})
