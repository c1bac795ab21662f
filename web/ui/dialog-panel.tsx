// UI kit: the panels of Dialog and Sheet, loaded when first opened (dialog.tsx stands in front of them).
import { Dialog as MuiDialog, Drawer } from '@mui/material'
import styled from '@emotion/styled'
import { X } from 'lucide-react'
import { useId, type FormEvent } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { IconButton } from './button.tsx'
import type { DialogProps } from './dialog.tsx'
import { Material } from './material.tsx'
import { useIsPhone } from './use-is-phone.ts'

const Head = styled('div')({ display: 'flex', alignItems: 'flex-start', gap: 8, padding: '16px 12px 12px 20px' })
const Title = styled('h2')({ margin: 0, fontSize: 16, lineHeight: '24px', fontWeight: 600, letterSpacing: '-0.006em', overflowWrap: 'anywhere' })
const Body = styled('div')({ flex: 1, overflowY: 'auto', padding: '4px 20px 20px', minHeight: 0 })
const Foot = styled('div')({
  display: 'flex', justifyContent: 'flex-end', gap: 8, padding: '12px 20px', borderTop: `1px solid ${v.line}`, flexWrap: 'wrap',
  paddingBottom: 'max(12px, env(safe-area-inset-bottom))',
})
const Grip = styled('div')({ width: 36, height: 4, borderRadius: 2, backgroundColor: v.lineStrong, margin: '8px auto -4px' })
const column = { display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 } as const

function Panel({ title, subtitle, children, actions, onSubmit, onClose, tools, titleId }: Omit<DialogProps, 'open' | 'width'> & { titleId: string }) {
  const t = useText()
  const inside = (
    <>
      <Head>
        <div style={{ flex: 1, minWidth: 0, paddingTop: 4 }}>
          <Title id={titleId}>{title}</Title>
          {subtitle && <div style={{ color: v.secondary, fontSize: 13, lineHeight: '18px', marginTop: 2 }}>{subtitle}</div>}
        </div>
        {tools}
        <IconButton label={t(texts.close)} onClick={onClose} size="small"><X size={18} /></IconButton>
      </Head>
      <Body>{children}</Body>
      {actions && <Foot>{actions}</Foot>}
    </>
  )
  if (!onSubmit) return <div style={column}>{inside}</div>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onSubmit()
  }
  return <form noValidate onSubmit={submit} style={column}>{inside}</form>
}

const bottomPaper = { borderRadius: '14px 14px 0 0', maxHeight: '92dvh', backgroundColor: v.paper, display: 'flex', flexDirection: 'column' } as const

export const DialogPanel = (props: DialogProps) => <Material><ThemedDialog {...props} /></Material>

export const SheetPanel = (props: DialogProps) => <Material><ThemedSheet {...props} /></Material>

function ThemedDialog({ open, onClose, width = 480, ...panel }: DialogProps) {
  const isPhone = useIsPhone()
  const titleId = useId()
  if (isPhone) return <BottomSheet {...{ open, onClose, ...panel }} />
  const paper = { width, maxWidth: 'calc(100vw - 32px)', maxHeight: 'min(86vh, 860px)', margin: 0, borderRadius: '12px', backgroundColor: v.paper, boxShadow: v.shadow }
  return (
    <MuiDialog open={open} onClose={onClose} aria-labelledby={titleId} slotProps={{ paper: { sx: { ...paper, maxWidth: paper.maxWidth } } }} maxWidth={false}>
      <Panel {...panel} onClose={onClose} titleId={titleId} />
    </MuiDialog>
  )
}

function ThemedSheet({ open, onClose, width = 480, ...panel }: DialogProps) {
  const isPhone = useIsPhone()
  const titleId = useId()
  if (isPhone) return <BottomSheet {...{ open, onClose, ...panel }} />
  const paper = { width, maxWidth: '94vw', backgroundColor: v.paper, boxShadow: v.shadow, border: 0 }
  return (
    <Drawer open={open} onClose={onClose} anchor="right" slotProps={{ paper: { role: 'dialog', 'aria-modal': true, 'aria-labelledby': titleId, sx: paper } }}>
      <Panel {...panel} onClose={onClose} titleId={titleId} />
    </Drawer>
  )
}

function BottomSheet({ open, onClose, ...panel }: Omit<DialogProps, 'width'>) {
  const titleId = useId()
  return (
    <Drawer open={open} onClose={onClose} anchor="bottom" slotProps={{ paper: { role: 'dialog', 'aria-modal': true, 'aria-labelledby': titleId, sx: bottomPaper } }}>
      <Grip aria-hidden />
      <Panel {...panel} onClose={onClose} titleId={titleId} />
    </Drawer>
  )
}
