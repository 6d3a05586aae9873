// Builds the packages in the order in which they need each other, and only those whose sources changed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'
import { root } from './paths.mjs'
import { lastLines, runQuietly } from './run.mjs'
import { say } from './say.mjs'
import { hashOf, isDone, markDone } from './stamp.mjs'

/** Each wave needs the ones before it; the packages within a wave are built at the same time. */
const waves = [['contract'], ['sdk', 'dashboard', 'stripe-sandbox', 'node'], ['collector']]

export async function build(node, pnpm, env) {
  let before = hashOf([join(root, 'tsconfig.base.json'), join(root, 'pnpm-lock.yaml')], node.version)
  for (const wave of waves) {
    const hashes = await Promise.all(wave.map((name) => buildOne(name, before, { node, pnpm, env })))
    before = hashOf([], ...hashes)
  }
}

async function buildOne(name, before, { node, pnpm, env }) {
  const folder = join(root, 'packages', name)
  const hash = hashOf([folder], before)
  if (existsSync(join(folder, 'dist')) && isDone(`build-${name}`, hash)) return hash
  say(`building ${name}`)
  const { code, output } = await runQuietly(node.path, [pnpm.path, '--dir', folder, 'run', 'build'], {
    cwd: folder,
    env,
  })
  if (code !== 0) {
    throw new Failure(
      `${lastLines(output, 60)}\n\nThe package ${name} does not build. On a fresh clone this is a defect: please report it with ` +
        'the lines above. Otherwise look at your last change.',
    )
  }
  markDone(`build-${name}`, hash)
  return hash
}
