// Kills the collector as a power cut would, under load, again and again. `KILLS=50 npx vitest run --project collector crash` for the long one.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { insertSite } from './sites/store.ts'
import { openStorage } from './storage/open.ts'
import { startProcess } from './testing/process.ts'
import { site } from './tracking/testing/visits.ts'

const kills = Number(process.env.KILLS ?? 3)
const senders = 16
interface Ledger {
  acknowledged: Set<string>
  /** Sent, and not answered before the kill: the script sends them again. */
  unanswered: Set<string>
}

/** One visitor who looks at page after page until the collector is gone. */
async function browse(url: string, visitor: number, ledger: Ledger): Promise<void> {
  for (;;) {
    const [again] = ledger.unanswered
    const viewId = again ?? randomBytes(16).toString('base64url')
    ledger.unanswered.delete(viewId)
    const body = JSON.stringify({ type: 'view', site: site.id, viewId, url: `https://shop.example/${visitor}` })
    const headers = { 'user-agent': 'Mozilla/5.0 Firefox/140.0', 'x-forwarded-for': `203.0.113.${visitor}` }
    const status = await fetch(`${url}/api/event`, { method: 'POST', body, headers }).then(
      (response) => response.text().then(() => response.status),
      () => 0,
    )
    if (status === 200) ledger.acknowledged.add(viewId)
    else if (status !== 429) ledger.unanswered.add(viewId)
    if (status === 0) return
  }
}

it(
  `loses no acknowledged view and counts none twice, killed ${kills} times under load`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-crash-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const url = `sqlite:${join(folder, 'farthing.sqlite')}`
    const before = await openStorage(url)
    await before.write((trx) => insertSite(trx, site))
    await before.close()

    const ledger: Ledger = { acknowledged: new Set(), unanswered: new Set() }
    for (let kill = 0; kill < kills; kill += 1) {
      const { child, url: door } = await startProcess(folder, { LOG_LEVEL: 'fatal' })
      const browsing = Array.from({ length: senders }, (_, visitor) => browse(door, visitor, ledger))
      // Somewhere in the middle of the work, however fast this machine is today.
      const enough = ledger.acknowledged.size + 20 + Math.random() * 200
      while (ledger.acknowledged.size < enough) await sleep(1)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await Promise.all(browsing)
    }

    const after = await openStorage(url)
    onTestFinished(() => after.close())
    const views = await after.read.selectFrom('view').select('id').execute()
    const visits = await after.read.selectFrom('visit').select('views').execute()
    const kept = new Set(views.map(({ id }) => id))
    expect(ledger.acknowledged.size).toBeGreaterThanOrEqual(kills * 20)
    expect([...ledger.acknowledged].filter((id) => !kept.has(id))).toEqual([])
    expect(visits.reduce((sum, visit) => sum + visit.views, 0)).toBe(views.length)
    expect(kept.size).toBe(views.length)
  },
  60_000 + kills * 10_000,
)
