import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aWorld,
  creditsOf,
  entriesOf,
  entryPageOf,
  eventsOf,
  madeVisit,
  oneMug,
  putWorld,
  site,
  touchedVisits,
  viewsOf,
} from '../reports/testing/world.ts'
import { engines, freshStorage } from '../storage/testing/databases.ts'
import { archiveName, exportSite, exportTables } from './export-site.ts'
import { archiveOf, filesOf, iso, NOW, plain, shop } from './testing/shop.ts'
import { bytesOf, linesOf, unpacked } from './testing/unpacked.ts'

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
