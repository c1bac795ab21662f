// The keyboard shortcuts of a list, and its actions in the command palette.
import { createElement } from 'react'
import { Plus } from 'lucide-react'
import { useCommands } from '../../commands.ts'
import { useText } from '../../i18n.tsx'
import { useKeys } from '../../keys.ts'
import { useCreate } from '../create/create-host.tsx'
import type { FilterDraft } from '../filter/filter-bar.tsx'
import { gridTexts } from '../grid/grid-texts.ts'
import { searchInputId } from './list-header.tsx'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'

export function useListKeys(model: ListModel, draft: FilterDraft): void {
  const t = useText()
  const create = useCreate()
  const { object } = model
  const label = t(texts.create, { what: t(object.label) })
  useKeys(t(texts.keysTitle), [
    { keys: 'F', label: t(texts.keyFilter), run: () => draft.openWith() },
    { keys: '/', label: t(texts.keySearch), run: () => document.getElementById(searchInputId)?.focus() },
    ...(object.access.create ? [{ keys: 'C', label: t(texts.keyCreate), run: () => create({ object }) }] : []),
    // The grid answers to these itself while it has the focus; here they are named in the sheet behind "?".
    { keys: 'Enter', label: t(texts.keyEdit) },
    { keys: 'Space', label: t(texts.keyPeek) },
    { keys: 'X', label: t(texts.keySelect) },
    { keys: 'O', label: t(texts.keyOpen) },
    { keys: 'Mod C', label: t(texts.keyCopy) },
    { keys: 'Mod V', label: t(texts.keyPaste) },
    { keys: 'Mod D', label: t(gridTexts.fillDown) },
    { keys: 'Mod Z', label: t(texts.keyUndo) },
  ])
  useCommands(object.access.create ? [{ id: `create.${object.name}`, label, keys: 'C', icon: createElement(Plus, { size: 18 }), run: () => create({ object }) }] : [])
}
