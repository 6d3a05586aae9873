// The panels that say where it came from, and under which model.
import type { Breakdown } from '@farthing/contract'
import { ModelSwitch } from './model-switch.tsx'
import { TabbedPanel } from './tabbed-panel.tsx'
import type { Shown } from './use-view.ts'

export type Tab = Breakdown | 'products' | 'goals'

/** Each dimension is in one panel, so that the URL needs no name for the panel. */
const panels: Array<{ name: string; tabs: [Tab, ...Tab[]] }> = [
  { name: 'Where from', tabs: ['channels', 'sources', 'mediums', 'referrers'] },
  { name: 'Campaigns', tabs: ['campaigns', 'terms', 'contents', 'click-ids'] },
  { name: 'Pages', tabs: ['entry-pages', 'pages', 'exit-pages', 'hosts'] },
  { name: 'Places', tabs: ['countries', 'regions', 'cities', 'languages'] },
  { name: 'Devices', tabs: ['devices', 'browsers', 'systems'] },
  { name: 'What was done', tabs: ['products', 'goals', 'purposes', 'currencies'] },
]

export function Panels(shown: Shown) {
  return (
    <>
      <ModelSwitch view={shown.view} />
      <div className="panels">
        {panels.map(({ name, tabs }) => (
          <TabbedPanel key={name} {...shown} name={name} tabs={tabs} />
        ))}
      </div>
    </>
  )
}
