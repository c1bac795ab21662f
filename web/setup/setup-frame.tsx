// Set-up: the frame: on the left what this is and how far one is, on the right the step at hand.
import styled from '@emotion/styled'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { LanguageChoice, Mark } from '../door/brand.tsx'
import { useText, type Text } from '../i18n.tsx'
import { v } from '../theme.ts'
import { setupTexts as s } from './texts.ts'

const narrow = '@media (max-width: 899px)'

const Frame = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(340px, 2fr) minmax(0, 3fr)', minHeight: '100dvh',
  [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto 1fr' },
})
// The same deep teal in both schemes: white on it is at 11:1, the soft teal at 7:1.
const Side = styled('aside')({
  position: 'relative', display: 'flex', flexDirection: 'column', padding: '40px 44px', color: '#FFFFFF', backgroundColor: '#07423F', overflow: 'hidden',
  '& > *': { position: 'relative' },
  [narrow]: { padding: '20px', gap: 14 },
})
const Waves = styled('svg')({ position: 'absolute !important' as 'absolute', inset: 'auto 0 0 0', width: '100%', height: '46%', [narrow]: { display: 'none' } })
const Headline = styled('p')({
  margin: '64px 0 12px', fontSize: 34, lineHeight: '42px', fontWeight: 600, letterSpacing: '-0.026em', maxWidth: 380,
  [narrow]: { display: 'none' },
})
const Promise = styled('p')({ margin: 0, color: '#BFE3DF', fontSize: 16, lineHeight: '25px', maxWidth: 380, [narrow]: { display: 'none' } })
const List = styled('ol')({
  listStyle: 'none', margin: '44px 0 0', padding: 0, display: 'grid', gap: 4,
  [narrow]: { margin: 0, gridAutoFlow: 'column', gridAutoColumns: '1fr', gap: 6 },
})
const Item = styled('li')({
  display: 'flex', alignItems: 'center', gap: 14, minHeight: 42, color: '#BFE3DF', fontSize: 15,
  '&[aria-current]': { color: '#FFFFFF', fontWeight: 600 },
  [narrow]: { minHeight: 4, height: 4, borderRadius: 2, backgroundColor: 'rgba(255,255,255,0.22)', '& > *': { display: 'none !important' }, '&[data-reached=true]': { backgroundColor: '#8FDAD2' } },
})
const Disc = styled('span')({
  display: 'flex', alignItems: 'center', justifyContent: 'center', width: 28, height: 28, borderRadius: 14, fontSize: 13, fontWeight: 600, flexShrink: 0,
  border: '1.5px solid rgba(191, 227, 223, 0.5)',
  '[aria-current] > &': { backgroundColor: '#FFFFFF', borderColor: '#FFFFFF', color: '#07423F' },
  '[data-done=true] > &': { backgroundColor: '#2C8B83', borderColor: '#2C8B83', color: '#FFFFFF' },
})
const Main = styled('main')({
  display: 'flex', flexDirection: 'column', alignItems: 'center', padding: '32px 48px 48px', minWidth: 0,
  [narrow]: { padding: '20px 20px 32px' },
})
const Column = styled('div')({ width: 'min(480px, 100%)', margin: 'auto 0', padding: '24px 0', [narrow]: { margin: 0 } })

type Props = { steps: readonly Text[]; step: number; children: ReactNode }

export function SetupFrame({ steps, step, children }: Props) {
  const t = useText()
  return (
    <Frame>
      <Side>
        <Waves viewBox="0 0 600 300" preserveAspectRatio="none" aria-hidden>
          <path d="M0 150c110-90 190-70 300-10s200 60 300-30v190H0z" fill="#0B5550" />
          <path d="M0 220c120-70 200-40 300 0s190 40 300-30v110H0z" fill="#0E6660" />
        </Waves>
        <div style={{ display: 'flex', alignItems: 'center', gap: 11, fontSize: 19, fontWeight: 600, letterSpacing: '-0.015em' }}><Mark size={32} />Hubung</div>
        <Headline>{t(s.headline)}</Headline>
        <Promise>{t(s.promise)}</Promise>
        <List aria-label={t(s.steps)}>
          {steps.map((name, index) => (
            <Item key={index} aria-current={index === step ? 'step' : undefined} data-done={index < step} data-reached={index <= step}>
              <Disc aria-hidden>{index < step ? <Check size={15} strokeWidth={2.5} /> : index + 1}</Disc>
              <span>{t(name)}</span>
            </Item>
          ))}
        </List>
      </Side>
      <Main>
        {step > 0 && <div style={{ alignSelf: 'flex-end' }}><LanguageChoice /></div>}
        <Column>{children}</Column>
      </Main>
    </Frame>
  )
}

export function StepHead({ note, title, help }: { note?: string; title: string; help: string }) {
  return (
    <div style={{ marginBottom: 26 }}>
      {note && <div style={{ color: v.accent, fontSize: 13.5, fontWeight: 600, marginBottom: 6 }}>{note}</div>}
      <h1 tabIndex={-1} style={{ margin: 0, fontSize: 26, lineHeight: '34px', fontWeight: 600, letterSpacing: '-0.02em', outline: 'none' }}>{title}</h1>
      <p style={{ margin: '6px 0 0', color: v.secondary, fontSize: 15.5, lineHeight: '23px' }}>{help}</p>
    </div>
  )
}
