// Checkout Sessions and Payment Links, with their lines.
import { z } from 'zod'
import { createLink, createSession, expireSession } from '../../flows/open-session.ts'
import { afterCompletionOf } from '../../objects/payment-link.ts'
import { paymentLinkCreate, paymentLinkUpdate, sessionCreate, sessionUpdate } from '../../params/checkout.ts'
import { flag, mergeMetadata, text } from '../../params/form.ts'
import { renderLine } from '../../render/line-item.ts'
import type { Rendered } from '../../render/render.ts'
import { idOf, type Line } from '../../world/model.ts'
import type { Call } from '../call.ts'
import { type Endpoint, idIn, list, optionalText, read, retrieve, same, write } from '../endpoint.ts'
import { page, pageParams } from '../pagination.ts'
import { definedOnly } from './catalogue.ts'

/** Lines are listed in the order of the purchase. */
const linesPage = (call: Call, lines: readonly Line[], url: string): Rendered => {
  const cursor = call.parse(z.strictObject(pageParams))
  const listed = page(
    lines.map((line) => renderLine(call.view, line)),
    cursor,
    url,
  )
  return { ...listed }
}

const sessionFilters = {
  customer: optionalText,
  customer_details: z.strictObject({ email: text }).optional(),
  payment_intent: optionalText,
  payment_link: optionalText,
  status: z.enum(['complete', 'expired', 'open']).optional(),
  subscription: optionalText,
}

const sessions: Endpoint[] = [
  list(
    'checkout.session',
    'checkout/sessions',
    sessionFilters,
    (session, wanted) =>
      same(wanted.customer, session.customer) &&
      same(wanted.customer_details?.email, session.customer_details?.email) &&
      same(wanted.payment_intent, session.payment_intent) &&
      same(wanted.payment_link, session.payment_link) &&
      same(wanted.status, session.status) &&
      same(wanted.subscription, idOf(session.subscription)),
  ),
  retrieve('checkout.session', 'checkout/sessions'),
  write('checkout/sessions', 'checkout.session', (call) => {
    const params = call.parse(sessionCreate)
    return call.show(call.run((draft) => createSession(draft, params)))
  }),
  write('checkout/sessions/:id', 'checkout.session', (call) => {
    const { metadata } = call.parse(sessionUpdate)
    const old = call.get('checkout.session', idIn(call))
    const merged = mergeMetadata(old.metadata ?? {}, metadata)
    return call.show(call.run((draft) => draft.patch('checkout.session', old.id, { metadata: merged })))
  }),
  write('checkout/sessions/:id/expire', 'checkout.session', (call) => {
    const { id } = call.get('checkout.session', idIn(call), 'session')
    call.run((draft) => expireSession(draft, id))
    return call.show(call.get('checkout.session', id))
  }),
  read('checkout/sessions/:id/line_items', 'checkout.session', (call) => {
    const session = call.get('checkout.session', idIn(call), 'session')
    return linesPage(call, session.own.lines, `/v1/checkout/sessions/${session.id}/line_items`)
  }),
]

const links: Endpoint[] = [
  list('payment_link', 'payment_links', { active: flag.optional() }, (link, wanted) =>
    same(wanted.active, link.active),
  ),
  retrieve('payment_link', 'payment_links'),
  write('payment_links', 'payment_link', (call) => {
    const params = call.parse(paymentLinkCreate)
    return call.show(call.run((draft) => createLink(draft, params)))
  }),
  write('payment_links/:id', 'payment_link', (call) => {
    const { metadata, after_completion, ...changes } = call.parse(paymentLinkUpdate)
    const old = call.get('payment_link', idIn(call))
    return call.show(
      call.run((draft) => {
        draft.patch('payment_link', old.id, {
          ...definedOnly(changes),
          ...(after_completion === undefined ? {} : { after_completion: afterCompletionOf(after_completion) }),
          metadata: mergeMetadata(old.metadata, metadata),
        })
        draft.emit('payment_link.updated', 'payment_link', old.id)
        return draft.get('payment_link', old.id)
      }),
    )
  }),
  read('payment_links/:id/line_items', 'payment_link', (call) => {
    const link = call.get('payment_link', idIn(call))
    return linesPage(call, link.own.lines, `/v1/payment_links/${link.id}/line_items`)
  }),
]

export const checkoutRoutes = [...sessions, ...links]
