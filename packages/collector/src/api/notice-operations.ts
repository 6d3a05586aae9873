// What a site tells its members and programs by itself, described.
import * as contract from '@farthing/contract'
import { adminsInPerson, created, type Method, type Operation, ok, SITE, type Who } from './operation.ts'

const viewersInPerson: Who = { least: 'viewer', programs: false }

const notice = (
  who: Who,
  method: Method,
  path: string,
  rest: Pick<Operation, 'summary' | 'answers'> & Partial<Operation>,
): Operation => ({ method, path: `${SITE}${path}`, tag: 'people', who, ...rest })

const mail = { kinds: ['weekly'], hidesAmounts: false }
const mine = ok(contract.noticesAnswerSchema, { canMail: true, email: 'ada@shop.example', mail, sent: [] })
const hooks = ok(contract.noticeHooksAnswerSchema, { hooks: [] })

export const noticeOperations: Operation[] = [
  notice(viewersInPerson, 'get', '/notices', { summary: 'What the site mails to oneself', answers: mine }),
  notice(viewersInPerson, 'put', '/notices', {
    summary: 'Changes what the site mails to oneself',
    body: { schema: contract.noticeMailSchema, example: mail },
    answers: mine,
  }),
  notice(adminsInPerson, 'get', '/notice-hooks', { summary: 'Addresses that are called with notices', answers: hooks }),
  notice(adminsInPerson, 'post', '/notice-hooks', {
    summary: 'Adds an address, and shows the secret that signs once',
    body: {
      schema: contract.newNoticeHookSchema,
      example: { url: 'https://chat.example/hooks/shop', kinds: ['first_payment'] },
    },
    answers: created(contract.newNoticeHookAnswerSchema, { id: 'way_1', secret: 'nhsec_…' }),
    refusals: [409],
  }),
  notice(adminsInPerson, 'delete', '/notice-hooks/{id}', { summary: 'Removes an address', answers: hooks }),
]
