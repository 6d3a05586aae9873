// The README keeps its promise: every setting and every command is in it, and it names none that does not exist.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../test/run.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const collector = join(root, 'packages', 'collector', 'src')

const settings = [...readFileSync(join(collector, 'config.ts'), 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
  (match) => match[1] ?? '',
)

/** A command's file is named for its words: `site-add.ts` holds `farthing site add`. */
const commands = readdirSync(join(collector, 'cli'))
  .filter((file) => file.endsWith('.ts'))
  .filter((file) => /\.command\('/.test(readFileSync(join(collector, 'cli', file), 'utf8')))
  .map((file) => `farthing ${file.replace('.ts', '').replaceAll('-', ' ')}`)

describe('the README', () => {
  test('knows where to look', () => {
    expect(settings).toContain('PORT')
    expect(commands).toContain('farthing serve')
  })

  test.each(settings)('explains the setting %s', (setting) => {
    expect(readme).toMatch(new RegExp(`^\\| \`${setting}\` +\\|`, 'm'))
  })

  test.each(commands)('explains the command %s', (command) => {
    expect(readme).toMatch(new RegExp(`^\\| \`${command}[\` ]`, 'm'))
  })

  test('names no setting that does not exist', () => {
    const named = [...readme.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map((match) => match[1])
    expect(named.filter((name) => !settings.includes(name ?? ''))).toEqual([])
  })

  test('names no command that does not exist', () => {
    const named = [...readme.matchAll(/^\| `(farthing [a-z ]+?)( --.*)?` +\|/gm)].map((match) => match[1])
    expect(named.filter((name) => !commands.includes(name ?? ''))).toEqual([])
  })
})
