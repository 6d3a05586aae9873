// Opens every page in every look and state, keeps a picture of each, and fails on what nobody should have to see.
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { judge, looks } from './judge.ts'
import { startPreview } from './preview-server.ts'
import { shots } from './shots.ts'

const server = await startPreview(0)
const { port } = server.address() as AddressInfo
const origin = `http://localhost:${port}`
const folder = await mkdtemp(join(tmpdir(), 'farthing-screenshots-'))
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const wanted = process.argv.slice(2)
const troubles: string[] = []

for (const shot of shots.filter((one) => wanted.length === 0 || wanted.some((word) => one.name.includes(word)))) {
  const all = looks.map((look) =>
    judge(browser, origin, shot, look, (page) =>
      page.screenshot({ path: join(folder, `${shot.name}-${look.width}-${look.scheme}.png`), fullPage: true }),
    ),
  )
  troubles.push(...(await Promise.all(all)).flat())
}
await browser.close()
server.closeAllConnections()
server.close()
process.stdout.write(`${troubles.map((one) => `${one}\n`).join('')}${troubles.length} troubles. Pictures: ${folder}\n`)
process.exitCode = troubles.length === 0 ? 0 : 1
