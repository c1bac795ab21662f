// Settings: the bar under a page that has unsaved changes, and the guard against leaving it by accident.
import styled from '@emotion/styled'
import { useBlocker } from '@tanstack/react-router'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { useErrorText } from '../ui/states.tsx'
import { commonTexts as c } from './common-texts.ts'

const Bar = styled('div')({
  position: 'sticky', bottom: 16, zIndex: 5, display: 'flex', alignItems: 'center', gap: 10, padding: '10px 12px 10px 16px', marginTop: 16, borderRadius: 10,
  backgroundColor: v.paper, boxShadow: v.shadow,
  // one line while there is little to say: what is being edited stays in sight
  [phone]: { bottom: 8, flexWrap: 'wrap', gap: 8, padding: '8px 8px 8px 14px' },
})

type Props = { changed: boolean; busy: boolean; error: unknown; onSave: () => void; onDiscard: () => void }

export function SaveBar({ changed, busy, error, onSave, onDiscard }: Props) {
  const t = useText()
  const say = useErrorText()
  const blocker = useBlocker({ shouldBlockFn: () => changed, withResolver: true, enableBeforeUnload: () => changed })
  return (
    <>
      {changed && (
        <Bar role="region" aria-label={t(c.unsaved)}>
          <span style={{ flex: error ? '1 1 160px' : '1 1 100px', minWidth: 0, color: error ? v.bad : v.secondary, lineHeight: '19px' }} role={error ? 'alert' : undefined}>{error ? say(error) : t(c.unsaved)}</span>
          <Button onClick={onDiscard} disabled={busy}>{t(c.discard)}</Button>
          <Button variant="primary" loading={busy} onClick={onSave}>{t(texts.save)}</Button>
        </Bar>
      )}
      {blocker.status === 'blocked' && (
        <Confirm open title={t(c.leaveTitle)} body={t(c.leaveBody)} action={t(c.discard)} onConfirm={blocker.proceed} onClose={blocker.reset} />
      )}
    </>
  )
}
