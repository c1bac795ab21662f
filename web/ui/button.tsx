// UI kit: Button and IconButton. `primary` once per screen, `secondary` beside it, `ghost` in toolbars, `danger` for what hurts.
import styled from '@emotion/styled'
import { forwardRef, type ButtonHTMLAttributes, type ElementType, type ReactNode } from 'react'
import { touch, v } from '../theme.ts'
import { Tooltip } from './tooltip.tsx'

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger'
type Size = 'small' | 'medium' | 'large'
type RootProps = { variant: Variant; size: Size; square?: boolean; wide?: boolean }

const heights = { small: 28, medium: 34, large: 44 } as const

const variants: Record<Variant, object> = {
  primary: { backgroundColor: v.accent, color: v.accentText, '&:hover': { backgroundColor: v.accentHover } },
  danger: { backgroundColor: v.bad, color: v.paper, '&:hover': { backgroundColor: v.badHover } },
  secondary: {
    backgroundColor: v.paper, color: v.text, boxShadow: `inset 0 0 0 1px ${v.lineStrong}`,
    '&:hover': { backgroundColor: v.sunken }, '&:active': { backgroundColor: v.pressed },
  },
  ghost: { color: v.secondary, '&:hover': { backgroundColor: v.hover, color: v.text }, '&:active': { backgroundColor: v.pressed } },
}

const own = new Set<PropertyKey>(['variant', 'size', 'square', 'wide', 'as'])

const Root = styled('button', { shouldForwardProp: (name) => !own.has(name) })<RootProps>(
  ({ variant, size, square, wide }) => ({
    display: 'inline-flex', alignItems: 'center', justifyContent: 'center', boxSizing: 'border-box', margin: 0, border: 0, background: 'none', cursor: 'pointer',
    height: heights[size], minWidth: square ? heights[size] : undefined, width: wide ? '100%' : undefined,
    padding: square ? 0 : size === 'small' ? '0 10px' : size === 'large' ? '0 20px' : '0 14px',
    gap: 7, borderRadius: 6, flexShrink: 0, whiteSpace: 'nowrap', textDecoration: 'none !important', userSelect: 'none', WebkitTapHighlightColor: 'transparent',
    fontFamily: 'inherit', fontSize: size === 'small' ? 13 : size === 'large' ? 15 : 14, lineHeight: 1, fontWeight: 500,
    transition: 'background-color 120ms, color 120ms',
    '& svg': { flexShrink: 0 },
    '&:disabled, &[aria-disabled=true]': { opacity: 0.5, pointerEvents: 'none', cursor: 'default' },
    // a small one looks small under a thumb too, and is hit as a large one is
    [touch]: size === 'small'
      ? { position: 'relative', minHeight: 36, minWidth: square ? 36 : undefined, '&::after': { content: '""', position: 'absolute', inset: '-4px 0', ...(square && { inset: -4 }) } }
      : { minHeight: 44, minWidth: square ? 44 : undefined },
    ...variants[variant],
  }),
)

const Spinner = styled('span')({
  width: 14, height: 14, borderRadius: '50%', border: '2px solid currentColor', borderTopColor: 'transparent', animation: 'hubung-turn 700ms linear infinite',
  '@keyframes hubung-turn': { to: { transform: 'rotate(360deg)' } },
})

// `to` and `params` reach the router's Link when `component={Link}` is given.
type Base = ButtonHTMLAttributes<HTMLButtonElement> & {
  variant?: Variant; size?: Size; href?: string; target?: string; component?: ElementType; to?: string
  params?: Record<string, string>; search?: Record<string, unknown>
}

/** What the element itself is told: a link has no `type`, and no `disabled` of its own. */
function elementProps(component: ElementType | undefined, href: string | undefined, disabled: boolean | undefined) {
  if (!component && href === undefined) return { type: 'button' as const, disabled }
  return { as: component ?? 'a', href, ...(disabled && { 'aria-disabled': true, tabIndex: -1 }) }
}

export type ButtonProps = Base & { icon?: ReactNode; endIcon?: ReactNode; loading?: boolean; wide?: boolean }

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
  const { variant = 'secondary', size = 'medium', icon, endIcon, loading, children, disabled, component, href, ...rest } = props
  return (
    <Root ref={ref} variant={variant} size={size} {...elementProps(component, href, disabled || loading)} aria-busy={loading || undefined} {...rest}>
      {loading ? <Spinner aria-hidden /> : icon}
      {children}
      {endIcon}
    </Root>
  )
})

export type IconButtonProps = Base & { label: string; active?: boolean; tooltip?: boolean; keys?: string }

/** An icon always has a label, shown as its tooltip; `keys` is the shortcut shown beside it. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(props, ref) {
  const { variant = 'ghost', size = 'medium', label, active, tooltip = true, keys, children, style, disabled, component, href, ...rest } = props
  const button = (
    <Root
      ref={ref} variant={variant} size={size} square {...elementProps(component, href, disabled)} aria-label={label} aria-pressed={active}
      style={active ? { backgroundColor: v.selected, color: v.accent, ...style } : style} {...rest}
    >
      {children}
    </Root>
  )
  if (!tooltip || disabled) return button
  return <Tooltip label={label} keys={keys}>{button}</Tooltip>
})
