// Why two records may be one: the fields that agree, in words.
import type { ObjectInfo } from '../../queries.ts'
import { v } from '../../theme.ts'
import { useFieldTools } from '../field-tools.tsx'
import { mergeTexts as texts } from './merge-texts.ts'

export function Reasons({ object, reasons }: { object: ObjectInfo; reasons: string[] }) {
  const { t } = useFieldTools()
  const fields = reasons.map((reason) => t(object.fields.find((field) => field.name === reason)?.label ?? {}) || reason).join(', ')
  return <span style={{ color: v.secondary, fontSize: 13 }}>{t(texts.agrees, { fields })}</span>
}
