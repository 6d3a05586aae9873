// At which address passkeys are made and used: the one that the operator named, else the one that was asked. Browsers hold them to it.
import { Refusal } from '../errors.ts'

export interface RelyingParty {
  /** The host, without its port: what a passkey belongs to. */
  id: string
  origin: string
}

export interface Asked {
  /** FARTHING_URL. */
  publicUrl: string | null
  /** As the collector sees it: proxies that are trusted have a say in it. */
  address: string
  /** The `Origin` header: where the page says that it is. */
  page: string | undefined
}

/** A passkey that is made at the wrong address could never be used: better a sentence at once. */
export function relyingParty({ publicUrl, address, page }: Asked): RelyingParty {
  const { origin, hostname } = addressOf(publicUrl ?? address)
  if (page !== undefined && page !== origin)
    throw new Refusal(
      'other_address',
      `This page is at ${page}, and passkeys are used at ${origin}. Open the dashboard there, or tell the collector where it is: FARTHING_URL=${page}`,
    )
  if (/^\[|^[\d.]+$/.test(hostname))
    throw new Refusal(
      'other_address',
      `Passkeys belong to a name, and ${hostname} is a number. Open the dashboard under a name, as in https://stats.example.`,
    )
  return { id: hostname, origin }
}

function addressOf(text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new Refusal('other_address', 'The request does not say which host it is for.')
}
