// The way to the pages of one report each; the days, the mode and the filters go along.
import { NavLink, useLocation } from 'react-router'
import { keptSearch } from '../url-state.ts'
import { Popover } from './popover.tsx'

const reports = [
  ['breakdown', 'Breakdown', 'Every figure of each row, by anything'],
  ['journeys', 'Journeys', 'The visits before a payment'],
  ['funnels', 'Funnels', 'Steps that visits do or leave'],
  ['cohorts', 'Cohorts', 'What customers pay month by month'],
  ['split-tests', 'Split tests', 'Which side of a page earns more'],
] as const

export function ReportsMenu({ siteId }: { siteId: string }) {
  const { pathname, search } = useLocation()
  const shown = reports.find(([path]) => pathname === `/sites/${siteId}/${path}`)
  return (
    <div className={shown === undefined ? 'tab-menu' : 'tab-menu active'}>
      <Popover name="Reports" label={shown?.[1] ?? 'Reports'}>
        {(close) => (
          <ul className="menu">
            {reports.map(([path, name, what]) => (
              <li key={path}>
                <NavLink to={{ pathname: `/sites/${siteId}/${path}`, search: keptSearch(search) }} onClick={close}>
                  {name}
                  <small>{what}</small>
                </NavLink>
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </div>
  )
}

/** Where there is room for one row only, in place of the menu. */
export function ReportTabs({ siteId }: { siteId: string }) {
  const { search } = useLocation()
  return reports.map(([path, name]) => (
    <NavLink
      key={path}
      to={{ pathname: `/sites/${siteId}/${path}`, search: keptSearch(search) }}
      className="tab narrow-only"
    >
      {name}
    </NavLink>
  ))
}
