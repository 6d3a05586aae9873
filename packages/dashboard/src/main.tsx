// What draws the web app: data and routes, mounted once what was asked first is answered.
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
