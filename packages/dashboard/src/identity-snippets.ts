// How a server signs who a visitor is, and how the page says it: to be copied.

export interface IdentitySnippet {
  label: string
  about: string
  text: string
}

export const identitySnippets: IdentitySnippet[] = [
  {
    label: 'Server: sign',
    about:
      'HMAC-SHA-256 in hex, over the address in lower case, a line feed, and your identifier. What is absent is empty.',
    text: `import { createHmac } from 'node:crypto'

const signatureOf = ({ email = '', customId = '' }) =>
  createHmac('sha256', process.env.FARTHING_IDENTITY_SECRET)
    .update(\`\${email.trim().normalize('NFC').toLowerCase()}\\n\${customId}\`)
    .digest('hex')`,
  },
  {
    label: 'Server, with @farthing/node',
    about: 'The same, from the package.',
    text: `import { identitySignature } from '@farthing/node'

const signature = identitySignature(process.env.FARTHING_IDENTITY_SECRET, { email, customId })`,
  },
  {
    label: 'Page: identify',
    about: 'With the signature that your server wrote into the page.',
    text: 'farthing.identify({ email, customId, signature })',
  },
]
