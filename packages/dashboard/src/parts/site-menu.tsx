// Which site is shown, and the way to the others.
import { useQuery } from '@tanstack/react-query'
import { Link, NavLink } from 'react-router'
import { mayChange, sitesQuery, useMayAddSites } from '../queries.ts'
import { Popover } from './popover.tsx'
import { ReportsMenu } from './reports-menu.tsx'

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
      <NavLink to={`/sites/${siteId}`} end className="tab">
        Overview
      </NavLink>
      <NavLink to={`/sites/${siteId}/live`} className="tab">
        Live
      </NavLink>
      <NavLink to={`/sites/${siteId}/payments`} className="tab">
        Payments
      </NavLink>
      <NavLink to={`/sites/${siteId}/revenue`} className="tab">
        Revenue
      </NavLink>
      <ReportsMenu siteId={siteId} />
      {role !== 'guest' && (
        <NavLink to={`/sites/${siteId}/reconcile`} className="tab">
          Reconcile
        </NavLink>
      )}
      {mayChange(role) && (
        <NavLink to={`/sites/${siteId}/settings`} className="tab">
          Settings
        </NavLink>
      )}
    </nav>
  )
}
