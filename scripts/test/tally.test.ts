// The closing line is what people and machines believe: it must never hide a failure.
import { describe, expect, test } from 'vitest'
import { closingLine, explanations, succeeded, tallyOf } from './tally.ts'

const unit = tallyOf('unit', { passed: 7, failed: 0, skipped: 0 }, true)

describe('the closing line', () => {
  test.each([
    {
      name: 'sums the runners',
      tallies: [unit, tallyOf('e2e', { passed: 2, failed: 0, skipped: 0 }, true)],
      line: '9 passed, 0 failed',
      ok: true,
    },
    {
      name: 'names what was skipped',
      tallies: [tallyOf('e2e', { passed: 2, failed: 0, skipped: 3 }, true)],
      line: '2 passed, 0 failed, 3 skipped',
      ok: true,
    },
    {
      name: 'counts failures',
      tallies: [unit, tallyOf('e2e', { passed: 1, failed: 2, skipped: 0 }, false)],
      line: '8 passed, 2 failed',
      ok: false,
    },
    {
      name: 'counts a runner that broke outside its tests',
      tallies: [tallyOf('unit', { passed: 7, failed: 0, skipped: 0 }, false)],
      line: '7 passed, 1 failed',
      ok: false,
    },
    {
      name: 'counts a runner that ran nothing',
      tallies: [unit, tallyOf('e2e', { passed: 0, failed: 0, skipped: 4 }, true)],
      line: '7 passed, 1 failed, 4 skipped',
      ok: false,
    },
    { name: 'is no success without runners', tallies: [], line: '0 passed, 0 failed', ok: false },
  ])('$name', ({ tallies, line, ok }) => {
    expect(closingLine(tallies)).toBe(line)
    expect(succeeded(tallies)).toBe(ok)
  })

  test('is explained where no test failed', () => {
    const idle = tallyOf('e2e', { passed: 0, failed: 0, skipped: 0 }, true)
    const broken = tallyOf('unit', { passed: 7, failed: 0, skipped: 0 }, false)
    expect(explanations([unit, idle, broken])).toEqual([
      expect.stringMatching(/^e2e ran no test/),
      expect.stringMatching(/^unit ended with an error outside its tests/),
    ])
  })
})
