// What a page loads in place of https://js.stripe.com/v3/: the Payment Element and `confirmPayment`, as far as a shop needs them.
// Pure. See https://docs.stripe.com/js/payment_intents/confirm_payment

/** Runs in a shop's page, so it is plain JavaScript as text; `base` is where the sandbox is found. */
export const stripeJs = (base: string): string => `(() => {
  const base = ${JSON.stringify(base)}
  const ways = [['card', 'Card'], ['declined_card', 'Declined card'], ['bank_redirect', 'Bank redirect']]
  const problem = (message) => ({ error: { type: 'validation_error', message } })

  function paymentElement() {
    const box = document.createElement('fieldset')
    const legend = document.createElement('legend')
    legend.textContent = 'Sandbox: no card details are asked for'
    box.append(legend)
    for (const [value, name] of ways) {
      const label = document.createElement('label')
      const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'sandbox-way', value })
      input.checked = value === 'card'
      label.style.display = 'block'
      label.append(input, ' ' + name)
      box.append(label)
    }
    return {
      mount: (where) => (typeof where === 'string' ? document.querySelector(where) : where).replaceChildren(box),
      way: () => box.querySelector('input:checked').value,
    }
  }

  function elements({ clientSecret } = {}) {
    let payment = null
    return {
      clientSecret,
      create: (kind) => {
        if (kind !== 'payment') throw new Error('The sandbox knows the Payment Element only.')
        payment = paymentElement()
        return payment
      },
      submit: async () => (payment ? {} : problem('Mount the Payment Element first.')),
      way: () => payment?.way(),
    }
  }

  async function confirmPayment({ elements: shown, clientSecret, confirmParams = {}, redirect }) {
    const secret = clientSecret ?? shown?.clientSecret
    const way = shown?.way()
    const back = confirmParams.return_url
    if (!secret || !way) return problem('Mount the Payment Element with a client secret first.')
    if (!back && redirect !== 'if_required') return problem('confirmParams.return_url is missing.')
    if (way === 'bank_redirect') {
      location.assign(base + '/banks/' + encodeURIComponent(secret) + '?' + new URLSearchParams({ return_url: back ?? location.href }))
      return new Promise(() => {})
    }
    const response = await fetch(base + '/js/confirm', { method: 'POST', body: new URLSearchParams({ client_secret: secret, way }) })
    const answer = await response.json()
    if (!response.ok) return answer
    if (redirect === 'if_required') return answer
    const url = new URL(back)
    url.searchParams.set('payment_intent', answer.paymentIntent.id)
    url.searchParams.set('payment_intent_client_secret', secret)
    url.searchParams.set('redirect_status', 'succeeded')
    location.assign(url)
    return new Promise(() => {})
  }

  window.Stripe = (key) => {
    if (!/^pk_(test|live)_/.test(key)) throw new Error('Stripe(key): a publishable key begins with pk_.')
    return { elements, confirmPayment }
  }
})()
`
