// Commands and collectors on one SQLite file, each a process of its own: who does the work, and who may not.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { owner } from '../testing/collector.ts'
import { type Installation, installation, siteOf, stopped, view } from '../testing/installation.ts'
import type { Said } from '../testing/run-command.ts'

const socketIn = ({ folder }: Installation) => join(folder, 'data', 'farthing.sqlite.sock')

/** A file of costs that is as long in coming as the test wants: whoever reads it is in the middle of its work. */
async function slowCosts({ folder }: Installation): Promise<FileHandle> {
  const path = join(folder, 'costs.csv')
  const pipe = await open(path, 'w')
  onTestFinished(() => pipe.close().catch(() => undefined))
  await pipe.write('Date,Campaign,Cost\n2026-01-01,spring,12.50\n')
  return pipe
}

describe('a command beside a running collector', { timeout: 60_000 }, () => {
  it('removes a site when its name is given, and the collector knows it no more', async () => {
    const here = installation()
    const { farthing, serve } = here
    const collector = await serve()
    const [site, other] = [await siteOf(here, 'shop.example'), await siteOf(here, 'other.example')]
    expect((await view(collector.url, site, 'shop.example', 'a')).status).toBe(200)
    expect((await view(collector.url, other, 'other.example', 'b')).status).toBe(200)
    expect((await farthing(['site', 'remove', site])).code).toBe(1)
    expect(await farthing(['site', 'remove', site, '--name', 'other.example'])).toMatchObject({
      code: 1,
      error: expect.stringContaining('give its name exactly as it is: "shop.example". Nothing was deleted.'),
    })
    expect((await view(collector.url, site, 'shop.example', 'c')).status).toBe(200)

    const removed = { removed: site, name: 'shop.example' }
    expect(await here.start('site', 'remove', site, '--name', 'shop.example', '--json').ended).toMatchObject({
      code: 0,
      out: `${JSON.stringify(removed)}\n`,
    })
    expect((await view(collector.url, site, 'shop.example', 'd')).status).toBe(404)
    expect((await view(collector.url, other, 'other.example', 'e')).status).toBe(200)
    const { out } = await farthing(['site', 'list', '--json'])
    expect(JSON.parse(out).sites.map(({ id }: { id: string }) => id)).toEqual([other])
    // Again: there is nothing left to go on with, and it says so; another name is no site at all.
    expect((await farthing(['site', 'remove', site, '--name', 'shop.example'])).out).toContain(`Site ${site}`)
    expect((await farthing(['site', 'remove', 'site_00000000', '--name', 'x'])).error).toContain('There is no site')
    expect((await stopped(collector, 'SIGTERM')).code).toBe(0)
  })

  it('changes what the collector knows at once, and prints the same as alone', async () => {
    const here = installation()
    const { farthing, serve, folder } = here
    const collector = await serve()
    expect(statSync(socketIn(here)).mode & 0o777).toBe(0o600)
    const site = await siteOf(here, 'shop.example')
    expect((await view(collector.url, site, 'shop.example', 'a')).status).toBe(200)
    expect((await view(collector.url, site, 'other.example', 'b')).status).toBe(202)
    expect(await farthing(['site', 'set', site, '--host', 'other.example'])).toMatchObject({ code: 0, error: '' })
    expect((await view(collector.url, site, 'other.example', 'c')).status).toBe(200)
    expect((await view(collector.url, site, 'shop.example', 'd')).status).toBe(202)

    const words = ['user', 'add', '--email', owner.email, '--password-stdin']
    expect(await farthing(words, `${owner.password}\n`)).toEqual({
      code: 0,
      out: `Added ${owner.email}.\n`,
      error: '',
    })
    writeFileSync(join(folder, 'costs.csv'), 'Date,Campaign,Cost\n2026-01-01,spring,12.50\n')
    const imported = await here.start('costs', 'import', 'costs.csv', '--site', site, '--json').ended
    expect(imported).toEqual({ code: 0, out: '{"files":[{"file":"costs.csv","costs":1}]}\n', error: '' })
    const questions = [
      ['costs', 'import', join(folder, 'costs.csv'), '--site', site, '--json'],
      ['costs', 'import', 'nowhere.csv', '--site', site],
      ['site', 'list', '--json'],
      ['report', 'totals', '--site', site, '--json'],
      ['report', 'totals', '--site', 'site_00000000'],
      ['doctor', '--json', '--site', 'site_00000000'],
    ]
    const answers = async () => {
      const all: Said[] = []
      for (const question of questions) all.push(await farthing(question))
      return all
    }
    const beside = await answers()
    const { error: log } = await stopped(collector, 'SIGTERM')
    expect(log.match(/"command":"costs import","code":0/g)).toHaveLength(2)
    expect(log).not.toContain(owner.email)
    expect(log).not.toContain(owner.password)
    expect(existsSync(socketIn(here))).toBe(false)
    expect(beside).toEqual(await answers())
    expect(beside.map(({ code }) => code)).toEqual([0, 1, 0, 0, 1, 1])
    expect(beside[0]).toEqual(imported)
  })

  it('uses the secret of the collector, not one of its own, and no other settings', async () => {
    const here = installation()
    const collector = await here.serve()
    const file = join(here.folder, 'data', 'secret')
    const secret = () => readFileSync(file, 'utf8')
    const secrets = [secret()]
    const elsewhere = {
      DATABASE_URL: `sqlite:${here.folder}/data/farthing.sqlite`,
      FARTHING_DATA: join(here.folder, 'elsewhere'),
      FARTHING_SECRET: 'another secret than that',
      PORT: 'none',
    }
    for (const [name, value] of Object.entries(elsewhere)) vi.stubEnv(name, value)
    for (let n = 0; n < 2; n += 1) {
      const said = await here.farthing(['secret', 'rotate', '--json'])
      expect(said).toEqual({ code: 0, out: '{"rotated":true,"keptInFile":true}\n', error: '' })
      secrets.push(secret())
    }
    expect(new Set(secrets).size).toBe(3)
    expect(existsSync(elsewhere.FARTHING_DATA)).toBe(false)
    const { error: log } = await stopped(collector, 'SIGTERM')
    for (const one of secrets) expect(log).not.toContain(one.trim())
    vi.stubEnv('FARTHING_SECRET', secrets.at(-1)?.trim())
    vi.stubEnv('PORT', '0')
    expect(await here.farthing(['stripe', 'replay', '--all'])).toEqual({ code: 0, out: '', error: '' })
  })

  it('lets views through while it imports', async () => {
    const here = installation()
    const collector = await here.serve()
    const site = await siteOf(here, 'shop.example')
    const header = 'session_id,visit_id,url_path,event_type,created_at\n'
    const line = (n: number) => {
      const at = new Date(Date.UTC(2024, 0, 1) + n * 600_000).toISOString().slice(0, 19).replace('T', ' ')
      return `s${n >> 2},v${n >> 1},/page/${n % 200},1,${at}\n`
    }
    writeFileSync(
      join(here.folder, 'website_event.csv'),
      header + Array.from({ length: 20_000 }, (_, n) => line(n)).join(''),
    )
    const importing = here.farthing([
      'import',
      join(here.folder, 'website_event.csv'),
      '--site',
      site,
      '--from',
      'umami',
    ])
    const answers: { status: number; ms: number }[] = []
    let during: number | null = null
    const over = importing.finally(() => {
      during = answers.length
    })
    const browse = async (visitor: number) => {
      for (let n = 0; during === null || answers.length < 300; n += 1) {
        const began = performance.now()
        const { status } = await view(collector.url, site, 'shop.example', `${visitor}-${n}`)
        answers.push({ status, ms: performance.now() - began })
      }
    }
    await Promise.all([1, 2, 3, 4].map(browse))
    expect(await over).toMatchObject({ code: 0, out: 'website_event.csv: 20000 lines, 139 days.\n' })
    expect(during).toBeGreaterThan(30)
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    // What a write of another process could have cost each of them: the busy timeout of storage/sqlite.ts.
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(5_000)
  })

  it('says that the collector is gone when it is killed in the middle; the next one goes on, the one after that may not', async () => {
    const here = installation()
    const killed = await here.serve()
    const site = await siteOf(here, 'shop.example')
    execFileSync('mkfifo', [join(here.folder, 'costs.csv')])
    const importing = here.farthing(['costs', 'import', join(here.folder, 'costs.csv'), '--site', site])
    await slowCosts(here)
    await stopped(killed, 'SIGKILL')
    expect(await importing).toEqual({
      code: 1,
      out: '',
      error: `The collector (process ${killed.child.pid}) is gone, and has not finished this command. What it had stored stays: run it again.\n`,
    })
    expect(existsSync(socketIn(here))).toBe(true)

    const next = await here.serve()
    const [third, migrate, list] = await Promise.all([
      here.farthing(['serve']),
      here.farthing(['migrate']),
      here.farthing(['site', 'list']),
    ])
    expect(third).toMatchObject({ code: 1, out: '' })
    expect(third.error).toMatch(new RegExp(`^A collector runs on .* already \\(process ${next.child.pid}\\)`))
    expect(migrate).toMatchObject({ code: 1, out: '', error: third.error })
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining(site) })
    expect((await stopped(next, 'SIGTERM')).error).toMatch(/"command":"site list"/)
  })
})

