// Asks our server for a Checkout Session and goes there. A visitor whose browser blocks Farthing can buy all the same.
const button = document.querySelector('#buy')
const problem = document.querySelector('#problem')

button.addEventListener('click', async () => {
  button.disabled = true
  try {
    const response = await fetch('/checkout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(window.farthing?.checkoutMetadata() ?? {}),
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    const { url } = await response.json()
    location.assign(url)
  } catch {
    problem.textContent = 'The checkout could not be opened. Please try again.'
    button.disabled = false
  }
})
