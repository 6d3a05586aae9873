// A notice in words: a subject, a sentence, and the figures beside it. The same for the mail, its plain text and the list in the settings.
import type { Said, Summary } from './said.ts'

export interface Words {
  subject: string
  sentence: string
  /** Label, value, and how it was before. */
  figures: { label: string; value: string; before: string | null }[]
  rows: { name: string; values: string[] }[]
  /** Where to look, inside the dashboard of the site. */
  path: string
}

interface About {
  siteName: string
  timeZone: string
}

export function wordsFor(said: Said, about: About): Words {
  switch (said.kind) {
    case 'daily':
    case 'weekly':
      return summary(said, about)
    case 'first_payment':
      return firstPayment(said, about)
    case 'silent':
      return silent(said, about)
    case 'webhook_failing':
      return failing(said, about)
  }
}

type Money = Summary['net']

const moneyText = (money: Money): string | null => {
  if (money === null) return null
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: money.currency.toUpperCase() })
  return format.format(money.amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

const numberText = (number: number): string => new Intl.NumberFormat('en').format(number)
const plural = (count: number, one: string): string => `${numberText(count)} ${one}${count === 1 ? '' : 's'}`
const dayText = (day: string): string =>
  new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  )
const momentText = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(at))

function summary(said: Summary, { siteName }: About): Words {
  const { from, to, mode, net, before } = said
  const when = from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`
  const earned = moneyText(net)
  const tests = mode === 'test' ? ' in test mode' : ''
  const figures = [
    ...(earned === null ? [] : [{ label: 'Net revenue', value: earned, before: moneyText(before.net) }]),
    { label: 'Payments', value: numberText(said.payments), before: numberText(before.payments) },
    { label: 'Visitors', value: numberText(said.visitors), before: numberText(before.visitors) },
  ]
  return {
    subject: `${siteName}, ${when}: ${plural(said.payments, 'payment')}${tests}${earned === null ? '' : `, ${earned}`}`,
    sentence:
      said.payments === 0
        ? `${plural(said.visitors, 'visitor')} and no payment${tests}, ${when}.`
        : `${plural(said.payments, 'payment')}${tests} from ${plural(said.visitors, 'visitor')}, ${when}.`,
    figures,
    rows: said.channels.map(({ name, visitors, net: money }) => ({
      name,
      values: [plural(visitors, 'visitor'), ...[moneyText(money)].flatMap((text) => text ?? [])],
    })),
    path: `?from=${from}&to=${to}`,
  }
}

function firstPayment(said: Extract<Said, { kind: 'first_payment' }>, { siteName }: About): Words {
  const paid = moneyText(said.paid)
  const tests = said.mode === 'test' ? ' test' : ''
  const by = said.source === null ? '' : ` by ${said.source}`
  return {
    subject: `${siteName}: the first${tests} payment of ${said.campaign}`,
    sentence: `The campaign “${said.campaign}”${by} has brought its first${tests} payment${paid === null ? '' : `: ${paid}`}.`,
    figures: [],
    rows: [],
    path: '/payments',
  }
}

function silent({ lastAt, usualMs }: Extract<Said, { kind: 'silent' }>, { siteName, timeZone }: About): Words {
  return {
    subject: `${siteName}: no view since ${momentText(lastAt, timeZone)}`,
    sentence:
      `The last view came on ${momentText(lastAt, timeZone)}. Usually there is one every ${spanText(usualMs)}. ` +
      'Is the script still on your pages? Settings → Stripe runs a check of everything.',
    figures: [],
    rows: [],
    path: '/settings/stripe',
  }
}

function failing(said: Extract<Said, { kind: 'webhook_failing' }>, { siteName, timeZone }: About): Words {
  const times = said.count === 1 ? 'once' : `${numberText(said.count)} times`
  return {
    subject: `${siteName}: Stripe's webhook is turned away`,
    sentence:
      `What knocked at the webhook was turned away ${times}, last on ${momentText(said.lastAt, timeZone)} ` +
      `(${said.reason.replaceAll('_', ' ')}). No payment is lost as long as a key is there to ask Stripe. Look at the signing secret.`,
    figures: [],
    rows: [],
    path: '/settings/stripe',
  }
}

function spanText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 120) return minutes === 1 ? 'minute' : `${minutes} minutes`
  return `${Math.round(minutes / 60)} hours`
}