describe('a command without a collector', { timeout: 60_000 }, () => {
  it('keeps collectors and other commands away until it has ended, however that comes', async () => {
    const here = installation()
    const site = await siteOf(here, 'shop.example')
    execFileSync('mkfifo', [join(here.folder, 'costs.csv')])
    const importing = here.farthing(['costs', 'import', join(here.folder, 'costs.csv'), '--site', site])
    const pipe = await slowCosts(here)
    const holder = `\`farthing costs import\` (process ${process.pid}) is writing to ${here.folder}/data/farthing.sqlite. Wait until it has ended.\n`
    const refused = await Promise.all([here.farthing(['serve']), here.farthing(['site', 'list'])])
    expect(refused).toEqual(refused.map(() => ({ code: 1, out: '', error: expect.stringContaining(holder) })))

    const waiting = here.farthing(['site', 'list', '--json'])
    await pipe.close()
    expect(await importing).toMatchObject({ code: 0, out: 'costs.csv: costs of 1 days and campaigns.\n' })
    expect(JSON.parse((await waiting).out).sites).toHaveLength(1)

    const again = here.start('costs', 'import', 'costs.csv', '--site', site)
    await slowCosts(here)
    await stopped(again, 'SIGKILL')
    expect(await here.farthing(['site', 'list'])).toMatchObject({ code: 0, out: expect.stringContaining(site) })
  })
})
