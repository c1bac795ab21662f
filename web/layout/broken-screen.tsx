// Shell: what stands in place of a screen that broke or is not there.
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'

export function BrokenScreen({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const client = useQueryClient()
  const retry = () => {
    void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' })
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} onRetry={retry} />
}

export function MissingScreen() {
  const t = useText()
  return (
    <EmptyState
      page icon={<Compass size={22} />} title={t(texts.notFoundTitle)} body={t(texts.notFoundBody)}
      action={<Button component={Link} to="/" variant="primary">{t(texts.goHome)}</Button>}
    />
  )
}
