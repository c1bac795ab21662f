// UI kit: the box and list of a Combobox, loaded when first needed (combobox.tsx stands in front of it).
import { Popper, useAutocomplete } from '@mui/material'
import styled from '@emotion/styled'
import { ChevronDown, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../i18n.tsx'
import { texts } from '../texts.ts'
import { phone, touch, v } from '../theme.ts'
import { IconButton } from './button.tsx'
import type { ComboboxProps, ComboOption } from './combobox.tsx'
import type { Pressed } from './deferred.tsx'
import { describedBy, Field, InputBox } from './field.tsx'
import { Chip } from './label.tsx'
import { Material } from './material.tsx'

const created = '\u0000create'

/** The options for what is typed: filtered here, or loaded 180 ms after the last key. `late`: what there is was loaded for something else. */
function useOptions({ options, load }: Pick<ComboboxProps, 'options' | 'load'>, query: string, open: boolean) {
  const [found, setFound] = useState<{ query: string; list: ComboOption[] }>({ query: '', list: [] })
  const [busy, setBusy] = useState(false)
  const latest = useRef(load)
  latest.current = load
  const remote = Boolean(load)
  useEffect(() => {
    if (!remote || !open) return
    const stop = new AbortController()
    setBusy(true)
    const timer = setTimeout(() => {
      void latest.current!(query, stop.signal).catch(() => []).then((list) => {
        if (stop.signal.aborted) return
        setFound({ query, list })
        setBusy(false)
      })
    }, query ? 180 : 0)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query, open, remote])
  return { list: remote ? found.list : (options ?? []), busy: remote && busy, late: remote && (busy || found.query !== query) }
}

/** Enter before what was typed is loaded takes the first of what comes, unless something else is typed by then. */
function useWanted({ query, open, late }: { query: string; open: boolean; late: boolean }, take: () => void): (query: string) => void {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (wanted === null || (open && late && wanted === query)) return
    setWanted(null)
    if (open && wanted === query) take()
  }, [wanted, open, late, query, take])
  return setWanted
}

/** The options that fit what is typed, and the offer to make one where none is called so. */
function offered({ multiple, value, load, onCreate, createLabel }: ComboboxProps, all: ComboOption[], { query, inputValue, late }: { query: string; inputValue: string; late: boolean }): ComboOption[] {
  // While the input shows the chosen value, everything is offered.
  const asked = !multiple && value && inputValue === value.label ? '' : inputValue.trim().toLowerCase()
  const kept = load && !late ? all : all.filter((option) => `${option.label} ${option.hint ?? ''}`.toLowerCase().includes(asked)).slice(0, 200)
  const exact = kept.some((option) => option.label.toLowerCase() === asked)
  return onCreate && asked && !exact && !late ? [...kept, { value: created, label: createLabel?.(query.trim()) ?? query }] : kept
}

