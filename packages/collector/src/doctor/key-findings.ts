// Whether there is a Stripe key, whether Stripe takes it, and what each missing right costs.
import type { Finding, Mode } from '@farthing/contract'
import type { KeyExam } from '../stripe/check-key.ts'
import { keyLink } from '../stripe/permissions.ts'
import { fine, problem, warning } from './finding.ts'

const ok = fine('key')
const warn = warning('key')
const bad = problem('key')

export interface KeySeen {
  mode: Mode
  isSecretKey: boolean
  exam: KeyExam
}

export interface KeyNeeds {
  siteName: string
  hasLivePayments: boolean
  hasWebhookSecret: boolean
}

export function keyFindings(seen: KeySeen | null, needs: KeyNeeds): Finding[] {
  const link = keyLink(seen?.mode ?? 'live', needs.siteName)
  if (seen === null) return [noKey(needs, link)]
  const { exam, mode, isSecretKey } = seen
  if (exam.kind === 'invalid')
    return [bad('key', exam.sentence, 'Make a new restricted key with this link and paste it into the settings.', link)]
  if (exam.check.state === 'unchecked')
    return [
      warn(
        'key',
        `Stripe could not be asked about the key. ${exam.check.problem ?? ''}`.trim(),
        'Try again in a moment.',
      ),
    ]
  return [
    ...(isSecretKey && mode === 'live' ? [secretKey(link)] : []),
    ...(mode === 'test' && needs.hasLivePayments ? [onlyTest(link)] : []),
    ...rights(exam.check.permissions, link),
  ]
}

const noKey = ({ hasWebhookSecret }: KeyNeeds, link: string): Finding =>
  hasWebhookSecret
    ? warn(
        'key',
        'No Stripe key is connected: what a webhook misses is not found again, and a return from checkout waits for the webhook.',
        'Make a restricted key with this link (everything is ticked) and paste it into the settings.',
        link,
      )
    : bad(
        'key',
        'Neither a Stripe key nor a webhook is connected: no payment can arrive.',
        'Make a restricted key with this link (everything is ticked) and paste it into the settings.',
        link,
      )

const secretKey = (link: string): Finding =>
  warn(
    'key:secret',
    'The key is a secret key: whoever gets hold of it can move your money.',
    'A restricted key is enough. Make one with this link and replace it.',
    link,
  )

const onlyTest = (link: string): Finding =>
  warn(
    'key:mode',
    'The key is a test key, and this site has live payments: what their webhook misses is not found again.',
    'Replace it with a live restricted key.',
    link,
  )

function rights(
  permissions: { permission: string; title: string; cost: string; state: string }[],
  link: string,
): Finding[] {
  const missing = permissions.filter(({ state }) => state === 'missing')
  const unknown = permissions.filter(({ state }) => state === 'unknown')
  return [
    ...missing.map(({ permission, title, cost }) =>
      warn(
        `permission:${permission}`,
        `The key lacks “${title}”. ${cost}`,
        'Edit the key in Stripe and tick this row, or make a new one with this link.',
        link,
      ),
    ),
    ...(unknown.length > 0
      ? [
          warn(
            'permissions',
            `Stripe gave no clear answer about ${unknown.map(({ title }) => `“${title}”`).join(', ')}.`,
          ),
        ]
      : []),
    ...(missing.length + unknown.length === 0
      ? [ok('permissions', `The key works and has all ${permissions.length} rights.`)]
      : [ok('key', 'Stripe accepts the key.')]),
  ]
}
