// What `npm start` says when everything runs: the addresses, the way in, and how to leave the demo behind.
export interface Opened {
  collector: string
  setupLink: string | null
  demo: { sandbox: string; shop: string; expressShop: string; intentShop: string } | null
}

export function announcement({ collector, setupLink, demo }: Opened): string {
  const lines = ['', 'Farthing is running.', '', `  Dashboard       ${collector}`]
  if (demo) {
    lines.push(`  Example shop    ${demo.shop}/?utm_source=newsletter&utm_medium=email&utm_campaign=spring`)
    lines.push(`  Second shop     ${demo.expressShop}`)
    lines.push(`  Third shop      ${demo.intentShop}`)
    lines.push(`  Stripe sandbox  ${demo.sandbox}`)
  }
  if (setupLink) lines.push('', 'Make your account first, with this link (it works once):', '', `  ${setupLink}`)
  lines.push('')
  if (demo) {
    lines.push('Buy the teapot in the example shop and see the payment in the dashboard, under its campaign.')
    lines.push('To use a real Stripe account instead, stop this and run: STRIPE_API_KEY=rk_test_… npm start')
  }
  lines.push('Ctrl-C stops everything; your data stays.')
  return lines.join('\n')
}
