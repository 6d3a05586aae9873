// The pages of a site's settings, and the way between them.
import type { Site } from '@farthing/contract'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { Together } from './together.tsx'

const pages = [
  { path: '', title: 'Site' },
  { path: '/stripe', title: 'Stripe' },
  { path: '/access', title: 'Access' },
  { path: '/notices', title: 'Notices' },
  { path: '/data', title: 'Data' },
  { path: '/log', title: 'Log' },
]

export function SettingsFrame({ site, title, children }: { site: Site; title: string; children: ReactNode }) {
  return (
    <div className="settings">
      <title>{`${title} · Settings · ${site.name} · Farthing`}</title>
      <h1>Settings</h1>
      <nav className="sub-nav" aria-label="Settings">
        {pages.map((page) => (
          <NavLink key={page.path} to={`/sites/${site.id}/settings${page.path}`} end className="tab">
            {page.title}
          </NavLink>
        ))}
      </nav>
      <Together>{children}</Together>
    </div>
  )
}
