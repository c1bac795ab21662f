// UI kit: the frame of a screen inside the shell: a header that stays, a body that scrolls; and sections and cards for forms.
import styled from '@emotion/styled'
import { useEffect, type ReactNode } from 'react'
import { phone, v } from '../theme.ts'

const Frame = styled('section')({ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, minWidth: 0 })
const Head = styled('header')({
  display: 'flex', alignItems: 'center', gap: 12, minHeight: 52, padding: '8px 20px', flexWrap: 'wrap', flexShrink: 0,
  [phone]: { padding: '6px 16px', minHeight: 48 },
})
const Titles = styled('div')({ flex: '1 1 160px', minWidth: 0 })
const Title = styled('h1')({
  margin: 0, fontSize: 18, lineHeight: '26px', fontWeight: 600, letterSpacing: '-0.012em', overflow: 'hidden', textOverflow: 'ellipsis',
  [phone]: { display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical' },
})
const Actions = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, flexWrap: 'wrap' })

export type PageHeaderProps = { title: ReactNode; subtitle?: ReactNode; icon?: ReactNode; actions?: ReactNode; before?: ReactNode }

export function PageHeader({ title, subtitle, icon, actions, before }: PageHeaderProps) {
  return (
    <Head>
      {before}
      {icon && <span aria-hidden style={{ display: 'flex', color: v.muted }}>{icon}</span>}
      <Titles>
        <Title>{title}</Title>
        {subtitle && <div style={{ color: v.secondary, fontSize: 13, lineHeight: '18px' }}>{subtitle}</div>}
      </Titles>
      {actions && <Actions>{actions}</Actions>}
    </Head>
  )
}

/** Names the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Hubung` : 'Hubung'
  }, [title])
}

/** `header` stays, in line with what a `width` holds; `children` scroll unless `fixed` (a screen that scrolls inside itself). */
export function Page({ header, bar, children, fixed, width }: { header?: ReactNode; bar?: ReactNode; children: ReactNode; fixed?: boolean; width?: number }) {
  return (
    <Frame>
      {width && !bar ? <div style={{ width: '100%', maxWidth: width, margin: '0 auto' }}>{header}</div> : header}
      {bar}
      <div style={{ flex: 1, minHeight: 0, minWidth: 0, overflow: fixed ? 'hidden' : 'auto', display: fixed ? 'flex' : undefined, flexDirection: 'column' }}>
        {width ? <Narrow style={{ maxWidth: width }}>{children}</Narrow> : children}
      </div>
    </Frame>
  )
}

const Narrow = styled('div')({ margin: '0 auto', padding: '8px 20px 64px', [phone]: { padding: '8px 16px 40px' } })

export const Card = styled('div')({ border: `1px solid ${v.line}`, borderRadius: 8, backgroundColor: v.paper, minWidth: 0 })

/** A titled part of a page. */
export function Section({ title, help, actions, children }: { title?: ReactNode; help?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section style={{ margin: '0 0 28px' }}>
      {(title || actions) && (
        <div style={{ display: 'flex', alignItems: 'flex-end', gap: 12, margin: '0 0 10px', flexWrap: 'wrap' }}>
          <div style={{ flex: '1 1 200px', minWidth: 0 }}>
            {title && <h2 style={{ margin: 0, fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{title}</h2>}
            {help && <div style={{ color: v.secondary, fontSize: 13, lineHeight: '19px' }}>{help}</div>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

/** Fields one below the other; side by side where there is room when `columns` is 2. */
export const FormGrid = styled('div', { shouldForwardProp: (name) => name !== 'columns' })<{ columns?: number }>(({ columns = 1 }) => ({
  display: 'grid', gap: 16, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, [phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
}))
