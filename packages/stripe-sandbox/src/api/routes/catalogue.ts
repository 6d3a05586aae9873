// Products, prices, coupons, promotion codes and customers.
import { z } from 'zod'
import { createPrice } from '../../flows/lines.ts'
import { newCoupon, newPromotionCode } from '../../objects/coupon.ts'
import { newCustomer } from '../../objects/customer.ts'
import { newProduct } from '../../objects/product.ts'
import {
  couponCreate,
  couponUpdate,
  customerCreate,
  customerUpdate,
  priceCreate,
  priceUpdate,
  productCreate,
  productUpdate,
  promotionCodeCreate,
  promotionCodeUpdate,
} from '../../params/catalogue.ts'
import { flag, mergeMetadata } from '../../params/form.ts'
import { invalid } from '../../stripe-error.ts'
import { idOf } from '../../world/model.ts'
import { type Endpoint, idIn, list, optionalText, read, remove, retrieve, same, write } from '../endpoint.ts'

const products: Endpoint[] = [
  list(
    'product',
    'products',
    { active: flag.optional(), ids: z.array(z.string()).optional() },
    (product, wanted) => same(wanted.active, product.active) && (wanted.ids?.includes(product.id) ?? true),
  ),
  retrieve('product', 'products'),
  write('products', 'product', (call) => {
    const params = call.parse(productCreate)
    return call.show(
      call.run((draft) => {
        if (params.id !== undefined && draft.find('product', params.id))
          throw invalid('Product already exists.', 'id', 'resource_already_exists')
        const product = draft.put('product', newProduct(draft, params))
        draft.emit('product.created', 'product', product.id)
        if (params.default_price_data === undefined) return product
        const price = createPrice(draft, { ...params.default_price_data, product: product.id })
        return draft.patch('product', product.id, { default_price: price.id })
      }),
    )
  }),
  write('products/:id', 'product', (call) => {
    const { metadata, ...changes } = call.parse(productUpdate)
    const old = call.get('product', idIn(call))
    return call.show(
      call.run((draft) => {
        const merged = { ...definedOnly(changes), metadata: mergeMetadata(old.metadata, metadata), updated: draft.now }
        const product = draft.patch('product', old.id, merged)
        draft.emit('product.updated', 'product', old.id)
        return product
      }),
    )
  }),
  remove('products/:id', 'product', (call) => {
    const { id } = call.get('product', idIn(call))
    if (call.view.all('price').some((price) => price.product === id))
      throw invalid('This product cannot be deleted because it has one or more user-created prices.')
    call.run((draft) => {
      draft.emit('product.deleted', 'product', id)
      draft.remove('product', id)
    })
    return { id, object: 'product', deleted: true }
  }),
]

