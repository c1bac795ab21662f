// The web app's build: hashed files in dist/web, no inline script (the content-security policy forbids it).
// `vite` alone serves the sources; HUBUNG_API names the server that answers /api (by default http://127.0.0.1:3000).
import react from '@vitejs/plugin-react'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { defineConfig } from 'vite'

// Three files rather than a hundred: the ground that every screen stands on, the icons, and what a dozen screens share. Small
// files, each compressed alone, cost the first load 13 kB more.
const chunks = [
  { name: 'base', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/](react-)?(router|query|store|history)[^\\/]*|@emotion|stylis)[\\/]/, priority: 2 },
  { name: 'icons', test: /node_modules[\\/]lucide-react[\\/]/, priority: 1, minShareCount: 4 },
  { name: 'shared', test: /[\\/]web[\\/]/, minShareCount: 12 },
]

// The types that the web app asks the server by must be those of the routes (bin/contract.ts).
const contract = {
  name: 'contract',
  async buildStart() {
    const { checkContract } = await import(pathToFileURL(fileURLToPath(new URL('./bin/contract.ts', import.meta.url))).href) as typeof import('./bin/contract.ts')
    await checkContract()
  },
}

export default defineConfig({
  root: fileURLToPath(new URL('./web', import.meta.url)),
  plugins: [contract, react()],
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    port: 5173,
    proxy: {
      '^/api/': { target: process.env.HUBUNG_API ?? 'http://127.0.0.1:3000', ws: true },
    },
  },
})
