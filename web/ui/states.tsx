// UI kit: what a screen shows when it has nothing, could not load, or is about to show something. Never a full-page spinner.
import styled from '@emotion/styled'
import { RotateCw, Unplug } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { Button } from './button.tsx'

const Centre = styled('div')({
  display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', gap: 4, padding: '48px 24px', textAlign: 'center', minHeight: 240,
})
const Disc = styled('div')({
  display: 'flex', alignItems: 'center', justifyContent: 'center', width: 44, height: 44, borderRadius: 12, marginBottom: 10,
  backgroundColor: v.accentSoft, color: v.accent,
})

/** Says what belongs here and offers the first step. `page`: it is all that the page shows, and its title the page's own. */
export function EmptyState({ icon, title, body, action, page }: { icon?: ReactNode; title: string; body?: ReactNode; action?: ReactNode; page?: boolean }) {
  const Title = page ? 'h1' : 'div'
  return (
    <Centre>
      {icon && <Disc aria-hidden>{icon}</Disc>}
      <Title style={{ margin: 0, fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{title}</Title>
      {body && <div style={{ color: v.secondary, maxWidth: 420, lineHeight: '21px' }}>{body}</div>}
      {action && <div style={{ marginTop: 14, display: 'flex', gap: 8, flexWrap: 'wrap', justifyContent: 'center' }}>{action}</div>}
    </Centre>
  )
}

/** What happened, in the server's words where it sent any. */
export function useErrorText(): (error: unknown) => string {
  const t = useText()
  return (error) => {
    if (!(error instanceof ApiError)) return t(texts.errorUnknown, { request: '–' })
    if (error.status === 0) return t(texts.errorNetwork)
    if (error.status >= 500 || error.code === 'unknown') return t(texts.errorUnknown, { request: error.requestId ?? String(error.status) })
    return error.detail
  }
}

export function ErrorState({ error, onRetry, title }: { error: unknown; onRetry?: () => void; title?: string }) {
  const t = useText()
  const say = useErrorText()
  return (
    <Centre role="alert">
      <Disc aria-hidden style={{ color: v.bad, backgroundColor: 'var(--h-label-red-bg)' }}><Unplug size={20} /></Disc>
      <div style={{ fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{title ?? t(texts.errorTitle)}</div>
      <div style={{ color: v.secondary, maxWidth: 460, lineHeight: '21px' }}>{say(error)}</div>
      {onRetry && <Button icon={<RotateCw size={16} />} onClick={onRetry} style={{ marginTop: 14 }}>{t(texts.retry)}</Button>}
    </Centre>
  )
}

/** A refusal beside the form that it concerns. */
export function FormError({ error }: { error: unknown }) {
  const say = useErrorText()
  if (!error) return null
  return (
    <div role="alert" style={{ padding: '9px 12px', borderRadius: 6, backgroundColor: 'var(--h-label-red-bg)', color: 'var(--h-label-red-fg)', fontSize: 13.5, lineHeight: '19px' }}>
      {say(error)}
    </div>
  )
}

/** The message for one field of a refused write; paths as the API names them. */
export function faultOf(error: unknown, ...paths: string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  return error.errors.find((problem) => paths.includes(problem.path))?.message
}

const Bone = styled('span')({
  display: 'block', borderRadius: 5, backgroundColor: v.pressed, animation: 'hubung-breathe 1.6s ease-in-out infinite',
  '@keyframes hubung-breathe': { '50%': { opacity: 0.45 } },
})

export const Skeleton = ({ width = '100%', height = 12, round }: { width?: number | string; height?: number; round?: boolean }) =>
  <Bone aria-hidden className="skeleton" style={{ width, height, ...(round && { borderRadius: '50%' }) }} />

/** Rows in the shape of a table or list that comes. */
export function SkeletonRows({ rows = 8, height = 36, columns = 4 }: { rows?: number; height?: number; columns?: number }) {
  const t = useText()
  return (
    <div role="status" aria-label={t(texts.loading)}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ display: 'flex', alignItems: 'center', gap: 24, height, padding: '0 16px', borderBottom: `1px solid ${v.line}` }}>
          {Array.from({ length: columns }, (_, column) => <Skeleton key={column} width={`${[26, 18, 22, 12, 10][(column + row) % 5]}%`} />)}
        </div>
      ))}
    </div>
  )
}
