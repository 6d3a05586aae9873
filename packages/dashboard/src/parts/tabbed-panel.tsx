// One panel of several dimensions, and the rows of the chosen one.
import type { ReactNode } from 'react'
import { wordsOf } from '../report-words.ts'
import { AllFigures } from './all-figures.tsx'
import { DimensionRows } from './dimension-rows.tsx'
import { ExportMenu } from './export-menu.tsx'
import { GoalRows } from './goal-rows.tsx'
import type { Tab } from './panels.tsx'
import { Tabs } from './tabs.tsx'
import type { Shown } from './use-view.ts'

interface TabbedPanelProps extends Shown {
  name: string
  tabs: [Tab, ...Tab[]]
  /** Stays when another tab is chosen. */
  beside?: ReactNode
}

export function TabbedPanel({ name, tabs, beside, ...shown }: TabbedPanelProps) {
  const { site, view } = shown
  const chosen = tabs.find((tab) => view.state.tabs.includes(tab)) ?? tabs[0]
  const choose = (tab: Tab) => {
    const others = view.state.tabs.filter((one) => !tabs.includes(one))
    view.change({ tabs: tab === tabs[0] ? others : [...others, tab] })
  }
  return (
    <section className={beside === undefined ? 'card panel' : 'card panel places'} aria-label={name}>
      <Tabs
        name={name}
        tabs={tabs}
        nameOf={tabName}
        chosen={chosen}
        choose={choose}
        tools={
          <div className="panel-tools">
            <AllFigures site={site} by={chosen === 'goals' ? 'props' : chosen} title={tabName(chosen)} />
            <ExportMenu
              site={site}
              title={tabName(chosen)}
              table={{ from: 'collector', report: chosen, asked: view.asked }}
            />
          </div>
        }
      >
        {(panel) => (
          <div className={beside === undefined ? undefined : 'beside'}>
            {beside}
            <div {...panel} className="panel-body">
              {chosen === 'goals' && <GoalRows {...shown} />}
              {chosen !== 'goals' && <DimensionRows key={chosen} {...shown} dimension={chosen} />}
            </div>
          </div>
        )}
      </Tabs>
    </section>
  )
}

const tabName = (tab: Tab): string => (tab === 'goals' ? 'Goals' : wordsOf(tab).tab)
