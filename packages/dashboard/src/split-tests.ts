// Split tests as the owner writes and reads them: a draft in the form, and what a difference says.
import type { NewSplitTest, SideDifference, SplitTest } from '@farthing/contract'
import { formatShare } from './format.ts'
import { numberFormat } from './intl.ts'
import { formatMoney } from './money.ts'

export interface DraftSide {
  id: number
  name: string
  weight: string
}

/** As the collector takes it: what the owner left empty, or wrote with spaces, is not sent. */
export const writeTest = (name: string, goal: string, sides: readonly DraftSide[]): NewSplitTest => ({
  name: slugOf(name),
  goal: goal.trim() === '' ? 'payment' : goal.trim(),
  sides: sides.map((side) => ({ name: slugOf(side.name), weight: Number(side.weight) })),
})

export const slugOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')

export const shareOf = (test: Pick<SplitTest, 'sides'>, weight: number): string =>
  formatShare(weight / test.sides.reduce((sum, side) => sum + side.weight, 0))

/** What the page's own code asks. */
export const usage = ({ name, sides }: Pick<SplitTest, 'name' | 'sides'>): string => {
  const [, other] = sides
  return `const side = await farthing.variant('${name}')\nif (side === '${other?.name ?? ''}') {\n  // what this side shows\n}`
}

/** Below it, a difference is called one. */
const SURE = 0.05

export interface Said {
  /** As in "+1.20 points". */
  value: string
  /** Where it lies, and how sure that is. */
  more: string
  tone: 'up' | 'down' | 'open'
}

export const saidOfRate = (difference: SideDifference, locale?: string): Said =>
  said(difference, (value) => signed(value * 100, 2, locale), locale, ' points')

export const saidOfMoney = (difference: SideDifference, currency: string, locale?: string): Said =>
  said(
    difference,
    (value) =>
      `${value > 0 ? '+' : value < 0 ? '−' : '±'}${formatMoney(Math.round(Math.abs(value)), currency, locale)}`,
    locale,
  )

function said(
  { value, low, high, p }: SideDifference,
  write: (value: number) => string,
  locale?: string,
  unit = '',
): Said {
  const between = low === null || high === null ? null : `95 %: ${write(low)} to ${write(high)}`
  if (p === null)
    return {
      value: `${write(value)}${unit}`,
      more: [between, 'too few to tell it from chance'].filter(Boolean).join('; '),
      tone: 'open',
    }
  const sure = p < SURE
  const chance = p < 0.001 ? 'p < 0.001' : `p = ${numberFormat(locale, { maximumFractionDigits: 3 }).format(p)}`
  return {
    value: `${write(value)}${unit}`,
    more: [between, `${chance}${sure ? '' : ', may be chance'}`].filter(Boolean).join('; '),
    tone: !sure ? 'open' : value > 0 ? 'up' : 'down',
  }
}

const signed = (value: number, digits: number, locale?: string): string =>
  numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'exceptZero',
  }).format(value)
