// Texts of values that not everyone may set.
import type { Text } from '../i18n.tsx'

export const transitionTexts = {
  only: { en: '“{to}” is set by {who} only', id: '“{to}” hanya diatur oleh {who}' },
  noWay: { en: 'There is no way from “{from}” to “{to}”', id: 'Tidak ada jalan dari “{from}” ke “{to}”' },
  aWorkflow: { en: 'a workflow', id: 'alur kerja' },
  override: { en: 'Set it all the same', id: 'Tetap atur' },
} satisfies Record<string, Text>
