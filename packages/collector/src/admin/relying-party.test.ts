import { describe, expect, it } from 'vitest'
import { relyingParty } from './relying-party.ts'

const asked = { publicUrl: null, address: 'https://stats.example', page: undefined }

describe('where passkeys are made and used', () => {
  it.each([
    ['at the address that was asked', asked, 'stats.example', 'https://stats.example'],
    [
      'the port belongs to the origin only',
      { ...asked, address: 'http://localhost:4242' },
      'localhost',
      'http://localhost:4242',
    ],
    [
      'a usual port is none',
      { ...asked, address: 'https://stats.example:443' },
      'stats.example',
      'https://stats.example',
    ],
    [
      'at the address that the operator named, whatever was asked',
      { ...asked, publicUrl: 'https://stats.example/farthing', address: 'http://10.0.0.7:4242' },
      'stats.example',
      'https://stats.example',
    ],
    ['the page agrees', { ...asked, page: 'https://stats.example' }, 'stats.example', 'https://stats.example'],
  ])('%s', (_name, where, id, origin) => {
    expect(relyingParty(where)).toEqual({ id, origin })
  })

  it.each([
    ['a page that is elsewhere', { ...asked, page: 'https://other.example' }, /FARTHING_URL=https:\/\/other\.example/],
    [
      'a page behind a proxy that is not trusted',
      { ...asked, address: 'http://stats.example', page: 'https://stats.example' },
      /FARTHING_URL=https:\/\/stats\.example/,
    ],
    [
      'a page that is not at the named address',
      { ...asked, publicUrl: 'https://stats.example', page: 'http://localhost:4242' },
      /used at https:\/\/stats\.example/,
    ],
    [
      'a number in place of a name',
      { ...asked, address: 'http://127.0.0.1:4242' },
      /belong to a name, and 127\.0\.0\.1 is a number/,
    ],
    ['a number of the new kind', { ...asked, address: 'http://[::1]:4242' }, /belong to a name/],
    ['no host at all', { ...asked, address: 'http://' }, /does not say which host/],
  ])('refuses %s', (_name, where, sentence) => {
    expect(() => relyingParty(where)).toThrow(
      expect.objectContaining({ code: 'other_address', message: expect.stringMatching(sentence) }),
    )
  })
})
