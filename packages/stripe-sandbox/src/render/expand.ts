// Follows `expand[]` paths through a rendered object: ids become objects, and lists that are left out by default are put in. Pure.
import { invalid } from '../stripe-error.ts'
import { tableOfId } from '../world/ids.ts'
import type { TableName } from '../world/model.ts'
import type { View } from '../world/partition.ts'
import { refundsOf } from './charge.ts'
import { paymentsOf } from './invoice-links.ts'
import { renderLine } from './line-item.ts'
import { subList } from './list.ts'
import { type Rendered, render } from './render.ts'
import type { Version } from './version.ts'

export interface Expansion {
  view: View
  version: Version
  /** Throws Stripe's 403 when the key may not read that object. */
  allow(name: TableName): void
}

const deepest = 4

export function expand(node: Rendered, paths: readonly string[], to: Expansion): Rendered {
  return paths.reduce((current, path) => {
    const segments = path.split('.')
    const levels = segments[0] === 'data' ? segments.length - 1 : segments.length
    if (levels > deepest) throw invalid('You cannot expand more than 4 levels of a property.', 'expand')
    return follow(current, segments, path, to)
  }, node)
}

function follow(node: Rendered, [field, ...rest]: string[], path: string, to: Expansion): Rendered {
  if (field === undefined) return node
  const value = node[field] === undefined ? leftOut(node, field, to) : node[field]
  if (value === undefined) throw invalid(`This property cannot be expanded (${path}).`, 'expand')
  return { ...node, [field]: expandValue(value, field, rest, path, to) }
}

function expandValue(value: unknown, field: string, rest: string[], path: string, to: Expansion): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.map((item) => expandValue(item, field, rest, path, to))
  if (typeof value === 'string') {
    const found = lookUp(value, field, to)
    if (found === undefined) throw invalid(`This property cannot be expanded (${path}).`, 'expand')
    return follow(found, rest, path, to)
  }
  return isObject(value) ? follow(value, rest, path, to) : value
}

const isObject = (value: unknown): value is Rendered => typeof value === 'object' && value !== null

/** Coupons are named by their owner, so only the field says what they are. */
const tableOf = (id: string, field: string): TableName | undefined => (field === 'coupon' ? 'coupon' : tableOfId(id))

function lookUp(id: string, field: string, to: Expansion): Rendered | undefined {
  const name = tableOf(id, field)
  if (name === undefined) return undefined
  const record = to.view.find(name, id)
  if (record === undefined) return undefined
  to.allow(name)
  return render(to.view, record, to.version)
}

/** Lists that Stripe includes only when they are asked for. */
function leftOut(node: Rendered, field: string, to: Expansion): unknown {
  const id = String(node.id)
  const { view, version } = to
  const shown = (records: Parameters<typeof render>[1][]) => records.map((record) => render(view, record, version))
  switch (`${node.object}.${field}`) {
    case 'checkout.session.line_items':
      return lines(view.find('checkout.session', id)?.own.lines, `/v1/checkout/sessions/${id}/line_items`, view)
    case 'payment_link.line_items':
      return lines(view.find('payment_link', id)?.own.lines, `/v1/payment_links/${id}/line_items`, view)
    case 'charge.refunds':
      to.allow('refund')
      return subList(shown(refundsOf(view, view.find('charge', id))), `/v1/charges/${id}/refunds`)
    case 'invoice.payments':
      to.allow('invoice_payment')
      return subList(shown(paymentsOf(view, view.find('invoice', id))), `/v1/invoice_payments?invoice=${id}`)
    case 'customer.subscriptions':
      to.allow('subscription')
      return subList(
        shown(view.all('subscription').filter((subscription) => subscription.customer === id)),
        `/v1/customers/${id}/subscriptions`,
      )
    default:
      return undefined
  }
}

const lines = (own: Parameters<typeof renderLine>[1][] | undefined, url: string, view: View) =>
  subList(
    (own ?? []).map((line) => renderLine(view, line)),
    url,
  )
