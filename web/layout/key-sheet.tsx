// Shell: the sheet behind `?`: every shortcut that works here, grouped by screen.
import styled from '@emotion/styled'
import { useText } from '../i18n.tsx'
import { useKeySections, type KeySection } from '../keys.ts'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/tooltip.tsx'
import { shellTexts } from './texts.ts'

const Columns = styled('div')({ columnWidth: 240, columnGap: 40 })
const Line = styled('div')({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16, minHeight: 32, fontSize: 14, color: v.text })

export default function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useText()
  const sections = mergeSections(useKeySections())
  return (
    <Dialog open onClose={onClose} title={t(texts.keys)} width={640}>
      <Columns>
        {sections.map((section) => (
          <section key={section.title} style={{ breakInside: 'avoid', marginBottom: 20 }}>
            <h3 style={{ margin: '0 0 4px', fontSize: 13, fontWeight: 600, color: v.secondary }}>{section.title}</h3>
            {section.bindings.filter((binding) => !binding.hidden).map((binding) => (
              <Line key={binding.keys}><span>{binding.label}</span><Keys keys={binding.keys} /></Line>
            ))}
          </section>
        ))}
      </Columns>
    </Dialog>
  )
}

/** The newest screen first; parts of one screen under one heading. */
function mergeSections(sections: KeySection[]): KeySection[] {
  const merged = new Map<string, KeySection>()
  for (const section of [...sections].reverse()) {
    const known = merged.get(section.title)
    merged.set(section.title, { title: section.title, bindings: [...(known?.bindings ?? []), ...section.bindings] })
  }
  return [...merged.values()]
}

function Keys({ keys }: { keys: string }) {
  const t = useText()
  const parts = keys.split(' ')
  const sequence = parts.length > 1 && !['Mod', 'Shift', 'Alt'].includes(parts[0])
  if (!sequence) return <Kbd keys={keys} />
  return <span style={{ display: 'inline-flex', alignItems: 'center', gap: 5, color: v.muted, fontSize: 12 }}><Kbd keys={parts[0]} />{t(shellTexts.then)}<Kbd keys={parts[1]} /></span>
}
