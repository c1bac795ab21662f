// The staff app's entry: theme, language, query cache, toasts, router.
import '@fontsource-variable/inter/index.css'
import { Global } from '@emotion/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api.ts'
import { guessLanguage, LanguageProvider } from './i18n.tsx'
import { installKeys } from './keys.ts'
import { router } from './router.tsx'
import { startScheme } from './scheme.ts'
import { globalStyles } from './theme.ts'
import { ToastProvider } from './ui/toast.tsx'

startScheme()
document.documentElement.lang = guessLanguage()
installKeys()

// A screen's file that is gone was replaced by a newer build: load the page anew, once.
window.addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('hubung.reloaded') === location.href) return
  event.preventDefault()
  sessionStorage.setItem('hubung.reloaded', location.href)
  location.reload()
})

// A file that is let fall where nothing takes it would open in place of the app and of all that is unsaved.
function keepPage(event: DragEvent): void {
  const isFileInput = event.target instanceof HTMLInputElement && event.target.type === 'file'
  if (event.defaultPrevented || isFileInput || !event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'none'
}
window.addEventListener('dragover', keepPage)
window.addEventListener('drop', keepPage)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Global styles={globalStyles} />
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
)
