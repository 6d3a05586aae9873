// What is answered where nothing is.
import type { RequestHandler } from 'express'
import { Refusal } from '../errors.ts'

export const notFound: RequestHandler = (req, _res, next) => {
  next(new Refusal('not_found', `There is nothing at ${req.method} ${req.baseUrl}${req.path}.`))
}
