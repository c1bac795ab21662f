// What a piece of work for many records left as they are: each by its name, with why.
import styled from '@emotion/styled'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '../queries.ts'
import { touch } from '../theme.ts'
import { useFieldTools } from './field-tools.tsx'
import { findRelated } from './find-related.ts'

type Props = { left: { object: string; record: string; why: string }[] }

const List = styled('ul')({
  margin: 0, paddingLeft: 20, fontSize: 13.5, lineHeight: '22px', maxHeight: 220, overflow: 'auto', overflowWrap: 'anywhere',
  [touch]: { '& li': { padding: '11px 0' }, '& a': { padding: '11px 0' } },
})

/** One that is in the bin by now, or not for her to see, is told by what it is and its place here. */
export function LeftList({ left }: Props) {
  const { t, objectOf } = useFieldTools()
  const objects = Map.groupBy(left, ({ object }) => object)
  const names = useQueries({
    queries: [...objects].map(([name, some]) => {
      const ids = some.map(({ record }) => record)
      return { queryKey: [...keys.records(name), 'names', ids], queryFn: ({ signal }: { signal: AbortSignal }) => findRelated(objectOf(name), '', signal, ids) }
    }),
  }).flatMap(({ data }) => data ?? [])
  return (
    <List>
      {left.map(({ object, record, why }, index) => (
        <li key={record}>
          <Link to="/o/$object/$id" params={{ object, id: record }}>{names.find(({ value }) => value === record)?.label ?? `${t(objectOf(object)?.label) || object} ${index + 1}`}</Link>
          {`: ${why}`}
        </li>
      ))}
    </List>
  )
}
