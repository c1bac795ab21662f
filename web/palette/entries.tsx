// Command palette: what it offers for what is typed.
import { useColorScheme } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { FileUp, Keyboard, Languages, LogOut, Moon, Plus, Settings, Sun } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { api } from '../api.ts'
import { useScreenCommands } from '../commands.ts'
import { useRegion, useText } from '../i18n.tsx'
import { navigationObjects } from '../layout/objects.ts'
import { signOut } from '../layout/session-region.ts'
import { shellTexts } from '../layout/texts.ts'
import { useChooseLanguage } from '../layout/user-menu.tsx'
import { useObjects, useSession } from '../queries.ts'
import { settingsPages } from '../settings/pages.ts'
import { texts } from '../texts.ts'
import { ObjectIcon } from '../ui/object-icon.tsx'

export type Entry = { id: string; label: string; detail?: string; hint?: string; icon?: ReactNode; keys?: string; href?: string; run: () => void }
export type EntryGroup = { title: string; entries: Entry[] }

/** One hit of GET /search. `highlights` name the field that matched, its words between ⟦ and ⟧ or <mark> taken off here. */
type Hit = { object: string; id: string; title: string | null; subtitle?: string | null; highlights?: { field: string; text: string }[] | Record<string, string> }

const icon = { size: 18, strokeWidth: 1.75 } as const

/** Waits until the typing pauses. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}

const plain = (text: string) => text.replace(/<\/?(mark|b|em)>|[⟦⟧]/g, '')

function detailOf(hit: Hit): string | undefined {
  if (hit.subtitle) return hit.subtitle
  const found = Array.isArray(hit.highlights) ? hit.highlights.map((one) => one.text) : Object.values(hit.highlights ?? {})
  return found.map(plain).find((text) => text !== hit.title)
}

export function useEntries(query: string, { onKeys }: { onKeys: () => void }): { groups: EntryGroup[]; searching: boolean } {
  const t = useText()
  const router = useRouter()
  const asked = useSettled(query, 120)
  const search = useQuery({
    queryKey: ['search', asked], enabled: asked.length > 1, placeholderData: keepPreviousData, staleTime: 10_000,
    queryFn: ({ signal }) => api.get<{ data: Hit[] }>('/search', { q: asked, limit: 12 }, signal),
  })
  const objects = useObjects()
  const go = (path: string) => () => router.history.push(path)
  const hits: Entry[] = query.length < 2 ? [] : (search.data?.data ?? []).map((hit) => {
    const object = objects.find((one) => one.name === hit.object)
    const href = `/o/${hit.object}/${hit.id}`
    return {
      id: href, href, label: plain(hit.title ?? '') || '–', detail: detailOf(hit), hint: t(object?.label), run: go(href),
      icon: <ObjectIcon object={hit.object} icon={object?.icon} />,
    }
  })
  const screen = useScreenCommands()
  const matches = (entry: { label: string; hint?: string }) => matchWords(`${entry.label} ${entry.hint ?? ''}`, query)
  const groups = [
    { title: t(shellTexts.here), entries: screen.filter(matches) },
    { title: t(shellTexts.results), entries: hits },
    { title: t(shellTexts.pages), entries: usePages(go).filter(matches).slice(0, query ? 8 : 7) },
    { title: t(shellTexts.actions), entries: useActions(go, onKeys).filter(matches).slice(0, query ? 8 : 6) },
  ]
  return { groups, searching: query.length > 1 && (search.isFetching || asked !== query) }
}

/** Every typed word begins some word of the entry. */
function matchWords(text: string, query: string): boolean {
  const words = text.toLowerCase().split(/[\s,()/·]+/)
  return query.toLowerCase().split(/\s+/).every((asked) => words.some((word) => word.startsWith(asked)))
}

function usePages(go: (path: string) => () => void): Entry[] {
  const t = useText()
  const objects = navigationObjects(useObjects())
  const administrator = useSession()?.administrator ?? false
  const pages: Entry[] = [
    { id: '/', href: '/', label: t(texts.myDay), icon: <Sun {...icon} />, keys: 'G H', run: go('/') },
    ...objects.map((object) => {
      const href = `/o/${object.name}`
      return { id: href, href, label: t(object.pluralLabel ?? object.label), icon: <ObjectIcon object={object.name} icon={object.icon} />, run: go(href) }
    }),
    { id: '/import', href: '/import', label: t(texts.import), icon: <FileUp {...icon} />, run: go('/import') },
  ]
  const settings = settingsPages.filter((page) => page.menu && (administrator || !page.administrator)).map((page) => {
    const href = `/settings/${page.path}`
    return { id: href, href, label: t(page.label), hint: t(texts.settings), icon: <Settings {...icon} />, run: go(href) }
  })
  return [...pages, ...settings]
}

function useActions(go: (path: string) => () => void, onKeys: () => void): Entry[] {
  const t = useText()
  const objects = navigationObjects(useObjects()).filter((object) => object.access.create)
  const { language } = useRegion()
  const choose = useChooseLanguage()
  const { mode, systemMode, setMode } = useColorScheme()
  const dark = (mode === 'system' ? systemMode : mode) === 'dark'
  return [
    ...objects.map((object) => ({
      id: `new-${object.name}`, label: t(shellTexts.newRecord, { object: t(object.label).toLowerCase() }), icon: <Plus {...icon} />, run: go(`/o/${object.name}?new=1`),
    })),
    { id: 'scheme', label: t(dark ? shellTexts.useLight : shellTexts.useDark), icon: dark ? <Sun {...icon} /> : <Moon {...icon} />, run: () => setMode(dark ? 'light' : 'dark') },
    { id: 'language', label: t(language === 'id' ? shellTexts.speakEnglish : shellTexts.speakIndonesian), icon: <Languages {...icon} />, run: () => choose(language === 'id' ? 'en' : 'id') },
    { id: 'keys', label: t(texts.keys), icon: <Keyboard {...icon} />, keys: '?', run: onKeys },
    { id: 'sign-out', label: t(texts.signOut), icon: <LogOut {...icon} />, run: () => void signOut() },
  ]
}
