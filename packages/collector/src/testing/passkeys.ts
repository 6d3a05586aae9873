// Adding a passkey and signing in with it, as a browser does it: for tests of what is taken and what is refused.
import { type Authenticator, type Lies, softwareAuthenticator } from './authenticator.ts'
import { type Answer, owner, type TestCollector } from './collector.ts'

type Headers = Record<string, string>

export interface PasskeyUser {
  authenticator: Authenticator
  begin(password?: string): Promise<Answer>
  /** Begins, makes a passkey and brings it. */
  add(name?: string, lies?: Lies): Promise<Answer>
  list(): Promise<Answer>
  remove(id: string, password?: string): Promise<Answer>
  /** Begins, signs and brings it. */
  signIn(lies?: Lies): Promise<Answer>
}

/** `headers`: of who is signed in and adds it; signing in needs none. */
export function passkeyUser(collector: TestCollector, headers: Headers, origin = collector.url): PasskeyUser {
  const authenticator = softwareAuthenticator(origin)
  const ask = (method: string, path: string, body?: object) =>
    collector.ask(method, `/api/account/passkeys${path}`, body ? { headers, body } : { headers })
  const begin = (password: string = owner.password) => ask('POST', '/begin', { password })
  return {
    authenticator,
    begin,
    add: async (name = 'Laptop', lies = {}) => {
      const { json } = await begin()
      return ask('POST', '', { name, response: authenticator.create(json, lies) })
    },
    list: () => ask('GET', ''),
    remove: (id, password = owner.password) => ask('POST', `/${id}/remove`, { password }),
    signIn: async (lies = {}) => {
      const { json } = await collector.ask('POST', '/api/login/passkey/begin', { body: {} })
      return collector.ask('POST', '/api/login/passkey', { body: { response: authenticator.get(json, lies) } })
    },
  }
}
