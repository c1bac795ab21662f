// Between the file and its columns: a workbook with several sheets is asked which of them is meant.
import { useState } from 'react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { FormError } from '../../ui/states.tsx'
import { RadioCards } from '../../ui/toggle.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { cancelImport, sendFile, type ImportStatus } from './import-data.ts'
import { importTexts as texts } from './import-texts.ts'

type Props = { it: ImportStatus; file: File; onSent: (id: string) => void; onBack: () => void }

/** The server has tried the first sheet already: for another the file goes there again. */
export function ChooseSheet({ it, file, onSent, onBack }: Props) {
  const { t } = useFieldTools()
  const [sheet, setSheet] = useState(it.sheet ?? it.sheets[0])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const go = async () => {
    if (sheet === it.sheet) {
      onSent(it.id)
      return
    }
    setBusy(true)
    setError(null)
    try {
      await cancelImport(it.id).catch(() => undefined)
      onSent(await sendFile(it.object, file, sheet))
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
    }
  }
  return (
    <Section title={t(texts.whichSheet)} help={t(texts.severalSheets, { name: it.fileName, count: it.sheets.length })}>
      <RadioCards label={t(texts.whichSheet)} value={sheet} options={it.sheets.map((name) => ({ value: name, label: name }))} onChange={setSheet} />
      <FormError error={error} />
      <div style={{ display: 'flex', gap: 10, justifyContent: 'flex-end', marginTop: 16, paddingTop: 12, borderTop: `1px solid ${v.line}` }}>
        <Button disabled={busy} onClick={onBack}>{t(texts.another)}</Button>
        <Button variant="primary" loading={busy} onClick={() => void go()}>{t(texts.continue)}</Button>
      </div>
    </Section>
  )
}
