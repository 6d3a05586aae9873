// `farthing secret rotate`: another master secret over the same data keys, so that nothing stored has to change.
import type { Command } from 'commander'
import { readConfig } from '../config.ts'
import { Refusal } from '../errors.ts'
import { isKept, newSecret, replaceKept } from '../kept-secret.ts'
import { rewrapKeys } from '../storage/keys.ts'
import { type Printed, print, type Terminal } from './terminal.ts'
import type { Workplace } from './workplace.ts'

interface Options extends Printed {
  newSecretStdin?: boolean
}

const LEAST = 16

export function secretRotate(secret: Command, terminal: Terminal, place: Workplace): void {
  secret
    .command('rotate')
    .description('wrap the stored keys under a new master secret (FARTHING_SECRET is still the old one)')
    .option('--new-secret-stdin', 'read the new secret from standard input; without it a new one goes into the file')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const kept = await rotate(options, terminal, place)
      const next = kept
        ? 'The new secret is in the file "secret" of the data folder.'
        : 'Set FARTHING_SECRET to the new secret now; every collector needs it at its next start.'
      print(terminal, options, { rotated: true, keptInFile: kept }, [
        `The keys are wrapped under the new secret. ${next}`,
      ])
    })
}

/**
 * True: the secret lives in the data folder's file, and the file has the new one. In a running collector it is that one's secret
 * and that one's folder, read again: the file may have another secret since it started.
 */
async function rotate({ newSecretStdin }: Options, terminal: Terminal, place: Workplace): Promise<boolean> {
  const config = readConfig()
  const kept = isKept(config.dataFolder, config.secret)
  if (!kept && !newSecretStdin)
    throw new Refusal(
      'invalid_body',
      'The secret comes from FARTHING_SECRET. Give the new one on standard input: openssl rand -base64 32 | tee new-secret | farthing secret rotate --new-secret-stdin',
    )
  const next = newSecretStdin ? (await terminal.input()).trim() : newSecret()
  if (next.length < LEAST) throw new Refusal('invalid_body', `A master secret has at least ${LEAST} characters.`)
  await place.withStorage(async (storage) => {
    const rewrap = () => rewrapKeys(storage, config.secret, next)
    if (kept) await replaceKept(config.dataFolder, next, rewrap)
    else await rewrap()
  })
  return kept
}
