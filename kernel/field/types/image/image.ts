// Field type image: a list of pictures; as the type file, of raster pictures only (kernel/file/file-type.ts).
import { fileFieldType } from '../file/file-value.ts'

export const image = fileFieldType('image', { en: 'Pictures', id: 'Gambar' }, [
  [{ id: '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d04', name: 'Gelang emas.jpg', size: 1_204_551, type: 'image/jpeg' }],
  ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d05'],
])
