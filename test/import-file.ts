// Sends a file to POST /imports as a person would, and waits until the import is over.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Client, Reply } from './client.ts'

/** The folder of a data set that the repository does not ship; undefined where it is not there. */
export function dataFolder(name: string): string | undefined {
  const folder = fileURLToPath(new URL(`../../shared/data/${name}/`, import.meta.url))
  return existsSync(folder) ? folder : undefined
}

export function importForm(options: object | string, content: string | Uint8Array, name = 'import.csv'): FormData {
  const form = new FormData()
  form.append('options', typeof options === 'string' ? options : JSON.stringify(options))
  form.append('file', new Blob([content as BlobPart]), name)
  return form
}

export function sendImport(client: Client, options: object | string, content: string | Uint8Array, headers: Record<string, string> = {}): Promise<Reply> {
  return client.send('POST', '/imports', importForm(options, content), headers)
}

/** The status of the finished import. Throws when it is refused. */
export async function importFile(client: Client, options: object, content: string | Uint8Array): Promise<any> {
  const { id } = await client.post('/imports', importForm(options, content))
  return finished(client, id)
}

export function importPath(client: Client, options: object, path: string): Promise<any> {
  return importFile(client, options, readFileSync(path))
}

export async function finished(client: Client, id: string): Promise<any> {
  for (;;) {
    const status = await client.get(`/imports/${id}`)
    if (status.status !== 'running') return status
    await new Promise(done => setTimeout(done, 20))
  }
}

/** The error file's lines as cells, the heading first. */
export async function errorRows(client: Client, id: string): Promise<string[][]> {
  const text: string = await client.get(`/imports/${id}/errors`)
  return text.replace(/^\uFEFF/, '').trimEnd().split('\r\n').map(line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted === undefined ? plain : quoted.replaceAll('""', '"')))
}
