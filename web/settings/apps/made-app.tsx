// Settings, apps: what the program has to be given, with the secret that is shown this once.
import { useText } from '../../i18n.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { CopyBox } from '../../ui/copy-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormGrid } from '../../ui/page.tsx'
import { appTexts as a } from './texts.ts'

export type Made = { clientId: string; secret: string | null }

export function MadeApp({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog open onClose={onClose} title={t(a.madeTitle)} subtitle={t(made.secret ? a.madeHelp : a.madePublicHelp)} width={480} actions={<Button variant="primary" onClick={onClose}>{t(texts.done)}</Button>}>
      <FormGrid>
        <ForProgram clientId={made.clientId} />
        {made.secret && <Field label={t(a.secret)}><CopyBox value={made.secret} label={t(a.secret)} /></Field>}
      </FormGrid>
    </Dialog>
  )
}

/** What is no secret. */
export function ForProgram({ clientId }: { clientId: string }) {
  const t = useText()
  const rows = [[t(a.clientId), clientId], [t(a.authorizeUrl), `${location.origin}/oauth/authorize`], [t(a.tokenUrl), `${location.origin}/api/v1/oauth/token`]]
  return <>{rows.map(([label, value]) => <Field key={label} label={label}><CopyBox value={value} label={label} /></Field>)}</>
}
