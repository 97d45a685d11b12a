import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { moved } from './move.ts'
import { useScope } from './scope.ts'
import { SearchAnswers, type Found } from './search-answers.tsx'
import { useText } from './text.ts'
import { useAsk } from './use-ask.ts'
import { useSettled } from './use-settled.ts'

const ANSWERS = 8

/** Finds organizations by name, pinyin, initials or code: answers while one types, the register with Enter. */
export function SearchBox() {
  const { q } = useSearch({ strict: false })
  return (
    <search>
      <SearchField key={q} q={q ?? ''} />
    </search>
  )
}

function SearchField({ q }: { readonly q: string }) {
  const { t } = useText()
  const input = useRef<HTMLInputElement>(null)
  useFocusKey(input)
  const { typed, found, total, active, isOpen, close, choose, enter, compose, type, press } = useTyping(q)
  const id = useId()
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault()
        enter()
      }}
    >
      <span aria-hidden="true">⌕</span>
      <input
        ref={input}
        name="q"
        type="search"
        role="combobox"
        autoComplete="off"
        value={typed}
        maxLength={100}
        aria-label={t('search.name')}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
        aria-keyshortcuts="Control+K"
        placeholder={t('search.hint')}
        onChange={(event) => type(event.target.value)}
        onCompositionStart={() => compose(true)}
        onCompositionEnd={() => compose(false)}
        onKeyDown={press}
        onBlur={close}
      />
      <SearchAnswers id={id} open={isOpen} found={found} total={total} active={active} choose={choose} />
    </form>
  )
}

/** What is typed and what it finds. Nothing is asked while an input method composes: its keys are its own. */
function useTyping(q: string) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const [isWanted, setWanted] = useState(false)
  const [isComposing, compose] = useState(false)
  const [active, setActive] = useState(-1)
  const { found, total } = useAnswers(typed, isWanted && !isComposing)
  const isOpen = isWanted && typed.trim() !== '' && total !== undefined
  const turn = (wanted: boolean, at = -1) => {
    setWanted(wanted)
    setActive(at)
  }
  const choose = ({ code }: Found) => {
    turn(false)
    void navigate({ to: '/orgs/$code', params: { code } })
  }
  return {
    typed,
    found,
    total,
    active,
    isOpen,
    choose,
    compose,
    close: () => turn(false),
    enter: () => {
      const one = isOpen ? found[active] : undefined
      if (one !== undefined) return choose(one)
      turn(false)
      const text = typed.trim()
      return void navigate({ to: '/orgs', search: { q: text === '' ? undefined : text } })
    },
    type: (text: string) => {
      setTyped(text)
      turn(true)
    },
    press: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return
      const next = moved(event.key, active, found.length)
      if (next !== undefined) turn(true, next)
      else if (event.key === 'Escape' && isOpen) turn(false)
      else return
      event.preventDefault()
    },
  }
}

/** The first answers to what is typed, once the typing rests. */
function useAnswers(typed: string, isWanted: boolean) {
  const { place, line, asOf } = useScope()
  const q = useSettled(typed.trim(), 200)
  const query = { q, place, line, asOf, limit: ANSWERS }
  const asked = useAsk('GET /api/organizations', { query }, { enabled: isWanted && q !== '', keep: true })
  return { found: asked.data?.organizations ?? [], total: asked.data?.total }
}

function useFocusKey(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [input])
}
