// `farthing stripe connect`: a site's key of Stripe and the signing secret of its webhook, never on the command line.
import { type StripeSettings, type StripeStatus, stripeSettingsSchema, type WebhookCreated } from '@farthing/contract'
import type { Command } from 'commander'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import { stripeApi } from '../stripe/client.ts'
import { connect } from '../stripe/connect.ts'
import { statusOf, webhookUrlOf } from '../stripe/connection-status.ts'
import { createWebhook } from '../stripe/create-webhook.ts'
import { siteNamed } from './known-site.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  site: string
  address?: string
  createWebhook?: boolean
  confirmSecretKey?: boolean
}

export function stripeConnect(stripe: Command, terminal: Terminal, { withParts }: Workplace): void {
  stripe
    .command('connect')
    .description("connect a site: its restricted key, its webhook's signing secret, or both, from standard input")
    .requiredOption('--site <id>', 'which site')
    .option('--address <url>', 'where this collector is reached, as in https://stats.example')
    .option('--create-webhook', 'create the webhook at Stripe with the key, for that address')
    .option('--confirm-secret-key', 'take a secret key (sk_live_…), which can move money')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const settings = settingsIn(await terminal.input(), options)
      const origin = originOf(options)
      const answer = await withParts(async (parts) => {
        const { id: siteId } = await siteNamed(parts.storage, options.site)
        const api = stripeApi(parts.config.stripe.apiBase)
        await connect(parts, api, siteId, settings)
        const url = webhookUrlOf(origin, siteId)
        const created = options.createWebhook ? await createWebhook(parts, api, { siteId, url }) : null
        return { status: await statusOf(parts, siteId, origin), created }
      })
      print(terminal, options, toAnswer(answer), linesOf(answer))
    })
}

const example = 'printf "%s\\n" "$STRIPE_KEY" "$WEBHOOK_SECRET" | farthing stripe connect --site …'

/** Other users of the machine see the words of a command: so the secrets come on standard input, a line each. */
function settingsIn(input: string, { confirmSecretKey }: Options): StripeSettings {
  const lines = input.split(/\s+/).filter((line) => line !== '')
  const [secret, ...moreSecrets] = lines.filter((line) => line.startsWith('whsec_'))
  const [key, ...moreKeys] = lines.filter((line) => !line.startsWith('whsec_'))
  if (lines.length === 0 || moreSecrets.length + moreKeys.length > 0)
    throw new Refusal('invalid_body', `Give one key, one signing secret, or both, a line each: ${example}`)
  return parseBody(stripeSettingsSchema, {
    ...(key === undefined ? {} : { apiKey: key }),
    ...(secret === undefined ? {} : { addWebhookSecret: secret }),
    ...(confirmSecretKey ? { confirmSecretKey } : {}),
  })
}

/** Empty: only the path is told. */
function originOf({ address, createWebhook: creates }: Options): string {
  if (address === undefined && creates)
    throw new Refusal('invalid_body', 'Say where Stripe reaches this collector: --address https://stats.example')
  if (address === undefined) return ''
  const url = URL.parse(address)
  if (!url) throw new Refusal('invalid_body', `"${address}" is no address: give one as in https://stats.example`)
  return url.origin
}

interface Connected {
  apiKey: StripeStatus['apiKey']
  /** Stripe's names of the rights that the key lacks. */
  missing: string[]
  webhookSecrets: number
  /** Absolute where the collector's address was given. */
  webhookUrl: string
  created: WebhookCreated | null
}

interface Told {
  status: StripeStatus
  created: WebhookCreated | null
}

const lacking = ({ keyCheck }: StripeStatus) => (keyCheck?.permissions ?? []).filter(({ state }) => state === 'missing')

const toAnswer = ({ status, created }: Told): Connected => ({
  apiKey: status.apiKey,
  missing: lacking(status).map(({ permission }) => permission),
  webhookSecrets: status.webhookSecrets,
  webhookUrl: status.webhookUrl,
  created,
})

function linesOf({ status, created }: Told): string[] {
  const { apiKey, keyCheck, webhookSecrets, webhookUrl } = status
  const where = webhookUrl.startsWith('/') ? `${webhookUrl} at the address of this collector` : webhookUrl
  return [
    apiKey ? `Key …${apiKey.hint} (${apiKey.mode}) is connected.` : 'No key is connected.',
    ...(keyCheck?.problem ? [`Stripe could not be asked about it: ${keyCheck.problem}`] : []),
    ...lacking(status).map(({ title, cost }) => `It lacks "${title}": ${cost}`),
    ...(created ? [`Webhook ${created.id} is ${created.done}.`] : []),
    webhookSecrets > 0
      ? `${webhookSecrets} signing secret${webhookSecrets === 1 ? '' : 's'}. Stripe sends to ${where}.`
      : `No signing secret yet: let Stripe send to ${where}, or use --create-webhook.`,
  ]
}
