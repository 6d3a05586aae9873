import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asTable } from '../attribution/payment-export.ts'
import {
  aWorld,
  creditsOf,
  entriesOf,
  entryPageOf,
  eventsOf,
  madeOrigin,
  madeVisit,
  oneMug,
  putSite,
  putWorld,
  site,
  touchedVisits,
  viewsOf,
  type World,
} from '../reports/testing/world.ts'
import type { Storage } from '../storage/open.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { archiveName, exportSite, exportTables } from './export-site.ts'
import { bytesOf, linesOf, unpacked } from './testing/unpacked.ts'

const NOW = Date.parse('2026-05-01T12:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

async function shop(engine: (typeof engines)[number], world: World = { visits: [], payments: [] }) {
  const storage = await freshStorage(engine)
  await putSite(storage)
  await putWorld(storage, world)
  return storage
}

const archiveOf = async (storage: Storage) => bytesOf((await exportSite(storage.reports, site, NOW)).bytes)
const filesOf = async (storage: Storage) => await unpacked(await archiveOf(storage))

const plain = { purpose: null, customer: null, fromBalance: 0, status: 'paid' as const, siteId: site.id }

describe.each(engines)('the export of a site (%s)', (engine) => {
  it('has what the site has and nothing of another one, each once', async () => {
    const storage = await shop(engine)
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await putWorld(storage, world)
        const files = await filesOf(storage)
        const visits = world.visits.flatMap((visit, index) => (visit.siteId === site.id ? [{ visit, index }] : []))
        expect(linesOf(files, 'visits.csv')).toEqual(
          visits.map(({ visit, index }) =>
            expect.objectContaining({
              sessionId: `s_view_${index}_0`,
              startedAt: iso(visit.at),
              views: String(visit.pages.length),
              entryPage: entryPageOf(visit),
              channel: visit.from.channel,
              campaign: visit.from.campaign ?? '',
              country: visit.by.country ?? '',
            }),
          ),
        )
        const views = linesOf(files, 'views.csv')
        expect(new Map(views.map(({ viewId, sessionId, at, page }) => [viewId, { sessionId, at, page }]))).toEqual(
          new Map(
            visits.flatMap(({ visit, index }) =>
              viewsOf(visit).map(({ page, at, index: view }) => [
                `view_${index}_${view}`,
                { sessionId: `s_view_${index}_0`, at: iso(at), page },
              ]),
            ),
          ),
        )
        const events = visits.flatMap(({ visit }) => eventsOf(visit))
        expect(linesOf(files, 'events.csv').map(({ at }) => at)).toEqual(events.map(({ at }) => iso(at)).toSorted())
        const own = world.payments.flatMap((payment, index) =>
          payment.siteId === site.id ? [{ payment, id: `pi_${index}` }] : [],
        )
        const inTurn = ['live', 'test'].flatMap((mode) =>
          own
            .filter(({ payment }) => payment.mode === mode)
            .toSorted((a, b) => a.payment.at - b.payment.at || (a.id < b.id ? -1 : 1)),
        )
        expect(linesOf(files, 'payments.csv').map(({ id }) => id)).toEqual(inTurn.map(({ id }) => id))
        const entries = inTurn.flatMap(({ payment, id }) => entriesOf(payment).map((entry) => ({ ...entry, id })))
        expect(
          linesOf(files, 'ledger.csv')
            .map(({ paymentId, kind, amount }) => `${paymentId} ${kind} ${amount}`)
            .toSorted(),
        ).toEqual(entries.map(({ id, kind, amount }) => `${id} ${kind} ${amount}`).toSorted())
        expect(linesOf(files, 'touches.csv').map(({ paymentId, sessionId }) => `${paymentId} ${sessionId}`)).toEqual(
          inTurn.flatMap(({ payment, id }) => touchedVisits(world, payment).map((one) => `${id} ${one.id}`)),
        )
        const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0)
        expect(sum(linesOf(files, 'credits.csv').map(({ linear }) => Number(linear)))).toBe(
          sum(own.flatMap(({ payment }) => creditsOf(world, payment, 'linear').map(({ amount }) => amount))),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('is read a piece at a time, and none is lost between two of them', async () => {
    const visit = madeVisit({ pages: Array.from({ length: 5 }, (_, n) => `/${n}`) })
    const storage = await shop(engine, { visits: Array.from({ length: 250 }, () => visit), payments: [] })
    await storage.write(async (trx) => {
      for (let from = 0; from < 2_500; from += 500) {
        const ids = Array.from({ length: 500 }, (_, n) => String(from + n).padStart(22, 'e'))
        // Hundreds in each millisecond: pieces end among events of one time.
        const said = { site_id: site.id, view_id: 'view_0_0', name: 'Signup' }
        await trx
          .insertInto('event')
          .values(ids.map((id, n) => ({ ...said, id, at: NOW - Math.floor((from + n) / 700) })))
          .execute()
        await trx
          .insertInto('payment')
          .values(
            ids.map((id, n) => ({
              ...{ id: `a:${id}`, account: 'a', stripe_id: id, mode: 'live' as const, site_id: site.id },
              ...{ status: 'paid' as const, currency: 'eur', gross: 1, refunds: 0, net: 1, paid_at: (from + n) % 3 },
            })),
          )
          .execute()
        await trx
          .insertInto('entry')
          .values(
            ids.map((id) => ({
              ...{ id: `charge:${id}`, payment_id: `a:${id}`, mode: 'live' as const, site_id: site.id },
              ...{ kind: 'charge' as const, amount: 1, currency: 'eur', at: 1 },
            })),
          )
          .execute()
      }
    })
    const { bytes, rows } = await exportSite(storage.reports, site, NOW)
    const files = await unpacked(await bytesOf(bytes))
    const told = { 'visits.csv': 250, 'views.csv': 1_250, 'events.csv': 2_500, 'payments.csv': 2_500 }
    expect(rows).toMatchObject({ ...told, 'ledger.csv': 2_500, 'line-items.csv': 0 })
    for (const [file, column, count] of [
      ['views.csv', 'viewId', 1_250],
      ['events.csv', 'eventId', 2_500],
      ['payments.csv', 'id', 2_500],
      ['ledger.csv', 'entryId', 2_500],
    ] as const)
      expect(new Set(linesOf(files, file).map((line) => line[column])).size).toBe(count)
  })

  it('leaves out what comes while it is read', async () => {
    const visit = madeVisit({ pages: ['/', '/a'] })
    const storage = await shop(engine, { visits: [visit], payments: [] })
    const { bytes } = await exportSite(storage.reports, site, visit.at + 10)
    await putWorld(storage, {
      visits: [
        visit,
        madeVisit({ visitor: 2, at: visit.at + 20, events: [{ name: 'Signup', view: 0, props: {}, revenue: null }] }),
      ],
      payments: [
        { ...plain, mode: 'live', currency: 'eur', at: visit.at + 20, amount: 5, takenBack: [], visits: [], ...oneMug },
      ],
    })
    const files = await unpacked(await bytesOf(bytes))
    for (const file of ['events.csv', 'payments.csv', 'ledger.csv']) expect(linesOf(files, file)).toEqual([])
    expect(linesOf(files, 'views.csv').filter(({ sessionId }) => sessionId === 's_view_1_0')).toEqual([])
  })

  it('is no archive of a site that is removed while it is read', async () => {
    const storage = await shop(engine, { visits: [madeVisit({})], payments: [] })
    const { bytes } = await exportSite(storage.reports, site, NOW)
    await storage.write((trx) => trx.deleteFrom('site').where('id', '=', site.id).execute())
    await expect(bytesOf(bytes)).rejects.toThrow('The site was removed while it was exported.')
  })

  it('says who somebody is without saying an address, and ties the names of one person together', async () => {
    const storage = await shop(engine, { visits: [madeVisit({})], payments: [] })
    const hash = 'h'.repeat(43)
    await storage.write(async (trx) => {
      await trx.insertInto('person').values({ id: 'person_1', site_id: site.id, created_at: 1 }).execute()
      const name = { site_id: site.id, person_id: 'person_1' }
      await trx
        .insertInto('person_name')
        .values([
          { ...name, kind: 'email', value: hash },
          { ...name, kind: 'custom_id', value: 'user 7' },
        ])
        .execute()
      const said = { site_id: site.id, view_id: 'view_0_0' }
      await trx
        .insertInto('identification')
        .values([
          { ...said, at: 1, email_hash: hash, custom_id: null },
          { ...said, at: 2, email_hash: null, custom_id: 'user 7' },
          { ...said, at: 3, email_hash: null, custom_id: 'forgotten' },
        ])
        .execute()
      await trx
        .insertInto('connected_customer')
        .values({ customer_id: 'cus_1', site_id: site.id, custom_id: 'user 7', connected_at: 5 })
        .execute()
    })
    const files = await filesOf(storage)
    const viewId = 'view_0_0'
    expect(linesOf(files, 'identifications.csv')).toEqual([
      { viewId, at: iso(1), customId: '', email: 'yes', personId: 'person_1' },
      { viewId, at: iso(2), customId: 'user 7', email: '', personId: 'person_1' },
      { viewId, at: iso(3), customId: 'forgotten', email: '', personId: '' },
    ])
    expect(linesOf(files, 'customers.csv')).toEqual([{ customId: 'user 7', customerId: 'cus_1', connectedAt: iso(5) }])
    expect([...files.values()].join('')).not.toContain(hash)
  })

  it('tells money as the list of payments does, with the fee in the currency of the site', async () => {
    const fee = { amount: 277, currency: 'usd' }
    const origin = madeOrigin({ channel: 'Email', source: '=news()', campaign: 'spring, "big"\nsale' })
    const storage = await shop(engine, {
      visits: [madeVisit({ from: origin })],
      payments: [
        {
          ...plain,
          ...oneMug,
          ...{ mode: 'live', currency: 'usd', at: NOW - 5, amount: 900, fee, visits: [0] },
          takenBack: [{ kind: 'refund', amount: 100, later: 2 }],
        },
      ],
    })
    await storage.write((trx) =>
      trx.updateTable('payment').set({ evidence: 'client_reference_id', grade: 2, description: '+49 tea' }).execute(),
    )
    const files = await filesOf(storage)
    expect(linesOf(files, 'payments.csv')).toEqual([
      expect.objectContaining({
        ...{ id: 'pi_0', mode: 'live', paidAt: iso(NOW - 5), currency: 'usd', gross: '900', net: '900' },
        ...{ fee: '277', feeCurrency: 'usd', feeConverted: '554', feeConvertedCurrency: 'eur' },
        ...{ description: "'+49 tea", evidence: 'client_reference_id', sessionId: 's_0', source: "'=news()" },
        campaign: 'spring, "big"\nsale',
      }),
    ])
    let list = ''
    for await (const part of asTable((async function* () {})())) list += part
    const [head = ''] = files.get('payments.csv')?.split('\n') ?? []
    expect(
      list
        .trim()
        .split(',')
        .filter((column) => !head.split(',').includes(column)),
    ).toEqual([])
    expect(linesOf(files, 'ledger.csv').map(({ kind, amount }) => [kind, amount])).toEqual([
      ['charge', '900'],
      ['refund', '-100'],
    ])
    expect(linesOf(files, 'line-items.csv')).toEqual([
      expect.objectContaining({ paymentId: 'pi_0', productId: 'prod_mug', amount: '900', currency: 'usd', line: '0' }),
      expect.objectContaining({ paymentId: 'pi_0', productId: 'prod_mug', amount: '-100', currency: 'usd', line: '0' }),
    ])
  })

  it('has what was brought, decided and not counted', async () => {
    const storage = await shop(engine)
    await storage.write(async (trx) => {
      const of = { site_id: site.id, day: '2026-03-01' }
      const counts = { visitors: 1, visits: 2, views: 3 }
      await trx
        .insertInto('imported_day')
        .values([
          { ...of, ...counts, dimension: 'pages', name: '/é' },
          { ...of, ...counts, dimension: 'pages', name: '/Z' },
          { ...of, ...counts, dimension: 'all', name: '' },
          { ...of, ...counts, dimension: 'all', name: '', site_id: 'site_another1' },
        ])
        .execute()
      const cost = { source: 'google', medium: 'cpc', campaign: 'spring', currency: 'eur' }
      await trx
        .insertInto('ad_cost')
        .values({ ...of, ...cost, cost: 1_250, clicks: 4, impressions: 90 })
        .execute()
      await trx
        .insertInto('ignored')
        .values({ ...of, reason: 'bot', count: 12 })
        .execute()
      const moved = { account: 'a', subscription_id: 'sub_1', mode: 'live' as const, currency: 'eur', site_id: site.id }
      await trx
        .insertInto('subscription_movement')
        .values([
          {
            ...moved,
            position: 0,
            kind: 'new',
            at: 5,
            mrr_before: 0,
            mrr_after: 900,
            day: '2026-03-01',
            payment_id: 'a:pi_1',
          },
          {
            ...moved,
            position: 1,
            kind: 'churn',
            at: 9,
            mrr_before: 900,
            mrr_after: 0,
            day: '2026-03-02',
            payment_id: null,
          },
        ])
        .execute()
    })
    const files = await filesOf(storage)
    expect(files.get('imported-days.csv')).toBe(
      'dimension,day,name,visitors,visits,views\nall,2026-03-01,,1,2,3\npages,2026-03-01,/Z,1,2,3\npages,2026-03-01,/é,1,2,3\n',
    )
    expect(files.get('ad-costs.csv')?.split('\n')[1]).toBe('2026-03-01,google,cpc,spring,1250,eur,4,90')
    expect(files.get('ignored.csv')).toBe('day,reason,count\n2026-03-01,bot,12\n')
    expect(linesOf(files, 'subscriptions.csv').map(({ kind, at, mrrAfter }) => [kind, at, mrrAfter])).toEqual([
      ['new', iso(5), '900'],
      ['churn', iso(9), '0'],
    ])
    expect(linesOf(files, 'split-tests.csv').map(({ name, state }) => [name, state])).toEqual([
      ['hero', 'ended'],
      ['price', 'ended'],
    ])
  })

  it('says in every archive what each column of it means', async () => {
    const files = await filesOf(await shop(engine))
    expect([...files.keys()]).toEqual(['README.txt', ...exportTables.map(({ file }) => file)])
    const text = files.get('README.txt') ?? ''
    for (const { file, columns } of exportTables) {
      expect(files.get(file)?.split('\n')[0]).toBe(Object.keys(columns).join(','))
      expect(text).toContain(`\n${file}\n`)
    }
    expect(text).toContain('time zone  Europe/Paris')
    expect(text).toContain(`exported   ${iso(NOW)}`)
  })
})

it('is told of table by table: what is in it, and what is not', async () => {
  const page = readFileSync(new URL('../../../../docs/export.md', import.meta.url), 'utf8')
  const named = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name))
  const storage = await freshStorage('sqlite')
  const tables = await storage.read.introspection.getTables({ withInternalKyselyTables: true })
  const stored = tables.flatMap(({ name, isView }) => (isView ? [] : [name]))
  expect(stored.filter((name) => !named.has(name))).toEqual([])
  expect(exportTables.filter(({ file }) => !named.has(file))).toEqual([])
})

it('is the same bytes on both engines', async () => {
  const [sqlite, postgres] = await Promise.all(engines.map((engine) => shop(engine)))
  if (!sqlite || !postgres) throw new Error('There are two engines.')
  await fc.assert(
    fc.asyncProperty(aWorld, async (world) => {
      const archives = []
      for (const storage of [sqlite, postgres]) {
        await putWorld(storage, world)
        archives.push(await archiveOf(storage))
      }
      expect(archives[0]?.equals(archives[1] ?? Buffer.of())).toBe(true)
    }),
    { numRuns: 15 },
  )
})

it('is called after the site and its day', () => {
  const at = Date.parse('2026-03-28T23:30:00Z')
  expect(archiveName(site, at)).toBe('farthing-shop.example-2026-03-29.zip')
  expect(archiveName({ ...site, hosts: ['*.shop.example:8080'] }, at)).toBe(
    'farthing-_.shop.example_8080-2026-03-29.zip',
  )
  expect(archiveName({ ...site, hosts: [] }, at)).toBe('farthing-site_abcdefgh-2026-03-29.zip')
})
