// Where the web app begins: fonts, styles, data and routes, mounted once what was asked first is answered.
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
import './styles/figures.css'
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
import { RouterProvider } from 'react-router/dom'
import { answered, client } from './first.ts'
import { createRoot } from './mount.ts'
import { createRoutes } from './routes.tsx'

/** What is answered by then is drawn at once; what is not has its outline first. */
const PATIENCE_MS = 150

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const app = (
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={createRoutes()} />
    </QueryClientProvider>
  </StrictMode>
)
const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
void Promise.race([answered, patience]).then(() => createRoot(root).render(app))
