// `GET /api/openapi.json`: what can be asked here, for programs that read it.
import { Router } from 'express'
import { version } from '../version.ts'
import { openApi } from './document.ts'

export function openApiRoutes(): Router {
  const routes = Router()
  const text = JSON.stringify(openApi(version()))
  routes.get('/', (_req, res) => {
    res.type('application/json').send(text)
  })
  return routes
}
