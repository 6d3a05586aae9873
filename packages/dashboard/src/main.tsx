// Where the web app begins: fonts, styles, data and routes, mounted once.
import '@fontsource-variable/bricolage-grotesque/wght.css'
import '@fontsource-variable/hanken-grotesk/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/notes.css'
import './styles/shell.css'
import './styles/menus.css'
import './styles/sites.css'
import './styles/entrance.css'
import './styles/stats.css'
import './styles/panels.css'
import './styles/map.css'
import './styles/filters.css'
import './styles/reports.css'
import './styles/bones.css'
import './styles/chart.css'
import './styles/payments.css'
import './styles/connection.css'
import './styles/ways.css'
import './styles/reconcile.css'
import './styles/access.css'
import './styles/payment-page.css'
import './styles/notices.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient, sessionQuery, sitesQuery } from './queries.ts'
import { createRoutes } from './routes.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const client = createQueryClient()
// Asked for at once, and not one after the other when the parts that need them are drawn.
void client.prefetchQuery(sessionQuery)
if (window.location.pathname.startsWith('/sites')) void client.prefetchQuery(sitesQuery)

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={createRoutes()} />
    </QueryClientProvider>
  </StrictMode>,
)
