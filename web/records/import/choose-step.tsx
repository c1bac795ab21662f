// First step: what the file holds, the file itself, and of a workbook its sheet; below, the imports of late.
import styled from '@emotion/styled'
import { Upload } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { FormError, SkeletonRows } from '../../ui/states.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { ChooseSheet } from './choose-sheet.tsx'
import { readImport, sendFile, type ImportStatus } from './import-data.ts'
import { Steps } from './import-screen.tsx'
import { importTexts as texts } from './import-texts.ts'
import { RecentImports } from './recent-imports.tsx'

const Zone = styled('div', { shouldForwardProp: (name) => name !== 'over' })<{ over: boolean }>(({ over }) => ({
  display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', gap: 6, minHeight: 220,
  padding: 24, textAlign: 'center', borderRadius: 12,
  border: `1.5px dashed ${over ? v.accent : v.lineStrong}`, backgroundColor: over ? v.accentSoft : v.paper,
  transition: 'background-color 120ms, border-color 120ms',
}))

const first = ['contact', 'company', 'deal', 'lead', 'product', 'task']
const rank = (name: string) => (first.includes(name) ? first.indexOf(name) : first.length)

type Props = { object?: string; onSent: (id: string) => void; onOpen: (id: string) => void }

export function ChooseStep({ object: given, onSent, onOpen }: Props) {
  const { t, objects } = useFieldTools()
  const possible = objects.filter((one) => one.access.create && one.name !== 'note').sort((one, other) => rank(one.name) - rank(other.name))
  const [chosen, setChosen] = useState(given)
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [sheets, setSheets] = useState<ImportStatus | null>(null)
  const object = possible.find((one) => one.name === chosen) ?? possible[0]
  const send = async (next: File, name: string) => {
    setFile(next)
    setBusy(true)
    setError(null)
    try {
      const tried = await readImport(await sendFile(name, next))
      if (tried.sheets.length < 2) onSent(tried.id)
      else setSheets(tried)
    } catch (refusal) {
      setError(refusal)
      setBusy(false)
    }
  }
  if (sheets && file) {
    const back = () => {
      setSheets(null)
      setBusy(false)
    }
    return (
      <>
        <Steps at={0} />
        <ChooseSheet it={sheets} file={file} onSent={onSent} onBack={back} />
      </>
    )
  }
  // A file dropped before it is known what it may hold would be lost.
  if (!objects.length) return <SkeletonRows rows={8} columns={3} />
  return (
    <>
      <Steps at={0} />
      <div style={{ display: 'grid', gap: 16, marginBottom: 32 }}>
        <Select
          label={t(texts.what)} value={object?.name ?? ''} style={{ maxWidth: 320 }}
          options={possible.map((one) => ({ value: one.name, label: t(one.pluralLabel) }))}
          onChange={(next) => {
            setChosen(next)
            // A file that was refused for one kind of record is tried for the other.
            if (file && error) void send(file, next)
          }}
        />
        <FormError error={error} />
        <DropZone busy={busy} file={file} onFile={(next) => object && void send(next, object.name)} />
      </div>
      <RecentImports onOpen={onOpen} />
    </>
  )
}

function DropZone({ busy, file, onFile }: { busy: boolean; file: File | null; onFile: (file: File) => void }) {
  const { t } = useFieldTools()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped && !busy) onFile(dropped)
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <Zone over={over} onDragOver={drag} onDragEnter={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
      <Upload size={26} color={v.accent} aria-hidden />
      <div style={{ fontSize: 15, fontWeight: 600 }} role="status">
        {busy && file ? t(texts.uploading, { name: file.name }) : t(texts.dropTitle)}
      </div>
      <div style={{ color: v.secondary, maxWidth: 460, lineHeight: '21px' }}>{t(texts.dropBody)}</div>
      <input
        ref={input} type="file" hidden accept=".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/plain,text/tab-separated-values,text/vcard"
        aria-label={t(texts.chooseFile)}
        onChange={(event) => {
          const picked = event.target.files?.[0]
          event.target.value = ''
          if (picked) onFile(picked)
        }}
      />
      <Button variant="primary" loading={busy} onClick={() => input.current?.click()} style={{ marginTop: 10 }}>
        {t(texts.chooseFile)}
      </Button>
    </Zone>
  )
}
