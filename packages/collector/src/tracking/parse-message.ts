// What the browser said: the body of `POST /api/event` → a message, or a refusal that names what is wrong with it.
import { type Message, messageSchema } from '@farthing/contract'
import { Refusal } from '../errors.ts'
import { sentenceOf } from '../http/validate.ts'
import { readMessage } from './read-message.ts'

export type ParsedMessage =
  | { kind: 'message'; message: Message }
  | {
      kind: 'refused'
      refusal: Refusal
      /** As far as the body says it. */
      siteId: string | null
    }

export function parseMessage(body: string): ParsedMessage {
  const json = parseJson(body)
  if (json === notJson) return refused('invalid_json', 'The body is not JSON.')
  const read = readMessage(json)
  if (read !== null) return { kind: 'message', message: read }
  const result = messageSchema.safeParse(json)
  if (result.success) return { kind: 'message', message: result.data }
  const [issue] = result.error.issues
  const sentence = issue?.path.join('.') === 'type' ? unknownType : sentenceOf(result.error, 'The body')
  return refused('invalid_body', sentence, siteIn(json))
}

const unknownType = `"type" must be one of ${messageSchema.options.map(({ shape }) => shape.type.value).join(', ')}.`
const notJson = Symbol('not JSON')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return notJson
  }
}

const siteIn = (json: unknown): string | null =>
  typeof json === 'object' && json !== null && 'site' in json && typeof json.site === 'string' ? json.site : null

const refused = (
  code: 'invalid_json' | 'invalid_body',
  sentence: string,
  siteId: string | null = null,
): ParsedMessage => ({
  kind: 'refused',
  refusal: new Refusal(code, sentence),
  siteId,
})
