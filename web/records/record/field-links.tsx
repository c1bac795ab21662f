// What can be done with a value at once: call a number, write a mail, open a page.
import { ExternalLink, Mail, MessageCircle, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo } from '../../queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { isNormalPhone } from '../../../kernel/field/types/phone/phone.tsx'
import { texts } from '../texts.ts'

export function FieldLinks({ field, value }: { field: FieldInfo; value: unknown }) {
  const t = useText()
  const text = String(value)
  const link = (href: string, label: string, icon: ReactNode, target?: string) => (
    <IconButton key={href} component="a" href={href} target={target} {...(target && { rel: 'noreferrer noopener' })} size="small" label={label}>{icon}</IconButton>
  )
  if (field.type === 'phone' && isNormalPhone(value)) {
    return (
      <span style={{ display: 'inline-flex' }}>
        {link(`tel:${text}`, t(texts.call), <Phone size={15} />)}
        {link(`https://wa.me/${text.slice(1)}`, 'WhatsApp', <MessageCircle size={15} />, '_blank')}
      </span>
    )
  }
  if (field.type === 'email') return link(`mailto:${text}`, t(texts.writeMail), <Mail size={15} />)
  if (field.type === 'url' && /^https?:\/\//i.test(text)) return link(text, t(texts.openLink), <ExternalLink size={15} />, '_blank')
  return null
}
