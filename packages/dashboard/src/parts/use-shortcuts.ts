// Keys on the overview, unless somebody types, or turned them off in this browser.
import { useEffect, useState } from 'react'
import { changeByKey } from '../shortcuts.ts'
import type { View } from './use-view.ts'

const STORED = 'farthing.shortcuts'

export function useShortcuts(view: View, open: (dialog: 'filter' | 'help') => void) {
  const [on, setOn] = useState(() => localStorage.getItem(STORED) !== 'off')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return
      if (event.key === '?') return open('help')
      if (!on) return
      if (event.key === 'f') {
        event.preventDefault()
        return open('filter')
      }
      const change = changeByKey(event.key, view.state)
      if (change !== null) view.change(change)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [view, open, on])
  return {
    on,
    turn: (to: boolean) => {
      if (to) localStorage.removeItem(STORED)
      else localStorage.setItem(STORED, 'off')
      setOn(to)
    },
  }
}

/** Where letters are typed, or a dialog lies over the page. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true
  return target instanceof Element && target.matches('input, select, textarea, [contenteditable]')
}
