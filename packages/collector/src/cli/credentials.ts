// An email and a password for a user: the password never on the command line, where other users of the machine see it.
import { setupSchema } from '@farthing/contract'
import type { Credentials } from '../admin/member.ts'
import { Refusal } from '../errors.ts'
import { parseBody } from '../http/validate.ts'
import type { Printed, Terminal } from './terminal.ts'

export interface CredentialOptions extends Printed {
  email: string
  passwordStdin?: boolean
}

const credentialsSchema = setupSchema.pick({ email: true, password: true })

export async function credentialsFrom(options: CredentialOptions, terminal: Terminal): Promise<Credentials> {
  if (!options.passwordStdin) {
    const example = `printf '%s' "$PASSWORD" | farthing user … --email ${options.email} --password-stdin`
    throw new Refusal('invalid_body', `Give the password on standard input: ${example}`)
  }
  const password = (await terminal.input()).replace(/\r?\n$/, '')
  return parseBody(credentialsSchema, { email: options.email, password })
}
