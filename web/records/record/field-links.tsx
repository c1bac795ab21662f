// What can be done with a value at once: call a number, write a mail, open a page.
import { Link } from '@tanstack/react-router'
import { ArrowUpRight, ExternalLink, Mail, MessageCircle, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FieldInfo } from '../../queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { isNormalPhone } from '../../../kernel/field/types/phone/phone.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { relatedOf } from '../related.ts'
import { texts } from '../texts.ts'

/** The value itself is a button where it can be edited: its link stands beside it. */
export function FieldLinks({ field, value, editable }: { field: FieldInfo; value: unknown; editable: boolean }) {
  const { t, objectOf } = useFieldTools()
  const text = String(value)
  const link = (href: string, label: string, icon: ReactNode, target?: string) => (
    <IconButton
      key={href} component="a" href={href} target={target} {...(target && { rel: 'noreferrer noopener' })} size="small"
      label={label}
    >
      {icon}
    </IconButton>
  )
  if (field.type === 'phone' && isNormalPhone(value)) {
    return (
      <span style={{ display: 'inline-flex' }}>
        {link(`tel:${text}`, t(texts.call), <Phone size={15} />)}
        {link(`https://wa.me/${text.slice(1)}`, 'WhatsApp', <MessageCircle size={15} />, '_blank')}
      </span>
    )
  }
  const related = field.type === 'relation' && editable ? relatedOf(value, field, objectOf) : null
  if (related) {
    return (
      <IconButton
        component={Link} to="/o/$object/$id" params={{ object: related.object, id: related.id }} size="small"
        label={t(texts.openRecord, { name: related.title ?? '' })}
      >
        <ArrowUpRight size={16} />
      </IconButton>
    )
  }
  if (field.type === 'email') return link(`mailto:${text}`, t(texts.writeMail), <Mail size={15} />)
  if (field.type === 'url' && /^https?:\/\//i.test(text)) return link(
    text, t(texts.openLink), <ExternalLink size={15} />, '_blank',
  )
  return null
}
