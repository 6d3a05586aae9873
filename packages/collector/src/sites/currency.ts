// How many decimals Stripe's amounts of a currency have: https://docs.stripe.com/currencies#zero-decimal
// ISK and UGX are sent with two decimals, as if they had them.

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

/** `currency` is three letters in lower case. */
export const minorDigits = (currency: string): number =>
  ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2
