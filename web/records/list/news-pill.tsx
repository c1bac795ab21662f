// "3 new: show", above a list that someone is reading further down.
import { ArrowUp } from 'lucide-react'
import { useText } from '../../i18n.tsx'
import { Button } from '../../ui/button.tsx'
import { listTexts as texts } from './list-texts.ts'
import { v } from '../../theme.ts'

export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useText()
  if (!count) return null
  return (
    <div
      role="status"
      style={{
        position: 'absolute', top: 44, left: 0, right: 0, display: 'flex', justifyContent: 'center', zIndex: 6,
        pointerEvents: 'none',
      }}
    >
      <Button
        size="small" variant="primary" icon={<ArrowUp size={15} />} onClick={onShow}
        style={{ pointerEvents: 'auto', borderRadius: 16, boxShadow: v.shadow }}
      >
        {t(texts.newRecords, { count })}
      </Button>
    </div>
  )
}
