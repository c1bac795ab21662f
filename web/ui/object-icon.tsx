// UI kit: the icons that an object may carry, by the name its definition holds; the settings offer the same list.
import {
  Banknote, Bike, Boxes, Briefcase, Building2, CalendarDays, Car, CircleCheckBig, ClipboardList, Contact, CreditCard, Database, FileText, Flag, Gem, Gift,
  Handshake, Headset, HeartPulse, House, Inbox, Layers, Mail, MapPin, Megaphone, MessageCircle, Notebook, Package, Phone, Receipt, ScrollText, ShieldCheck,
  ShoppingBag, Sparkles, Star, Store, Tag, Target, Ticket, Truck, UserRound, UserRoundPlus, UsersRound, Warehouse, Watch, Wrench, type LucideIcon,
} from 'lucide-react'

export const objectIcons: Record<string, LucideIcon> = {
  user: UserRound, contact: Contact, users: UsersRound, building: Building2, 'user-plus': UserRoundPlus, target: Target, handshake: Handshake, briefcase: Briefcase,
  'circle-check': CircleCheckBig, clipboard: ClipboardList, notebook: Notebook, note: FileText, package: Package, box: Boxes, tag: Tag, store: Store, bag: ShoppingBag,
  truck: Truck, warehouse: Warehouse, receipt: Receipt, invoice: ScrollText, money: Banknote, card: CreditCard, ticket: Ticket, headset: Headset, wrench: Wrench,
  shield: ShieldCheck, calendar: CalendarDays, flag: Flag, star: Star, gem: Gem, watch: Watch, gift: Gift, heart: HeartPulse, megaphone: Megaphone, mail: Mail,
  phone: Phone, message: MessageCircle, inbox: Inbox, pin: MapPin, house: House, car: Car, bike: Bike, layers: Layers, sparkles: Sparkles, database: Database,
}

const byObject: Record<string, string> = {
  contact: 'user', company: 'building', lead: 'user-plus', deal: 'handshake', task: 'circle-check', note: 'note', product: 'package', ticket: 'headset',
}

/** `icon` as the definition says; else the one that suits the object's name. */
export function ObjectIcon({ object, icon, size = 18 }: { object: string; icon?: string | null; size?: number }) {
  const Icon = objectIcons[icon ?? ''] ?? objectIcons[byObject[object] ?? ''] ?? Database
  return <Icon size={size} strokeWidth={1.75} aria-hidden />
}
