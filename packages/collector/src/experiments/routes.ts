// The split tests of a site over HTTP; who may enter is said at the mount.
import { MOST_RUNNING_TESTS, newSplitTestSchema, type SplitTest, splitTestChangeSchema } from '@farthing/contract'
import { type Request, Router } from 'express'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Parts } from '../parts.ts'
import { knownSites } from '../sites/known-sites.ts'
import type { Db } from '../storage/schema.ts'
import { changedTest, draftOf } from './change-test.ts'
import { changeTest, countRunning, deleteDraft, findTest, insertTest, testsOf } from './store.ts'

type SiteRequest = Request<{ siteId: string }>
type TestRequest = Request<{ siteId: string; name: string }>

export function splitTestRoutes({ storage, clock }: Pick<Parts, 'storage' | 'clock'>): Router {
  const routes = Router({ mergeParams: true })
  routes.get('/', async (req: SiteRequest, res) => {
    res.json({ tests: await testsOf(storage.read, req.params.siteId) })
  })
  routes.post('/', async (req: SiteRequest, res) => {
    const test = draftOf(parseBody(newSplitTestSchema, req.body), clock())
    if (!(await storage.write((trx) => insertTest(trx, req.params.siteId, test)))) throw taken(test.name)
    res.status(201).json(test)
  })
  routes.get('/:name', async (req: TestRequest, res) => {
    res.json(await wanted(storage.read, req.params))
  })
  routes.patch('/:name', async (req: TestRequest, res) => {
    const change = parseBody(splitTestChangeSchema, req.body)
    const test = await storage.write((trx) =>
      changeWanted(trx, req.params, (before) => changedTest(before, change, clock())),
    )
    // Where views come in, it is known which tests run.
    knownSites(storage).forget(req.params.siteId)
    res.json(test)
  })
  routes.delete('/:name', async (req: TestRequest, res) => {
    const { siteId, name } = req.params
    await wanted(storage.read, req.params)
    if (!(await storage.write((trx) => deleteDraft(trx, siteId, name)))) throw keeps(name)
    res.json({ tests: await testsOf(storage.read, siteId) })
  })
  return routes
}

type Named = TestRequest['params']

async function changeWanted(trx: Db, named: Named, change: (test: SplitTest) => SplitTest): Promise<SplitTest> {
  const before = await wanted(trx, named)
  const test = change(before)
  if (test.state === 'running' && before.state !== 'running') await refuseTooMany(trx, named.siteId)
  if (await changeTest(trx, named.siteId, before.state, test)) return test
  throw new Refusal('already_there', `Somebody else has just changed the split test ${test.name}. Look at it again.`)
}

async function wanted(db: Db, { siteId, name }: Named): Promise<SplitTest> {
  const test = await findTest(db, siteId, name)
  if (!test) throw new Refusal('not_found', `There is no split test ${name} here.`)
  return test
}

async function refuseTooMany(trx: Db, siteId: string): Promise<void> {
  if ((await countRunning(trx, siteId)) >= MOST_RUNNING_TESTS)
    throw new Refusal('already_there', `${MOST_RUNNING_TESTS} split tests run already. End one of them first.`)
}

const taken = (name: string) =>
  new Refusal(
    'already_there',
    `There is or was a split test ${name}. Choose another name: pages that ask by the old one would mix both.`,
  )

const keeps = (name: string) =>
  new Refusal('already_started', `The split test ${name} has started: its visits are told by it, and it stays.`)
