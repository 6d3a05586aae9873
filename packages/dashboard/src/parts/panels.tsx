// The panels that say where it came from, and under which model.
import type { Breakdown } from '@farthing/contract'
import { ModelSwitch } from './model-switch.tsx'
import { PlacesMap } from './places-map.tsx'
import { TabbedPanel } from './tabbed-panel.tsx'
import type { Shown } from './use-view.ts'

export type Tab = Breakdown | 'goals'

interface PanelOf {
  name: string
  tabs: [Tab, ...Tab[]]
}

/** Each dimension is in one panel, so that the URL needs no name for the panel. */
const above: PanelOf[] = [
  { name: 'Where from', tabs: ['channels', 'sources', 'mediums', 'referrers'] },
  { name: 'Campaigns', tabs: ['campaigns', 'terms', 'contents', 'click-ids'] },
  { name: 'Pages', tabs: ['entry-pages', 'pages', 'exit-pages', 'hosts'] },
  { name: 'What was sold', tabs: ['products', 'prices', 'plans', 'purposes', 'currencies'] },
]
const places: PanelOf = { name: 'Places', tabs: ['countries', 'regions', 'cities'] }
const below: PanelOf[] = [
  { name: 'Devices', tabs: ['devices', 'browsers', 'systems', 'languages'] },
  { name: 'What was done', tabs: ['goals'] },
]

export function Panels(shown: Shown) {
  return (
    <>
      <ModelSwitch view={shown.view} />
      <div className="panels">
        {above.map((panel) => (
          <TabbedPanel key={panel.name} {...shown} {...panel} />
        ))}
        <TabbedPanel {...shown} {...places} beside={<PlacesMap {...shown} />} />
        {below.map((panel) => (
          <TabbedPanel key={panel.name} {...shown} {...panel} />
        ))}
      </div>
    </>
  )
}
