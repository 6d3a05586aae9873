// One panel of several dimensions: tabs that arrow keys move through, and the rows of the chosen one.
import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { wordsOf } from '../report-words.ts'
import { DimensionRows } from './dimension-rows.tsx'
import { ExportMenu } from './export-menu.tsx'
import { GoalRows } from './goal-rows.tsx'
import type { Tab } from './panels.tsx'
import type { Shown } from './use-view.ts'

interface TabbedPanelProps extends Shown {
  name: string
  tabs: [Tab, ...Tab[]]
  /** Stays when another tab is chosen. */
  beside?: ReactNode
}

export function TabbedPanel({ name, tabs, beside, ...shown }: TabbedPanelProps) {
  const { site, view } = shown
  const id = useId()
  const chosen = tabs.find((tab) => view.state.tabs.includes(tab)) ?? tabs[0]
  const choose = (tab: Tab) => {
    const others = view.state.tabs.filter((one) => !tabs.includes(one))
    view.change({ tabs: tab === tabs[0] ? others : [...others, tab] })
  }
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
    <section className={beside === undefined ? 'card panel' : 'card panel places'} aria-label={name}>
      <header className="panel-head">
        <div role="tablist" aria-label={name} className="panel-tabs" onKeyDown={onKey}>
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
              {tabName(tab)}
            </button>
          ))}
        </div>
        <ExportMenu site={site} report={chosen} asked={view.asked} />
      </header>
      <div className={beside === undefined ? undefined : 'beside'}>
        {beside}
        <div role="tabpanel" id={id} aria-labelledby={`${id}-${chosen}`} className="panel-body">
          {chosen === 'goals' && <GoalRows {...shown} />}
          {chosen !== 'goals' && <DimensionRows key={chosen} {...shown} dimension={chosen} />}
        </div>
      </div>
    </section>
  )
}

const tabName = (tab: Tab): string => (tab === 'goals' ? 'Goals' : wordsOf(tab).tab)
