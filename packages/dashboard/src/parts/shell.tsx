// The frame of every page behind the login: who may see it, the header, and where to go when signed out.
import type { SessionAnswer } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import { Link, Navigate, Outlet, useLocation, useParams } from 'react-router'
import { sessionQuery } from '../queries.ts'
import { AccountMenu } from './account-menu.tsx'
import { Wordmark } from './coin.tsx'
import { EntranceTrouble, SetupNeeded } from './entrance.tsx'
import { SiteMenu } from './site-menu.tsx'
import { Splash } from './splash.tsx'

export function Shell() {
  const { data: session, error, refetch } = useQuery(sessionQuery)
  const { pathname, search } = useLocation()
  if (session === undefined) {
    return error === null ? <Splash /> : <EntranceTrouble error={error} retry={() => void refetch()} />
  }
  if (session.state === 'setup') return <SetupNeeded />
  if (session.state === 'signed_out') {
    const next = `${pathname}${search}`
    return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />
  }
  if (session.state === 'code_needed') return <Navigate to="/login" replace />
  return <Frame session={session} />
}

function Frame({ session }: { session: Extract<SessionAnswer, { state: 'signed_in' | 'guest' }> }) {
  const { siteId } = useParams()
  const main = useFreshPage()
  return (
    <>
      <a className="skip" href="#main">
        Skip to the figures
      </a>
      <header className="top">
        <div className="top-inner">
          <Link to="/" className="brand" aria-label="Farthing, all sites">
            <Wordmark />
          </Link>
          {siteId !== undefined && <SiteMenu siteId={siteId} />}
          {session.state === 'signed_in' && <AccountMenu user={session.user} />}
        </div>
      </header>
      <main ref={main} id="main" className="page" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  )
}

/** Another page begins at its top, and a screen reader begins to read there. */
function useFreshPage(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
