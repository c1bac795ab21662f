// Doors: the frame of sign-in, reset and invitation: one column on a calm ground.
import styled from '@emotion/styled'
import { Outlet } from '@tanstack/react-router'
import type { FormEvent, ReactNode } from 'react'
import { phone, v } from '../theme.ts'
import { useTitle } from '../ui/page.tsx'
import { Brand, LanguageChoice } from './brand.tsx'

const Ground = styled('div')({
  minHeight: '100dvh', display: 'grid', gridTemplateRows: 'auto 1fr auto', justifyItems: 'center', padding: '28px 20px', overflowX: 'hidden',
  backgroundImage: `radial-gradient(90% 420px at 50% -120px, ${v.accentSoft}, transparent)`, backgroundRepeat: 'no-repeat',
})
const Card = styled('main')({
  width: 'min(400px, 100%)', alignSelf: 'center', marginBottom: '6vh', padding: 32, borderRadius: 14, backgroundColor: v.paper, border: `1px solid ${v.line}`,
  boxShadow: '0 12px 40px rgba(60, 48, 24, 0.06)',
  [phone]: { padding: '8px 0', border: 0, background: 'none', boxShadow: 'none', alignSelf: 'start', marginTop: 40 },
})

export function DoorLayout() {
  return (
    <Ground>
      <Brand />
      <Card><Outlet /></Card>
      <LanguageChoice />
    </Ground>
  )
}

type FormProps = { title: string; help?: ReactNode; onSubmit?: () => void; children: ReactNode }

/** A door's form: title, explanation, fields, one button. */
export function DoorForm({ title, help, onSubmit, children }: FormProps) {
  useTitle(title)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <form noValidate onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 18 }}>
      <div>
        <h1 style={{ margin: 0, fontSize: 22, lineHeight: '30px', fontWeight: 600, letterSpacing: '-0.016em' }}>{title}</h1>
        {help && <p style={{ margin: '4px 0 0', color: v.secondary, fontSize: 15, lineHeight: '22px' }}>{help}</p>}
      </div>
      {children}
    </form>
  )
}
