// UI kit: a question before what cannot be undone; it names what will be lost. For all else, act and offer undo.
import type { ReactNode } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FormError } from './states.tsx'

type Props = { open: boolean; title: string; body: ReactNode; action: string; busy?: boolean; error?: unknown; onConfirm: () => void; onClose: () => void; children?: ReactNode }

export function Confirm({ open, title, body, action, busy, error, onConfirm, onClose, children }: Props) {
  const t = useText()
  return (
    <Dialog
      open={open} onClose={onClose} title={title} width={440} onSubmit={onConfirm}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="danger" loading={busy}>{action}</Button></>}
    >
      <div style={{ display: 'grid', gap: 14 }}>
        <div style={{ color: v.secondary, lineHeight: '21px' }}>{body}</div>
        {children}
        <FormError error={error} />
      </div>
    </Dialog>
  )
}
