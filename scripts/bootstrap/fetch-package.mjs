// Gets one package out of the npm registry into a folder of its own, whatever the user's npm settings are.
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Failure } from './failure.mjs'
import { lastLines, runQuietly } from './run.mjs'

const flags = [
  '--ignore-scripts',
  '--no-save',
  '--no-package-lock',
  '--no-audit',
  '--no-fund',
  '--global=false',
  '--engine-strict=false',
  '--install-strategy=hoisted',
  '--loglevel=error',
]

/** The folder appears whole or not at all: an interrupted download leaves nothing that a later run would trust. */
export async function fetchPackage(name, version, folder) {
  const half = `${folder}.${process.pid}.part`
  await mkdir(half, { recursive: true })
  await writeFile(join(half, 'package.json'), '{"private":true}\n')
  const { command, before } = npm()
  const args = [...before, 'install', `${name}@${version}`, `--prefix=${half}`, ...flags]
  const { code, output } = await runQuietly(command, args, {
    env: cleanEnvironment(),
    shell: before.length === 0 && process.platform === 'win32',
  })
  if (code !== 0) {
    await rm(half, { recursive: true, force: true })
    throw new Failure(
      `${lastLines(output, 12)}\n\nnpm could not fetch ${name}@${version}. Check that this machine reaches the npm registry ` +
        '(`npm ping`), then run the command again.',
    )
  }
  await rm(folder, { recursive: true, force: true })
  await rename(half, folder)
}

/** The npm that runs us, else the one beside this Node, else whatever the shell finds. */
function npm() {
  const bin = dirname(process.execPath)
  const beside = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js'].map((path) =>
    join(bin, path),
  )
  const running = process.env.npm_execpath ?? ''
  const cli = [...(basename(running) === 'npm-cli.js' ? [running] : []), ...beside].find(existsSync)
  return cli ? { command: process.execPath, before: [cli] } : { command: 'npm', before: [] }
}

/** A surrounding `npm start` exports the user's settings; those about where and how to install are not for this. */
function cleanEnvironment() {
  const unwanted =
    /^npm_(config_(nodedir|prefix|local_prefix|global_prefix|global|omit|production|workspaces?|save.*)$|package_|lifecycle_)/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)))
}