/** `undefined` must not overwrite what is there. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
export const definedOnly = <T extends object>(changes: T): Partial<Defined<T>> =>
  // Entries without undefined are exactly the defined part.
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>

const prices: Endpoint[] = [
  list(
    'price',
    'prices',
    {
      active: flag.optional(),
      product: optionalText,
      currency: optionalText,
      type: optionalText,
      lookup_keys: z.array(z.string()).optional(),
    },
    (price, wanted) =>
      same(wanted.active, price.active) &&
      same(wanted.product, price.product) &&
      same(wanted.currency, price.currency) &&
      same(wanted.type, price.type) &&
      (wanted.lookup_keys?.includes(price.lookup_key ?? '') ?? true),
  ),
  retrieve('price', 'prices'),
  write('prices', 'price', (call) => {
    const params = call.parse(priceCreate)
    return call.show(call.run((draft) => createPrice(draft, params)))
  }),
  write('prices/:id', 'price', (call) => {
    const { metadata, ...changes } = call.parse(priceUpdate)
    const old = call.get('price', idIn(call))
    return call.show(
      call.run((draft) => {
        draft.patch('price', old.id, { ...definedOnly(changes), metadata: mergeMetadata(old.metadata, metadata) })
        draft.emit('price.updated', 'price', old.id)
        return draft.get('price', old.id)
      }),
    )
  }),
]

const customers: Endpoint[] = [
  list(
    'customer',
    'customers',
    { email: optionalText },
    (customer, wanted) => !customer.own.deleted && same(wanted.email, customer.email),
  ),
  retrieve('customer', 'customers'),
  write('customers', 'customer', (call) => {
    const params = call.parse(customerCreate)
    return call.show(
      call.run((draft) => {
        const customer = draft.put('customer', newCustomer(draft, params))
        draft.emit('customer.created', 'customer', customer.id)
        return customer
      }),
    )
  }),
  write('customers/:id', 'customer', (call) => {
    const { metadata, invoice_settings, ...changes } = call.parse(customerUpdate)
    const old = call.get('customer', idIn(call))
    const default_payment_method =
      invoice_settings?.default_payment_method ?? old.invoice_settings.default_payment_method
    return call.show(
      call.run((draft) => {
        draft.patch('customer', old.id, {
          ...definedOnly(changes),
          invoice_settings: { ...old.invoice_settings, default_payment_method },
          metadata: mergeMetadata(old.metadata, metadata),
        })
        draft.emit('customer.updated', 'customer', old.id)
        return draft.get('customer', old.id)
      }),
    )
  }),
  remove('customers/:id', 'customer', (call) => {
    const { id } = call.get('customer', idIn(call))
    call.run((draft) => {
      draft.emit('customer.deleted', 'customer', id)
      draft.patch('customer', id, { own: { deleted: true } })
    })
    return { id, object: 'customer', deleted: true }
  }),
]

const coupons: Endpoint[] = [
  list('coupon', 'coupons', {}, () => true),
  retrieve('coupon', 'coupons'),
  write('coupons', 'coupon', (call) => {
    const params = call.parse(couponCreate)
    return call.show(call.run((draft) => draft.put('coupon', newCoupon(draft, params))))
  }),
  write('coupons/:id', 'coupon', (call) => {
    const { metadata, ...changes } = call.parse(couponUpdate)
    const old = call.get('coupon', idIn(call))
    const merged = { ...definedOnly(changes), metadata: mergeMetadata(old.metadata ?? {}, metadata) }
    return call.show(call.run((draft) => draft.patch('coupon', old.id, merged)))
  }),
  remove('coupons/:id', 'coupon', (call) => {
    const { id } = call.get('coupon', idIn(call))
    call.run((draft) => draft.remove('coupon', id))
    return { id, object: 'coupon', deleted: true }
  }),
]

const promotionCodes: Endpoint[] = [
  list(
    'promotion_code',
    'promotion_codes',
    { active: flag.optional(), code: optionalText, coupon: optionalText },
    (code, wanted) =>
      same(wanted.active, code.active) &&
      same(wanted.code, code.code) &&
      same(wanted.coupon, idOf(code.promotion.coupon)),
  ),
  retrieve('promotion_code', 'promotion_codes'),
  write('promotion_codes', 'promotion_code', (call) => {
    const params = call.parse(promotionCodeCreate)
    call.get('coupon', params.promotion?.coupon ?? params.coupon ?? '', 'promotion[coupon]')
    return call.show(call.run((draft) => draft.put('promotion_code', newPromotionCode(draft, params))))
  }),
  write('promotion_codes/:id', 'promotion_code', (call) => {
    const { metadata, ...changes } = call.parse(promotionCodeUpdate)
    const old = call.get('promotion_code', idIn(call))
    const merged = { ...definedOnly(changes), metadata: mergeMetadata(old.metadata ?? {}, metadata) }
    return call.show(call.run((draft) => draft.patch('promotion_code', old.id, merged)))
  }),
]

const paymentMethods: Endpoint[] = [
  read('payment_methods/:id', 'payment_method', (call) => call.show(call.get('payment_method', idIn(call)))),
]

export const catalogueRoutes = [...products, ...prices, ...customers, ...coupons, ...promotionCodes, ...paymentMethods]
