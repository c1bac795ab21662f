// Set-up: the end: the administrator's API key, shown once, and the two ways to go on.
import { Link } from '@tanstack/react-router'
import { ArrowRight, FileUp, KeyRound } from 'lucide-react'
import { useText } from '../i18n.tsx'
import { v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { CopyBox } from '../ui/copy-box.tsx'
import { StepHead } from './setup-frame.tsx'
import { setupTexts as s } from './texts.ts'

export function Ready({ name, apiKey }: { name: string; apiKey: string }) {
  const t = useText()
  return (
    <div>
      <StepHead title={t(s.doneTitle, { workspace: name })} help={t(s.doneHelp)} />
      <section style={{ border: `1px solid ${v.line}`, borderRadius: 10, padding: 18, backgroundColor: v.paper }}>
        <h2 style={{ display: 'flex', alignItems: 'center', gap: 9, margin: '0 0 6px', fontSize: 14, lineHeight: '20px', fontWeight: 600 }}><KeyRound size={17} color={v.accent} />{t(s.key)}</h2>
        <p style={{ margin: '0 0 12px', color: v.secondary, fontSize: 13.5, lineHeight: '20px' }}>{t(s.keyHelp)}</p>
        <CopyBox value={apiKey} label={t(s.key)} />
      </section>
      <div style={{ display: 'flex', gap: 10, marginTop: 28, flexWrap: 'wrap' }}>
        <Button component={Link} to="/" size="large" variant="primary" endIcon={<ArrowRight size={17} />}>{t(s.start)}</Button>
        <Button component={Link} to="/import" size="large" icon={<FileUp size={17} />}>{t(s.startImport)}</Button>
      </div>
    </div>
  )
}
