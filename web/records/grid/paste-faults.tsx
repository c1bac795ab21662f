// Cells that could not be taken over, each with its place and the reason. Nothing of them was written.
import { useText } from '../../i18n.tsx'
import { texts as shared } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { gridTexts as texts } from './grid-texts.ts'

/** `row` counts from 1, as the grid shows them. */
export type CellFault = { row: number; label: string; text?: string; message: string }

const most = 100

export default function PasteFaults({ faults, onClose }: { faults: CellFault[]; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog open onClose={onClose} onSubmit={onClose} width={520} title={t(texts.nothingWritten, { count: faults.length })} actions={<Button variant="primary" type="submit">{t(shared.close)}</Button>}>
      <ul style={{ margin: 0, paddingLeft: 20, lineHeight: '22px', maxHeight: 320, overflow: 'auto' }}>
        {faults.slice(0, most).map((fault, index) => (
          <li key={index} style={{ overflowWrap: 'anywhere' }}>
            <span style={{ fontWeight: 500 }}>{t(texts.faultAt, { row: fault.row, field: fault.label })}</span>
            {fault.text && <span style={{ color: v.secondary }}>{` “${fault.text.slice(0, 80)}”`}</span>}
            {`: ${fault.message}`}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
