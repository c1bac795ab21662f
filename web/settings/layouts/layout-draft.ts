// Settings, layouts: a layout while it is edited: sections and fields are one list, so that a field moves between sections
// by being dragged past a heading. Pure functions.
import type { FieldPlace, Layout, LayoutSection } from '../../records/layout/layout-data.ts'

export type SectionRow = { kind: 'section'; key: string } & Omit<LayoutSection, 'fields'>
export type FieldRow = { kind: 'field'; key: string } & FieldPlace
export type Row = SectionRow | FieldRow

export function rowsOf(sections: LayoutSection[]): Row[] {
  return sections.flatMap(({ fields, ...section }, at): Row[] => [{ kind: 'section', key: `section ${at}`, ...section }, ...fields.map((place): Row => ({ kind: 'field', key: place.field, ...place }))])
}

export function sectionsOf(rows: Row[]): LayoutSection[] {
  const sections: LayoutSection[] = []
  for (const row of rows) {
    const { kind: _, key: __, ...rest } = row
    if (row.kind === 'section') sections.push({ ...(rest as Omit<LayoutSection, 'fields'>), fields: [] })
    else sections.at(-1)?.fields.push(rest as FieldPlace)
  }
  return sections
}

/** One row moved; a heading stays first, since each field belongs to the one above it. */
export function moveRow(rows: Row[], from: number, to: number): Row[] {
  const next = [...rows]
  next.splice(to, 0, ...next.splice(from, 1))
  return next[0].kind === 'section' ? next : rows
}

/** Its fields go to the section above, those of the first to the one below. */
export function dropSection(rows: Row[], at: number): Row[] {
  const rest = rows.filter((_, index) => index !== at)
  const first = rest.findIndex((row) => row.kind === 'section')
  return first <= 0 ? rest : [rest[first], ...rest.slice(0, first), ...rest.slice(first + 1)]
}

export const bodyOf = ({ label, roles, when, hidden, related, buttons }: Layout, rows: Row[]) => ({ label, roles, when, sections: sectionsOf(rows), hidden, related: related?.length ? related : null, buttons: buttons?.length ? buttons : null })
