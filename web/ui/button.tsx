// UI kit: Button and IconButton. `primary` once per screen, `secondary` beside it, `ghost` in toolbars, `danger` for what hurts.
import { ButtonBase, CircularProgress } from '@mui/material'
import { styled } from '@mui/material/styles'
import { forwardRef, type ComponentProps, type MouseEventHandler, type ReactNode } from 'react'
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

const Root = styled(ButtonBase, { shouldForwardProp: (name) => !['variant', 'size', 'square', 'wide'].includes(String(name)) })<RootProps>(
  ({ variant, size, square, wide }) => ({
    height: heights[size], minWidth: square ? heights[size] : undefined, width: wide ? '100%' : undefined,
    padding: square ? 0 : size === 'small' ? '0 10px' : size === 'large' ? '0 20px' : '0 14px',
    gap: 7, borderRadius: 6, flexShrink: 0, whiteSpace: 'nowrap', textDecoration: 'none !important',
    fontFamily: 'inherit', fontSize: size === 'small' ? 13 : size === 'large' ? 15 : 14, lineHeight: 1, fontWeight: 500,
    transition: 'background-color 120ms, color 120ms',
    '& svg': { flexShrink: 0 },
    '&.Mui-disabled': { opacity: 0.5 },
    [touch]: { minHeight: size === 'small' ? 36 : 44, minWidth: square ? (size === 'small' ? 36 : 44) : undefined },
    ...variants[variant],
  }),
)

// `to` and `params` reach the router's Link when `component={Link}` is given.
type Base = Omit<ComponentProps<typeof ButtonBase>, 'ref'> & {
  variant?: Variant; size?: Size; href?: string; target?: string; component?: React.ElementType; to?: string
  params?: Record<string, string>; search?: Record<string, unknown>; onClick?: MouseEventHandler<HTMLElement>
}

export type ButtonProps = Base & { icon?: ReactNode; endIcon?: ReactNode; loading?: boolean; wide?: boolean }

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
  const { variant = 'secondary', size = 'medium', icon, endIcon, loading, children, disabled, ...rest } = props
  return (
    <Root ref={ref} variant={variant} size={size} disabled={disabled || loading} aria-busy={loading || undefined} {...rest}>
      {loading ? <CircularProgress size={14} thickness={5} color="inherit" aria-hidden /> : icon}
      {children}
      {endIcon}
    </Root>
  )
})

export type IconButtonProps = Base & { label: string; active?: boolean; tooltip?: boolean; keys?: string }

/** An icon always has a label, shown as its tooltip; `keys` is the shortcut shown beside it. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(props, ref) {
  const { variant = 'ghost', size = 'medium', label, active, tooltip = true, keys, children, style, ...rest } = props
  const button = (
    <Root
      ref={ref} variant={variant} size={size} square aria-label={label} aria-pressed={active}
      style={active ? { backgroundColor: v.selected, color: v.accent, ...style } : style} {...rest}
    >
      {children}
    </Root>
  )
  if (!tooltip || rest.disabled) return button
  return <Tooltip label={label} keys={keys}>{button}</Tooltip>
})
