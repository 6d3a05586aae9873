// Which site is shown, and the way to the others.
import type { Standing } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { mayChange, sitesQuery } from '../queries.ts'
import { keptSearch } from '../url-state.ts'
import { Popover } from './popover.tsx'
import { ReportsMenu, ReportTabs } from './reports-menu.tsx'
import { useMayAddSites } from './use-site.ts'

export function SiteMenu({ siteId }: { siteId: string }) {
  const { data } = useQuery(sitesQuery)
  const mayAdd = useMayAddSites()
  const sites = data?.sites ?? []
  const site = sites.find((one) => one.id === siteId)
  const role = site?.role ?? 'guest'
  return (
    <nav className="site-nav" aria-label="Site">
      <Popover name="Change site" label={<span className="clip">{site?.name ?? 'Site'}</span>}>
        {(close) => (
          <ul className="menu">
            {sites.map((one) => (
              <li key={one.id}>
                <Link to={`/sites/${one.id}`} onClick={close} aria-current={one.id === siteId ? 'page' : undefined}>
                  {one.name}
                  <small>{one.hosts.join(', ')}</small>
                </Link>
              </li>
            ))}
            <li className="menu-rule">
              <Link to="/sites" onClick={close}>
                All sites
              </Link>
            </li>
            {mayAdd && (
              <li>
                <Link to="/sites/new" onClick={close}>
                  Add a site
                </Link>
              </li>
            )}
          </ul>
        )}
      </Popover>
      <SiteTabs siteId={siteId} role={role} />
    </nav>
  )
}

function SiteTabs({ siteId, role }: { siteId: string; role: Standing }) {
  const { pathname } = useLocation()
  const row = useRef<HTMLDivElement>(null)
  // On a phone the row goes sideways: where one is has to be in sight.
  useEffect(() => {
    const tabs = [...(row.current?.querySelectorAll<HTMLAnchorElement>('a.active') ?? [])]
    const shown = tabs.find((tab) => pathname.startsWith(tab.pathname))
    if (shown) row.current?.scrollTo({ left: shown.offsetLeft - 80 })
  }, [pathname])
  return (
    <div ref={row} className="site-tabs">
      <SiteTab siteId={siteId} path="" name="Overview" />
      <SiteTab siteId={siteId} path="/live" name="Live" />
      <SiteTab siteId={siteId} path="/payments" name="Payments" />
      <SiteTab siteId={siteId} path="/revenue" name="Revenue" />
      <ReportsMenu siteId={siteId} />
      <ReportTabs siteId={siteId} />
      {role !== 'guest' && <SiteTab siteId={siteId} path="/reconcile" name="Reconcile" />}
      {mayChange(role) && (
        <NavLink to={`/sites/${siteId}/settings`} className="tab">
          Settings
        </NavLink>
      )}
    </div>
  )
}

/** The days, the mode and the filters go along. */
function SiteTab({ siteId, path, name }: { siteId: string; path: string; name: string }) {
  const { search } = useLocation()
  return (
    <NavLink to={{ pathname: `/sites/${siteId}${path}`, search: keptSearch(search) }} end={path === ''} className="tab">
      {name}
    </NavLink>
  )
}
