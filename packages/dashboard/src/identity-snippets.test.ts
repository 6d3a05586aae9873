import { createHmac } from 'node:crypto'
import { expect, it, onTestFinished, vi } from 'vitest'
import { identitySnippets } from './identity-snippets.ts'

it('signs as the documentation says, run as it is copied', async () => {
  vi.stubEnv('FARTHING_IDENTITY_SECRET', 'fis_test')
  onTestFinished(() => void vi.unstubAllEnvs())
  const [sign] = identitySnippets
  const source = `${sign?.text}\nexport { signatureOf }`
  const { signatureOf } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
  const expected = (said: string) => createHmac('sha256', 'fis_test').update(said).digest('hex')
  expect(signatureOf({ email: ' Ada@Shop.example', customId: 'user 7' })).toBe(expected('ada@shop.example\nuser 7'))
  expect(signatureOf({ customId: 'user 7' })).toBe(expected('\nuser 7'))
  expect(signatureOf({ email: 'ada@shop.example' })).toBe(expected('ada@shop.example\n'))
})
