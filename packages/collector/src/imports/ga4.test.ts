import { expect, it } from 'vitest'
import { readGa4 } from './ga4.ts'
import { countsBy, fileOf } from './testing/named-file.ts'

const lines = (...rows: string[]) => rows.join('\r\n')
const remarks = [
  '# ----------------------------------------',
  '# Traffic acquisition',
  '# Start date: 20240101',
  '# End date: 20240131',
  '',
]

it.each([
  [['Date,Sessions,Total users,Views', '20240102,3,2,5'], 'all', ''],
  [['Nth day,Sessions,Active users,Views', '0001,3,2,5'], 'all', ''],
  [['Date,Session source / medium,Sessions,Total users,Views', '20240102,google / organic,3,2,5'], 'sources', 'Google'],
  [
    ['Date,Session source / medium,Sessions,Total users,Views', '20240102,(direct) / (none),3,2,5'],
    'sources',
    'Direct',
  ],
  [
    ['Date,Session default channel group,Sessions,Total users,Views', '20240102,Organic Search,3,2,5'],
    'channels',
    'Organic Search',
  ],
  [
    ['Date,Session default channel group,Sessions,Total users,Views', '20240102,AI Assistant,3,2,5'],
    'channels',
    'AI Assistants',
  ],
  [['Date,Session campaign,Sessions,Total users,Views', '20240102,(organic),3,2,5'], 'campaigns', ''],
  [['Date,Landing page + query string,Sessions,Total users,Views', '20240102,/a?b=c,3,2,5'], 'pages', '/a'],
  [['Date,Country,Sessions,Total users,Views', '20240102,United States,3,2,5'], 'countries', 'US'],
  [['Date,Country,Sessions,Total users,Views', '20240102,Türkiye,3,2,5'], 'countries', 'TR'],
  [['Date,Operating system,Sessions,Total users,Views', '20240102,Macintosh,3,2,5'], 'systems', 'macOS'],
  [['Date,Device category,Sessions,Total users,Views', '20240102,desktop,3,2,5', ',,3,2,5'], 'devices', 'Desktop'],
])('%j', async (rows, dimension, name) => {
  expect(await countsBy(readGa4, fileOf('report.csv', lines(...remarks, ...rows)))).toMatchObject({
    kind: 'counts',
    counts: [{ dimension, day: '2024-01-02', name, visitors: 2, visits: 3, views: 5 }],
  })
})

it.each([
  [['Date,Views', '20240102,3'], 6, /"Sessions" is missing/],
  [['Country,Sessions', 'France,3'], 6, /"Date" is missing/],
  [['Date,Country,Browser,Sessions', '20240102,France,Chrome,3'], 6, /country and browser: export one for each/],
  [['Date,Sessions', '20240102,3', 'yesterday,3'], 8, /"yesterday" is no day/],
])('says what is wrong in %j, and in which line', async (rows, line, why) => {
  expect(await countsBy(readGa4, fileOf('report.csv', lines(...remarks, ...rows)))).toEqual({
    kind: 'refused',
    line,
    why: expect.stringMatching(why),
  })
})
