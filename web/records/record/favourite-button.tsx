// The star of a record: keeps it in the side navigation.
import { Star } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { useFavourite, useNoteRecent } from '../../own-lists.ts'
import type { ObjectInfo } from '../../queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { useErrorText } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { RecordRow } from '../field-web.ts'
import { titleOf } from '../related.ts'
import { recordTexts as texts } from './record-texts.ts'

/** Where it stands, the record is being looked at: it is noted as opened. */
export function FavouriteButton({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const t = useText()
  const toast = useToast()
  const say = useErrorText()
  const { favourite, toggle } = useFavourite(object.name, record.id, titleOf(record, object))
  useNoteRecent(object.name, record.id)
  return (
    <IconButton
      size="small" active={favourite} label={t(favourite ? texts.dropFavourite : texts.addFavourite)}
      onClick={() => void toggle().catch((error: unknown) => toast({ text: say(error), tone: 'bad' }))}
    >
      <Star size={17} fill={favourite ? 'currentColor' : 'none'} />
    </IconButton>
  )
}
