// Hosts that a visitor only passes through on the way to pay or to sign in: they brought nobody here. Data, and the look-up in it.

/** Not all of stripe.com: its directory and its articles do send people. */
const stripePages = `
checkout.stripe.com buy.stripe.com donate.stripe.com book.stripe.com billing.stripe.com invoice.stripe.com hooks.stripe.com
pay.stripe.com payments.stripe.com connect.stripe.com js.stripe.com m.stripe.network pay.link.com checkout.link.com link.com`

const walletsAndInstalments = `
paypal.com paypal.me pay.google.com payments.google.com applepay.apple.com apple-pay-gateway.apple.com pay.amazon.com
payments.amazon.com apay-us.amazon.com cash.app venmo.com klarna.com klarnapayments.com afterpay.com clearpay.co.uk affirm.com
affirm.ca zip.co quadpay.com sezzle.com scalapay.com getalma.eu billie.io alipay.com alipayobjects.com wx.tenpay.com
pay.weixin.qq.com mobilepay.dk mobilepay.fi vipps.no getswish.net swish.nu twint.ch satispay.com checkout.revolut.com
pay.revolut.com skrill.com neteller.com paysafecard.com grabpay.com gopay.co.id kakaopay.com pay.naver.com paypay.ne.jp
amazonpay.com samsungpay.com pay.samsung.com paytm.in phonepe.com razorpay.com`

const banksAndProcessors = `
ideal.nl pay.ideal.nl wero-wallet.eu sofort.com giropay.de paydirekt.de eps-ueberweisung.at eps.or.at przelewy24.pl blik.com
bancontact.com payconiq.com multibanco.pt trustly.com truelayer.com tink.com gocardless.com plaid.com fpx.com.my
cardinalcommerce.com centinelapi.cardinalcommerce.com arcot.com securesuite.net securesuite.co.uk 3dsecure.io 3dsecure.no
wlp-acs.com redsys.es sibs.pt adyen.com mollie.com checkout.com worldpay.com paymentsense.com girogate.de girosolution.de
touchtechpayments.com rsa3dsauth.com apata.io netcetera-payment.ch 3ds.nl
ideal.ing.nl ideal.rabobank.nl betalen.rabobank.nl ideal.abnamro.nl ideal.snsbank.nl ideal.asnbank.nl ideal.regiobank.nl
ideal.knab.nl ideal.vanlanschot.com ideal.bunq.com buckaroo.nl opayo.co.uk sagepay.com modirum.com gpayments.net mbway.pt
bizum.es bancomatpay.it bluecode.com`

const signIn = `
accounts.google.com accounts.youtube.com appleid.apple.com login.microsoftonline.com login.live.com login.yahoo.com
auth.openai.com auth0.com okta.com oktapreview.com onelogin.com accounts.shopify.com clerk.accounts.dev workos.com
challenges.cloudflare.com cloudflareaccess.com`

const setOf = (text: string) => new Set(text.trim().split(/\s+/))
const payment = setOf(`${stripePages} ${walletsAndInstalments} ${banksAndProcessors}`)
const passing = setOf(signIn)

/** Card schemes let each bank run its own server for the second factor; most are named like this (EMV 3-D Secure, "ACS"). */
const bankStep = /^(3ds\d?|3d-?secure|(mc|visa|cb)?-?acs\d*)\.[^.]+\../

const isListed = (list: ReadonlySet<string>, host: string): boolean => {
  for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) if (list.has(rest)) return true
  return false
}

/** `host` is lower case and without port. */
export const isPaymentHost = (host: string): boolean => isListed(payment, host) || bankStep.test(host)

export const isSignInHost = (host: string): boolean => isListed(passing, host)
