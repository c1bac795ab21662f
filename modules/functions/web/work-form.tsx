// The functions room's screens: what a function does: blocks with the script that they make, or code written by hand.
import { lazy, Suspense, useState } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { Confirm } from '../../../web/ui/confirm.tsx'
import { Section } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf, SkeletonRows } from '../../../web/ui/states.tsx'
import { Segmented } from '../../../web/ui/toggle.tsx'
import { scriptOf } from '../blocks/script.ts'
import { BlockList } from './block-list.tsx'
import { example, type Draft } from './queries.ts'
import { functionTexts as f } from './texts.ts'

const CodeEditor = lazy(() => import('./code-editor.tsx'))

type Props = { draft: Draft; onChange: (draft: Draft) => void; error: unknown }

export function WorkForm({ draft, onChange, error }: Props) {
  const t = useText()
  const [asking, setAsking] = useState<'blocks' | 'code' | null>(null)
  const { blocks } = draft
  const mode = blocks ? 'blocks' : 'code'
  const change = (next: 'blocks' | 'code') => {
    setAsking(null)
    onChange(next === 'blocks' ? { ...draft, blocks: [] } : { ...draft, blocks: null, code: scriptOf(blocks ?? []) })
  }
  // nothing is asked where nothing is lost
  const choose = (next: 'blocks' | 'code') => (blocks ? blocks.length > 0 : draft.code !== example) ? setAsking(next) : change(next)
  const languages = [{ value: 'ts' as const, label: 'TypeScript' }, { value: 'js' as const, label: 'JavaScript' }]
  return (
    <Section
      title={t(blocks ? f.blocks : f.code)} help={blocks ? t(f.blocksHelp) : undefined}
      actions={<Segmented label={t(f.how)} value={mode} onChange={(next) => next !== mode && choose(next)} options={[{ value: 'blocks', label: t(f.asBlocks) }, { value: 'code', label: t(f.asCode) }]} />}
    >
      <div style={{ display: 'grid', gap: 16 }}>
        {blocks && <BlockList blocks={blocks} path="blocks" error={error} onChange={(next) => onChange({ ...draft, blocks: next })} />}
        {!blocks && <Select label={t(f.language)} value={draft.language} options={languages} onChange={(language) => onChange({ ...draft, language })} style={{ maxWidth: 200 }} />}
        <Suspense fallback={<SkeletonRows rows={6} height={20} columns={1} />}>
          {blocks
            ? <CodeEditor key="script" label={t(f.script)} value={scriptOf(blocks)} language="js" error={faultOf(error, 'code')} />
            : <CodeEditor key="code" label={t(f.code)} value={draft.code} language={draft.language} onChange={(code) => onChange({ ...draft, code })} error={faultOf(error, 'code')} />}
        </Suspense>
      </div>
      <Confirm
        open={asking !== null} title={t(asking === 'blocks' ? f.toBlocksTitle : f.toCodeTitle)} body={t(asking === 'blocks' ? f.toBlocksBody : f.toCodeBody)} action={t(asking === 'blocks' ? f.asBlocks : f.toCode)}
        onConfirm={() => asking && change(asking)} onClose={() => setAsking(null)}
      />
    </Section>
  )
}
