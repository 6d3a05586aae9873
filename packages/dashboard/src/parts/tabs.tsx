// Several parts of which one is shown: arrow keys move between the tabs, and the chosen one's panel is named by it.
import { type KeyboardEvent, type ReactNode, useId } from 'react'

interface TabsProps<Tab extends string> {
  /** What all of them are about. */
  name: string
  tabs: readonly [Tab, ...Tab[]]
  nameOf: (tab: Tab) => string
  chosen: Tab
  choose: (tab: Tab) => void
  /** Beside the tabs, such as what can be taken away. */
  tools?: ReactNode
  look?: 'panel' | 'ways'
  children: (panel: { role: 'tabpanel'; id: string; 'aria-labelledby': string }) => ReactNode
}

export function Tabs<Tab extends string>(props: TabsProps<Tab>) {
  const { name, tabs, nameOf, chosen, choose, tools, look = 'panel', children } = props
  const id = useId()
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = tabs.indexOf(chosen)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const index = (to + tabs.length) % tabs.length
    choose(tabs[index] ?? tabs[0])
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus()
  }
  return (
    <>
      <header className={look === 'panel' ? 'panel-head' : 'ways-head'}>
        <div role="tablist" aria-label={name} className={`${look}-tabs`} onKeyDown={onKey}>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`${id}-${tab}`}
              aria-controls={id}
              aria-selected={tab === chosen}
              tabIndex={tab === chosen ? 0 : -1}
              onClick={() => choose(tab)}
            >
              {nameOf(tab)}
            </button>
          ))}
        </div>
        {tools}
      </header>
      {children({ role: 'tabpanel', id, 'aria-labelledby': `${id}-${chosen}` })}
    </>
  )
}
