// Command palette: what it offers for what is typed.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { BadgeCheck, ChartNoAxesColumn, FileUp, ListChecks, Keyboard, Languages, LogOut, Moon, Plus, Settings, Sun, Trash2, UsersRound } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { api, type Row } from '../api.ts'
import { useScreenCommands } from '../commands.ts'
import { useRegion, useText, type Label } from '../i18n.tsx'
import { navigationObjects, showsLoad } from '../layout/objects.ts'
import { signOut } from '../layout/session-region.ts'
import { shellTexts } from '../layout/texts.ts'
import { useChooseLanguage } from '../layout/user-menu.tsx'
import { favouritesQuery, recentsQuery, type OwnRecord } from '../own-lists.ts'
import { useObjects, useSession, type ObjectInfo } from '../queries.ts'
import { useScheme } from '../scheme.ts'
import { settingsPages } from '../settings/pages.ts'
import { texts } from '../texts.ts'
import { useFormat } from '../use-format.ts'
import { v } from '../theme.ts'
import { ObjectIcon } from '../ui/object-icon.tsx'

export type Entry = { id: string; label: string; detail?: ReactNode; hint?: string; icon?: ReactNode; keys?: string; href?: string; run: () => void }
export type EntryGroup = { title: string; entries: Entry[] }

/** One hit of GET /search; `ranges` say where in `text` it matched. */
type Hit = Row<'GET /search'>

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

/** Where it matched, if not in the title: the field with its match in bold; else the record's subtitle. */
function detailOf(hit: Hit, object: ObjectInfo | undefined, t: (label: Label) => string, phoneOf: (value: string) => string): ReactNode {
  const inTitle = object ? [object.title, 'firstName', 'lastName'] : []
  const found = hit.highlights.find((one) => !inTitle.includes(one.field))
  if (!found) return hit.subtitle
  const field = object?.fields.find((one) => one.name === found.field)
  const label = t(field?.label)
  // a number is found in any spelling, so that no part of the one that is shown is the match
  if (field?.type === 'phone') return <>{label}: <strong style={{ fontWeight: 600, color: v.text }}>{phoneOf(found.text)}</strong></>
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of found.ranges) {
    parts.push(found.text.slice(at, from), <strong key={from} style={{ fontWeight: 600, color: v.text }}>{found.text.slice(from, to)}</strong>)
    at = to
  }
  return <>{label && `${label}: `}{parts}{found.text.slice(at)}</>
}

export function useEntries(query: string, { onKeys }: { onKeys: () => void }): { groups: EntryGroup[]; searching: boolean } {
  const t = useText()
  const format = useFormat()
  const router = useRouter()
  const asked = useSettled(query, 120)
  const search = useQuery({
    queryKey: ['search', asked], enabled: asked.length > 1, placeholderData: keepPreviousData, staleTime: 10_000,
    queryFn: ({ signal }) => api.get('/search', { query: { q: asked, limit: 12 }, signal }),
  })
  const objects = useObjects()
  // what was found for other words stays only as far as it fits these
  const stale = search.isPlaceholderData || asked !== query
  const go = (path: string) => () => router.history.push(path)
  const hits: Entry[] = query.length < 2 ? [] : (search.data?.data ?? []).filter((hit) => !stale || matchWords(hit.title ?? '', query)).map((hit) => {
    const object = objects.find((one) => one.name === hit.object)
    const href = `/o/${hit.object}/${hit.id}`
    return {
      id: href, href, label: hit.title || '–', detail: detailOf(hit, object, t, format.phone), hint: t(object?.label), run: go(href),
      icon: <ObjectIcon object={hit.object} icon={object?.icon} />,
    }
  })
  const own = (list: OwnRecord[] | undefined, most: number): Entry[] => (list ?? []).slice(0, most).map(({ object: name, id, title }) => {
    const object = objects.find((one) => one.name === name)
    const href = `/o/${name}/${id}`
    return { id: href, href, label: title ?? '–', hint: t(object?.label), run: go(href), icon: <ObjectIcon object={name} icon={object?.icon} /> }
  })
  const recents = own(useQuery({ ...recentsQuery, enabled: !query }).data, 6)
  const favourites = own(useQuery(favouritesQuery).data, 100)
  const screen = useScreenCommands()
  const matches = (entry: { label: string; hint?: string }) => matchWords(`${entry.label} ${entry.hint ?? ''}`, query)
  const groups = [
    { title: t(shellTexts.here), entries: screen.filter(matches) },
    { title: t(shellTexts.recent), entries: query ? [] : recents },
    { title: t(shellTexts.results), entries: hits },
    { title: t(shellTexts.favourites), entries: favourites.filter((entry) => query && matches(entry) && !hits.some((hit) => hit.id === entry.id)) },
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
    { id: '/approvals', href: '/approvals', label: t(shellTexts.approvals), icon: <BadgeCheck {...icon} />, run: go('/approvals') },
    ...objects.some((object) => object.name === 'deal') ? [{ id: '/sales', href: '/sales', label: t(shellTexts.salesInsight), icon: <ChartNoAxesColumn {...icon} />, run: go('/sales') }] : [],
    ...showsLoad(objects) ? [{ id: '/load', href: '/load', label: t(shellTexts.teamLoad), icon: <UsersRound {...icon} />, run: go('/load') }] : [],
    { id: '/import', href: '/import', label: t(texts.import), icon: <FileUp {...icon} />, run: go('/import') },
    { id: '/bin', href: '/bin', label: t(texts.bin), icon: <Trash2 {...icon} />, run: go('/bin') },
    { id: '/bulk', href: '/bulk', label: t(texts.bulk), icon: <ListChecks {...icon} />, run: go('/bulk') },
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
  const { scheme, setMode } = useScheme()
  const dark = scheme === 'dark'
  return [
    ...objects.map((object) => ({
      id: `new-${object.name}`, label: t(shellTexts.newRecord, { object: t(object.label) }), icon: <Plus {...icon} />, run: go(`/o/${object.name}?new=1`),
    })),
    { id: 'scheme', label: t(dark ? shellTexts.useLight : shellTexts.useDark), icon: dark ? <Sun {...icon} /> : <Moon {...icon} />, run: () => setMode(dark ? 'light' : 'dark') },
    { id: 'language', label: t(language === 'id' ? shellTexts.speakEnglish : shellTexts.speakIndonesian), icon: <Languages {...icon} />, run: () => choose(language === 'id' ? 'en' : 'id') },
    { id: 'keys', label: t(texts.keys), icon: <Keyboard {...icon} />, keys: '?', run: onKeys },
    { id: 'sign-out', label: t(texts.signOut), icon: <LogOut {...icon} />, run: () => void signOut() },
  ]
}
