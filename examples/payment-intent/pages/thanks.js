// Says how it went, by what Stripe adds to the address on the way back.
if (new URLSearchParams(location.search).get('redirect_status') === 'failed') {
  document.querySelector('#title').textContent = 'Not paid'
  document.querySelector('#text').textContent = 'Your bank has refused. Nothing was taken; you may try again.'
}
