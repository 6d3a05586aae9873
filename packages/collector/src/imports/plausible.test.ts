import { describe, expect, it } from 'vitest'
import { readPlausible } from './plausible.ts'
import { countsBy, fileOf } from './testing/named-file.ts'

const lines = (...rows: string[]) => rows.join('\n')
const read = (name: string, text: string) => countsBy(readPlausible, fileOf(name, text))
const counts = { visitors: 2, visits: 3, views: 5 }

describe("Plausible's export", () => {
  it.each([
    [
      'imported_visitors_20240101_20240131.csv',
      lines('"date","visitors","pageviews","bounces","visits","visit_duration"', '2024-01-02,2,5,1,3,60'),
      [['all', '']],
    ],
    [
      'imported_sources_20240101_20240131.csv',
      lines('date,source,utm_medium,utm_campaign,visitors,visits,pageviews', '2024-01-02,google,cpc,spring,2,3,5'),
      [
        ['sources', 'Google'],
        ['campaigns', 'spring'],
        ['channels', 'Paid Search'],
      ],
    ],
    [
      'imported_sources.csv',
      lines('date,source,utm_medium,utm_campaign,visitors,visits,pageviews', '2024-01-02,,,,2,3,5'),
      [
        ['sources', 'Direct'],
        ['campaigns', ''],
        ['channels', 'Direct'],
      ],
    ],
    [
      'imported_entry_pages_20240101_20240131.csv',
      lines('date,entry_page,visitors,entrances,pageviews', '2024-01-02,/a,2,3,5'),
      [['pages', '/a']],
    ],
    [
      'imported_locations_20240101_20240131.csv',
      lines('date,country,visitors,visits,pageviews', '2024-01-02,fr,2,3,5'),
      [['countries', 'FR']],
    ],
    [
      'imported_operating_systems_20240101_20240131.csv',
      lines('date,operating_system,visitors,visits,pageviews', '2024-01-02,Mac,2,3,5'),
      [['systems', 'macOS']],
    ],
    [
      'imported_devices_20240101_20240131.csv',
      lines('date,device,visitors,visits,pageviews', '2024-01-02,Laptop,2,3,5'),
      [['devices', 'Desktop']],
    ],
  ])('%s', async (name, text, names) => {
    expect(await read(name, text)).toEqual({
      kind: 'counts',
      counts: names.map(([dimension, called]) => ({ dimension, day: '2024-01-02', name: called, ...counts })),
      lines: 1,
    })
  })

  it('adds up what Plausible tells apart and we do not', async () => {
    const text = lines(
      'date,browser,browser_version,visitors,visits',
      '2024-01-02,Chrome,120,1,1',
      '2024-01-02,Chrome,121,4,5',
    )
    expect(await read('imported_browsers.csv', text)).toMatchObject({
      counts: [{ name: 'Chrome', visitors: 5, visits: 6, views: 0 }],
    })
  })

  it.each([
    ['visitors.csv', 'date', 1, /is not one of Plausible/],
    ['imported_devices.csv', lines('date,visitors,visits', '2024-01-02,1,1'), 1, /"device" is missing/],
    [
      'imported_devices.csv',
      lines('date,device,visitors,visits', '2024-01-02,Mobile,1,1', '2024-01-32,Mobile,1,1'),
      3,
      /"2024-01-32" is no day/,
    ],
    ['imported_devices.csv', lines('date,device,visitors,visits', '2024-01-02,Mobile,many,1'), 2, /not a whole number/],
    [
      'imported_devices.csv',
      lines('date,device,visitors,visits', '2024-01-02,Mobile,1,1', '2024-01-02,1'),
      3,
      /no CSV/,
    ],
  ])('says what is wrong in %s, and in which line', async (name, text, line, why) => {
    expect(await read(name, text)).toEqual({ kind: 'refused', line, why: expect.stringMatching(why) })
  })

  it('leaves out what there is no report of', async () => {
    expect(await read('imported_exit_pages_20240101_20240131.csv', '')).toMatchObject({ kind: 'skipped' })
  })
})
