// Field type file: a list of files, each { id, name, size, type }. They are brought by POST /files before; a value may name
// the ids alone (kernel/file/hang.ts tells the rest).
import { fileFieldType } from './file-value.ts'

export const file = fileFieldType('file', { en: 'Files', id: 'Berkas' }, [
  [{ id: '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d01', name: 'Perjanjian "final".pdf', size: 48_213, type: 'application/pdf' }],
  ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d02', '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d02', { id: '0197A5B0-7C5E-7D3A-9F10-3F2B8E1C4D03' }],
])