export function ComboboxBox(props: ComboboxProps & Pressed) {
  const { label, help, error, required, optional, style, placeholder, disabled, multiple, value, large, autoFocus, pressed, name, load, onCreate } = props
  const t = useText()
  const id = useId()
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(Boolean(pressed) && !disabled)
  const { list, busy, late } = useOptions(props, query, open)
  const choose = (next: ComboOption | ComboOption[] | null) => {
    const made = [next].flat().find((option) => option?.value === created)
    if (made) return onCreate?.(query.trim())
    props.onChange(next as never)
  }
  const auto = useAutocomplete<ComboOption, boolean | undefined, false, false>({
    id, options: list as ComboOption[], value: value as never, multiple, disabled, open, inputValue: query,
    onOpen: () => setOpen(true), onClose: () => setOpen(false), disableCloseOnSelect: multiple, clearOnBlur: true, autoHighlight: true, openOnFocus: false,
    onInputChange: (_event, next, reason) => setQuery(multiple && reason === 'reset' ? '' : next),
    onChange: (_event, next) => choose(next as never),
    getOptionLabel: (option) => option.label, isOptionEqualToValue: (one, other) => one.value === other.value, filterSelectedOptions: multiple,
    filterOptions: (all, { inputValue }) => offered(props, all, { query, inputValue, late }),
  })
  const { onMouseDown, onKeyDown, ...rootProps } = auto.getRootProps()
  const setWanted = useWanted({ query, open, late }, () => {
    if (!list[0]) return
    props.onChange((multiple ? [...value, list[0]] : list[0]) as never)
    setOpen(false)
    if (multiple) setQuery('')
  })
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || !open || !late || !query.trim() || auto.groupedOptions.length) return onKeyDown?.(event)
    event.preventDefault()
    setWanted(query)
  }
  const chips = multiple ? value : []
  const icon = !multiple && value && query === value.label ? value.icon : null
  return (
    <Field {...{ label, help, error, required, optional, style }} id={id}>
      <div {...rootProps} onMouseDown={onMouseDown} onKeyDown={press} ref={auto.setAnchorEl as never}>
        <InputBox fault={Boolean(error)} large={large} style={{ position: 'relative', flexWrap: 'wrap', rowGap: 4, paddingRight: 28, ...(chips.length && { paddingBlock: 4 }) }}>
          {chips.map((option) => (
            <Chip key={option.value} colour={option.colour} icon={option.icon} onRemove={() => props.onChange(chips.filter((one) => one !== option) as never)}>{option.label}</Chip>
          ))}
          {icon}
          <input
            {...auto.getInputProps()} id={id} placeholder={chips.length ? undefined : placeholder} autoFocus={autoFocus || pressed} disabled={disabled} style={{ minWidth: 40, width: 40, ...(chips.length && { minHeight: 0 }) }}
            aria-label={label ? undefined : name} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { help, error })}
          />
          {!multiple && value && !required && !disabled && (
            <IconButton size="small" label={t(texts.clear)} tooltip={false} tabIndex={-1} onClick={() => props.onChange(null)} style={{ height: 24, minHeight: 24, minWidth: 24 }}><X size={15} /></IconButton>
          )}
          <ChevronDown size={16} style={{ position: 'absolute', right: 10, top: 'calc(50% - 8px)', pointerEvents: 'none' }} aria-hidden />
        </InputBox>
      </div>
      <Offers auto={auto} nothing={t(busy ? texts.loading : load && !query ? texts.typeToSearch : texts.nothingFound)} />
    </Field>
  )
}

type OffersProps = { auto: ReturnType<typeof useAutocomplete<ComboOption, boolean | undefined, false, false>>; nothing: string }

function Offers({ auto, nothing }: OffersProps) {
  const options = auto.groupedOptions as ComboOption[]
  return (
    <Material>
      <Popper role="presentation" open={auto.popupOpen} anchorEl={auto.anchorEl} placement="bottom-start" style={{ zIndex: 1500, width: auto.anchorEl?.clientWidth }}>
        {options.length > 0
          ? <List {...auto.getListboxProps()}>{options.map((option, index) => {
              const { key, ...row } = auto.getOptionProps({ option, index }) as { key: string }
              return <Choice key={option.value} option={option} row={row} />
            })}</List>
          : <Nothing role="status">{nothing}</Nothing>}
      </Popper>
    </Material>
  )
}

const box = { margin: '4px 0', backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: 8, fontSize: 14, lineHeight: '20px' } as const
const List = styled('ul')({ ...box, listStyle: 'none', padding: 4, maxHeight: 'min(320px, 50vh)', overflowY: 'auto' })
const Nothing = styled('div')({ ...box, padding: '10px 12px', color: v.muted })
const Item = styled('li')({
  display: 'flex', alignItems: 'center', gap: 9, minHeight: 32, padding: '5px 8px', borderRadius: 5, cursor: 'pointer',
  '&.Mui-focused': { backgroundColor: v.hover },
  '&[aria-selected=true]': { backgroundColor: v.selected },
  [phone]: { minHeight: 44, fontSize: 16 }, [touch]: { minHeight: 44 },
})

function Choice({ option, row }: { option: ComboOption; row: object }) {
  return (
    <Item {...row}>
      {option.icon}
      <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {option.label}
        {option.hint && <span style={{ display: 'block', color: v.muted, fontSize: 12.5, lineHeight: '17px' }}>{option.hint}</span>}
      </span>
    </Item>
  )
}
