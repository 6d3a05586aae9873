// What is pasted works as it is pasted.
import { expect, it } from 'vitest'
import { siteAt } from '../testing/site.ts'
import { scriptTag } from './snippets.ts'

it('names the collector and the site', () => {
  expect(scriptTag(siteAt(['shop.example']), 'https://stats.example')).toBe(
    '<script defer src="https://stats.example/f.js" data-site="site_abcdefgh"></script>',
  )
})
