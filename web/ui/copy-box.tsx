// UI kit: CopyBox, a secret or an address that is shown to be copied.
import styled from '@emotion/styled'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { v } from '../theme.ts'
import { Button } from './button.tsx'

const Box = styled('div')({ display: 'flex', alignItems: 'center', gap: 8, padding: '6px 6px 6px 12px', borderRadius: 8, backgroundColor: v.sunken, border: `1px solid ${v.line}` })
const Value = styled('input')({ flex: 1, minWidth: 0, border: 0, background: 'none', color: v.text, fontFamily: 'ui-monospace, monospace', fontSize: 13, textOverflow: 'ellipsis', borderRadius: 3 })

export function CopyBox({ value, label }: { value: string; label: string }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    // Without https the clipboard is closed: the selected text can still be copied by hand.
    const done = await navigator.clipboard?.writeText(value).then(() => true, () => false)
    setCopied(Boolean(done))
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <Box>
      <Value readOnly value={value} aria-label={label} onFocus={(event) => event.target.select()} />
      <Button size="small" icon={copied ? <Check size={15} /> : <Copy size={15} />} onClick={() => void copy()}>{t(copied ? texts.copied : texts.copy)}</Button>
    </Box>
  )
}
