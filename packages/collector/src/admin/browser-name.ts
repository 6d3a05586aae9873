// How a login is called in the list of logins: browser and system, so that its owner recognises it.
import { UAParser } from 'ua-parser-js'

export function browserName(userAgent: string | undefined): string {
  const { browser, os } = new UAParser(userAgent ?? '').getResult()
  const names = [browser.name, os.name].filter((name) => name !== undefined)
  return names.length === 0 ? 'A program' : names.join(' on ').slice(0, 80)
}
