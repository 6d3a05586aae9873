// What is pasted works as it is pasted.
import { expect, it } from 'vitest'
import { siteAt } from '../testing/site.ts'
import { scriptTag, settledTag } from './snippets.ts'

it('names the collector and the site', () => {
  expect(scriptTag(siteAt(['shop.example']), 'https://stats.example')).toBe(
    '<script defer src="https://stats.example/f.js" data-site="site_abcdefgh"></script>',
  )
})

it('names the site in the address, so that its settings come with the script', () => {
  expect(settledTag(siteAt(['shop.example']), 'https://stats.example')).toBe(
    '<script defer src="https://stats.example/f.js?site=site_abcdefgh"></script>',
  )
})
