// How the owner is told what was not counted, and why.
import type { IgnoredMessages, UncountedReason } from '@farthing/contract'

const words: Readonly<Record<UncountedReason, string>> = {
  bot: 'from bots',
  automated: 'from automated browsers',
  datacentre: 'from datacentres',
  unknown_host: 'from a host that is not listed',
  ignored_address: 'from an address that you ignore',
  ignored_path: 'from a page that you ignore',
  opted_out: 'from visitors who opted out',
  unsupported: 'of a kind that is not supported',
  unsigned: 'with an identity that the site did not sign',
  broken: 'broken',
  too_many: 'too many at once',
}

const counted = (count: number) => count.toLocaleString('en-US')

export function ignoredSentence(reasons: IgnoredMessages['reasons']): string {
  const total = reasons.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return 'No message was ignored.'
  const parts = reasons.map(({ reason, count }) => `${counted(count)} ${words[reason]}`)
  return `${counted(total)} ${total === 1 ? 'message' : 'messages'} ignored: ${parts.join(', ')}.`
}
