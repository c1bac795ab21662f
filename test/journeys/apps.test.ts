// Journeys: an app is registered by an administrator, allowed by a member, acts for her, and is ended again.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { asking, bearer, form, newVerifier } from '../outside-app.ts'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'
import { administrator, enter, look, newMember, phone, signIn, test, visit } from './browser.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace({ clock: 'wall' })
})

afterAll(() => w?.close())

/** The program that the member is sent back to. */
async function program(): Promise<{ back: string, arrived: Promise<URL> }> {
  let arrive: (address: URL) => void
  const arrived = new Promise<URL>(resolve => { arrive = resolve })
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/back')) arrive(new URL(request.url, 'http://127.0.0.1'))
    response.setHeader('content-type', 'text/html').end('<!doctype html><html lang="en"><title>n8n</title><main><h1>Connected</h1></main>')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => { server.close() })
  await new Promise(resolve => server.once('listening', resolve))
  return { back: `http://127.0.0.1:${(server.address() as AddressInfo).port}/back`, arrived }
}

test('an administrator registers an app, a member who signs in on the way allows it, it acts for her, and she ends it', async () => {
  const { back, arrived } = await program()
  const page = await enter(w, administrator, '/settings/apps')
  await look(page, 'apps-none wide id light')
  await page.getByRole('button', { name: 'Daftarkan aplikasi' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Nama').fill('n8n gudang')
  await sheet.getByLabel('Alamat pengalihan').fill('http://contoh.co.id/back')
  await sheet.getByRole('button', { name: 'Daftarkan aplikasi' }).click()
  await sheet.getByText('Seharusnya alamat dengan https://').waitFor()
  await sheet.getByLabel('Alamat pengalihan').fill(back)
  await look(page, 'apps-new wide id light')
  await sheet.getByRole('button', { name: 'Daftarkan aplikasi' }).click()
  const secret = await page.getByRole('textbox', { name: 'Client secret' }).inputValue()
  const clientId = await page.getByRole('textbox', { name: 'Client ID' }).inputValue()
  await look(page, 'apps-made wide id light')
  await page.getByRole('button', { name: 'Selesai' }).click()

  const sari = await newMember(w, 'sales', 'Sari Wulandari')
  const verifier = newVerifier()
  const asked = `/oauth/authorize?${new URLSearchParams(asking({ clientId }, verifier, { redirect_uri: back, state: '0012' }))}`
  const hers = await visit(w.url, asked)
  await signIn(hers, sari)
  await hers.getByRole('heading', { name: 'Izinkan n8n gudang bertindak untuk Anda?' }).waitFor()
  await look(hers, 'apps-ask wide id light')
  await hers.getByRole('button', { name: 'Izinkan', exact: true }).click()
  await hers.getByRole('heading', { name: 'Connected' }).waitFor()
  const answer = (await arrived).searchParams
  expect(answer.get('state')).toBe('0012')
  const { body } = await form(w.url, '/oauth/token', { grant_type: 'authorization_code', code: answer.get('code')!, redirect_uri: back, code_verifier: verifier, client_id: clientId, client_secret: secret })
  const made = await bearer(w, body.access_token).create('contact', { lastName: 'Dari n8n' })
  expect(made.owner).toBe(sari.id)

  await page.reload()
  await page.getByText('diizinkan 1 anggota').waitFor()
  await page.goto(`/settings/event-log?record=${made.id}&object=contact`)
  await page.getByText('n8n gudang').first().waitFor()
  const own = await enter(w, sari, '/settings/granted-apps', { language: 'en', theme: 'dark', ...phone })
  await look(own, 'apps-granted phone en dark')
  await own.getByRole('button', { name: 'End: n8n gudang' }).click()
  await own.getByText('No app acts for you').waitFor()
  expect((await bearer(w, body.access_token).send('GET', '/members')).status).toBe(401)
})

test('what cannot be allowed is said on the page, and the app learns only what it may', async () => {
  const { back, arrived } = await program()
  const app = await w.admin.post('/apps', { name: 'Aplikasi dengan nama yang luar biasa panjang sekali untuk penyelarasan stok gudang dan toko', redirects: [back], scope: 'admin' })
  const address = (more: object) => `/oauth/authorize?${new URLSearchParams(asking(app, newVerifier(), { redirect_uri: back, scope: 'admin', ...more }))}`
  const page = await enter(w, administrator, '/', { language: 'en', theme: 'dark', ...phone })
  await page.goto(address({}))
  await page.getByText('change members, roles, objects and settings').waitFor()
  await look(page, 'apps-ask phone en dark')
  await page.goto(address({ redirect_uri: 'https://evil.example.com/' }))
  await page.getByText('The app asks to be answered at an address that was not registered for it').waitFor()
  await look(page, 'apps-unknown phone en dark')
  await page.goto(address({ code_challenge: undefined }))
  await page.getByText('asks in a wrong way').waitFor()
  await look(page, 'apps-wrong phone en dark')
  await page.goto(address({}))
  await page.getByRole('button', { name: 'Do not allow' }).click()
  await page.getByRole('heading', { name: 'Connected' }).waitFor()
  expect((await arrived).searchParams.get('error')).toBe('access_denied')
  await page.goto('/settings/apps')
  await look(page, 'apps phone en dark')
})
