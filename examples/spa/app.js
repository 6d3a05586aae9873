// A single page application on the bare History API: it knows nothing of Farthing, and every page is counted.
const pages = {
  '/': () => '<h1>Kettle & Co.</h1>',
  '/pricing': () => '<h1>Prices</h1><a href="https://buy.stripe.com/test_replace_me">Buy the kettle</a>',
}

const show = () => {
  const page = pages[location.pathname] ?? (() => '<h1>There is no such page.</h1>')
  document.querySelector('main').innerHTML = page()
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (!link || link.origin !== location.origin) return
  event.preventDefault()
  history.pushState({}, '', link.href)
  show()
})
addEventListener('popstate', show)
show()
