// Hands an email to the operator's mail server. The only file that knows nodemailer.
import { createTransport } from 'nodemailer'

export interface Mail {
  id: string
  to: string
  subject: string
  html: string
  text: string
  /** Where one click ends it: https://www.rfc-editor.org/rfc/rfc8058 */
  unsubscribe: string | null
}

export interface MailSettings {
  smtpUrl: string
  from: string
}

const TIMEOUT_MS = 10_000

/** Null: taken. Else what the server said. The same notice has the same Message-ID, however often it is tried. */
export async function sendMail({ smtpUrl, from }: MailSettings, mail: Mail): Promise<string | null> {
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }
  const transport = createTransport({ url: smtpUrl, ...limits })
  const oneClick = mail.unsubscribe && {
    'List-Unsubscribe': `<${mail.unsubscribe}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
  try {
    await transport.sendMail({
      ...{ from, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text },
      messageId: `<${mail.id}@farthing>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...oneClick },
    })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}
