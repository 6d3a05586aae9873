// Which site is shown, and the way to the others.
import { useQuery } from '@tanstack/react-query'
import { Link, NavLink } from 'react-router'
import { sitesQuery } from '../queries.ts'
import { Popover } from './popover.tsx'

export function SiteMenu({ siteId }: { siteId: string }) {
  const { data } = useQuery(sitesQuery)
  const sites = data?.sites ?? []
  const name = sites.find((site) => site.id === siteId)?.name ?? 'Site'
  return (
    <nav className="site-nav" aria-label="Site">
      <Popover name="Change site" label={<span className="clip">{name}</span>}>
        {(close) => (
          <ul className="menu">
            {sites.map((site) => (
              <li key={site.id}>
                <Link to={`/sites/${site.id}`} onClick={close} aria-current={site.id === siteId ? 'page' : undefined}>
                  {site.name}
                  <small>{site.hosts.join(', ')}</small>
                </Link>
              </li>
            ))}
            <li className="menu-rule">
              <Link to="/sites" onClick={close}>
                All sites
              </Link>
            </li>
            <li>
              <Link to="/sites/new" onClick={close}>
                Add a site
              </Link>
            </li>
          </ul>
        )}
      </Popover>
      <NavLink to={`/sites/${siteId}`} end className="tab">
        Overview
      </NavLink>
      <NavLink to={`/sites/${siteId}/reconcile`} className="tab">
        Reconcile
      </NavLink>
      <NavLink to={`/sites/${siteId}/settings`} className="tab">
        Settings
      </NavLink>
    </nav>
  )
}
