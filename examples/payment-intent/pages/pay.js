// Asks our server for a PaymentIntent, shows Stripe's form for it and confirms it. A visitor whose browser blocks Farthing can buy all the same.
const form = document.querySelector('#order')
const button = form.querySelector('button')
const problem = document.querySelector('#problem')

const stripe = window.Stripe(form.dataset.key)
const response = await fetch('/intent', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(window.farthing?.checkoutMetadata() ?? {}),
}).catch(() => null)

if (!response?.ok) problem.textContent = 'The payment could not be prepared. Please load the page again.'
else {
  const { clientSecret } = await response.json()
  const elements = stripe.elements({ clientSecret })
  elements.create('payment').mount('#payment')
  button.disabled = false

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    problem.textContent = ''
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: `${location.origin}/thanks` },
    })
    // Only when it failed: otherwise the browser is on its way to the next page.
    problem.textContent = error.message
    button.disabled = false
  })
}
