// What the README promises: every scenario by its name, every option of the sandbox.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scenarios } from './flows/scenarios/index.ts'
import { purchase } from './flows/scenarios/scenario.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

describe('the README', () => {
  it.each(Object.entries(scenarios))('names the scenario %s and its options', (name, { options }) => {
    expect(readme).toContain(`\`${name}\``)
    for (const option of Object.keys(options.shape)) expect(readme).toMatch(new RegExp(`\`${option}\\b`))
  })

  it('names what every purchase takes', () => {
    for (const option of Object.keys(purchase)) expect(readme).toContain(`\`${option}\``)
  })
})
