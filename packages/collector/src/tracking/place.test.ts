import { describe, expect, it } from 'vitest'
import { openGeoFile } from './geo-file.ts'
import { nowhere, placeInRecord, placeSaidBy } from './place.ts'

describe('what the network in front says', () => {
  it.each([
    [{ 'cf-ipcountry': 'fr' }, { country: 'FR', region: null, city: null }],
    [
      { 'cf-ipcountry': 'US', 'cf-region-code': 'CA', 'cf-ipcity': 'San José' },
      { country: 'US', region: 'US-CA', city: 'San José' },
    ],
    [
      { 'x-vercel-ip-country': 'BR', 'x-vercel-ip-country-region': 'SP', 'x-vercel-ip-city': 'S%C3%A3o%20Paulo' },
      { country: 'BR', region: 'BR-SP', city: 'São Paulo' },
    ],
    [{ 'cloudfront-viewer-country': 'DE' }, { country: 'DE', region: null, city: null }],
    [
      { 'cf-ipcountry': 'XX', 'x-appengine-country': 'NL' },
      { country: 'NL', region: null, city: null },
    ],
    [
      { 'x-vercel-ip-country': 'GB', 'x-vercel-ip-city': '100%' },
      { country: 'GB', region: null, city: '100%' },
    ],
  ])('%o', (headers, place) => {
    expect(placeSaidBy(headers)).toEqual(place)
  })

  it.each([{}, { 'cf-ipcountry': 'T1' }, { 'cf-ipcountry': 'France' }, { 'x-appengine-country': 'ZZ' }])(
    'nothing in %o',
    (headers) => {
      expect(placeSaidBy(headers)).toBeNull()
    },
  )
})

describe('a record of an address book', () => {
  it.each([
    [{ country_code: 'FR' }, { country: 'FR', region: null, city: null }],
    [
      { country: { iso_code: 'FR' }, subdivisions: [{ iso_code: 'IDF' }], city: { names: { en: 'Paris' } } },
      { country: 'FR', region: 'FR-IDF', city: 'Paris' },
    ],
    [
      { country_code: 'US', state1: 'California', city: 'Oakland' },
      { country: 'US', region: null, city: 'Oakland' },
    ],
    [null, nowhere],
    [{ country: 7 }, nowhere],
  ])('%o', (record, place) => {
    expect(placeInRecord(record)).toEqual(place)
  })
})

describe('the address book that ships', () => {
  it.each([
    ['8.8.8.8', 'US'],
    ['193.0.6.139', 'NL'],
    ['133.11.0.1', 'JP'],
    ['2a00:1450:4007:0::/64', 'IE'],
    ['127.0.0.1', null],
    ['', null],
  ])('%s is in %s', (ip, country) => {
    expect(openGeoFile(null)(ip).country).toBe(country)
  })

  it('says which file of the owner cannot be read', () => {
    expect(() => openGeoFile('/nowhere/geo.mmdb')).toThrow(/FARTHING_GEO_FILE: \/nowhere\/geo.mmdb is not a readable/)
  })
})
