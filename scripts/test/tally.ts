// How the results of all runners become one closing line and one exit code.
export interface Tally {
  runner: string
  passed: number
  failed: number
  skipped: number
  /** It failed although no test did: a file that does not load, an error after the last test. */
  brokenElsewhere: boolean
}

type Counts = Pick<Tally, 'passed' | 'failed' | 'skipped'>

/** What a runner's JSON report says. `ok` is its own verdict, which also covers files that did not even load. */
export function tallyOf(runner: string, counts: Counts, ok: boolean): Tally {
  const brokenElsewhere = !ok && counts.failed === 0
  return { runner, ...counts, failed: brokenElsewhere ? 1 : counts.failed, brokenElsewhere }
}

/** A runner that ran nothing proves nothing: that is a failure and never a silent success. */
function idleRunners(tallies: readonly Tally[]): string[] {
  return tallies.filter((tally) => tally.passed + tally.failed === 0).map((tally) => tally.runner)
}

/** What the closing line cannot say: where to look for a failure that is no test's. */
export function explanations(tallies: readonly Tally[]): string[] {
  const idle = idleRunners(tallies).map((runner) => `${runner} ran no test, which counts as a failure.`)
  const broken = tallies
    .filter((tally) => tally.brokenElsewhere)
    .map(
      ({ runner }) =>
        `${runner} ended with an error outside its tests, which counts as a failure: see its output above.`,
    )
  return [...idle, ...broken]
}

export function closingLine(tallies: readonly Tally[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped') => tallies.reduce((total, tally) => total + tally[key], 0)
  const skipped = sum('skipped')
  const failed = sum('failed') + idleRunners(tallies).length
  return `${sum('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

export function succeeded(tallies: readonly Tally[]): boolean {
  return tallies.length > 0 && idleRunners(tallies).length === 0 && tallies.every((tally) => tally.failed === 0)
}
