// What to click at Stripe, drawn with the words of Stripe's own pages. The numbers are those of the steps beside them.
import { Choices, FieldBox, Option, PICTURE_WIDTH, Picture, Press, Ring, Words } from './picture-parts.tsx'

const RIGHTS: Array<[string, 'Read' | 'Write']> = [
  ['Charges and Refunds', 'Read'],
  ['Checkout Sessions', 'Read'],
  ['Events', 'Read'],
  ['Webhook Endpoints', 'Write'],
]

export function NewKeyPicture() {
  return (
    <Picture
      page="Developers · API keys"
      height={318}
      alt="Stripe’s page “Create restricted API key”: the rights are ticked, most to read; at the bottom the button “Create key”."
    >
      <Words x={24} y={66} look="title">
        Create restricted API key
      </Words>
      <FieldBox x={24} y={90} width={432} name="Key name">
        Farthing
      </FieldBox>
      <Words x={24} y={156} look="mute">
        Resource type
      </Words>
      <Words x={270} y={156} look="mute">
        Permissions
      </Words>
      {RIGHTS.map(([name, right], index) => (
        <g key={name}>
          <Words x={24} y={181 + index * 27}>
            {name}
          </Words>
          <Choices x={270} y={166 + index * 27} width={190} names={['None', 'Read', 'Write']} taken={right} />
        </g>
      ))}
      <Press x={366} y={276} width={90}>
        Create key
      </Press>
      <Ring x={366} y={276} width={90} height={30} step={1} />
    </Picture>
  )
}

export function CopyKeyPicture() {
  return (
    <Picture
      page="Developers · API keys"
      height={182}
      alt="Stripe’s list of keys: the row “Farthing” with its token, which begins with rk_live_ and is copied by a click."
    >
      <Words x={24} y={66} look="title">
        Restricted keys
      </Words>
      <Words x={24} y={96} look="mute">
        Name
      </Words>
      <Words x={150} y={96} look="mute">
        Token
      </Words>
      <path className="picture-rule" d={`M24 106H${PICTURE_WIDTH - 24}`} />
      <Words x={24} y={137}>
        Farthing
      </Words>
      <rect className="picture-field" x={150} y={118} width={220} height={30} rx={6} />
      <Words x={160} y={138} look="code">
        rk_live_51Qk••••••••••••
      </Words>
      <Ring x={150} y={118} width={220} height={30} step={2} />
    </Picture>
  )
}

export function NewWebhookPicture({ address }: { address: string }) {
  return (
    <Picture
      page="Developers · Webhooks"
      height={286}
      alt="Stripe’s page “Configure your destination”: payload style “Snapshot”, the endpoint URL from here, and the button “Create destination”."
    >
      <Words x={24} y={66} look="title">
        Configure your destination
      </Words>
      <Words x={24} y={94}>
        Payload style
      </Words>
      <Choices x={24} y={102} width={190} names={['Snapshot', 'Thin']} taken="Snapshot" />
      <FieldBox x={24} y={150} width={432} name="Endpoint URL">
        {shortened(address, 52)}
      </FieldBox>
      <Ring x={24} y={158} width={432} height={30} step={1} />
      <Words x={24} y={220} look="mute">
        Listening to checkout, payments, invoices, refunds…
      </Words>
      <Press x={316} y={238} width={140}>
        Create destination
      </Press>
      <Ring x={316} y={238} width={140} height={30} step={2} />
    </Picture>
  )
}

export function SigningSecretPicture() {
  return (
    <Picture
      page="Developers · Webhooks"
      height={172}
      alt="The page of the new destination at Stripe: the line “Signing secret”, whose eye shows a text that begins with whsec_."
    >
      <Words x={24} y={66} look="title">
        Destination details
      </Words>
      <Words x={24} y={98} look="mute">
        Signing secret
      </Words>
      <rect className="picture-field" x={24} y={110} width={330} height={30} rx={6} />
      <Words x={34} y={130} look="code">
        whsec_••••••••••••••••••••••••
      </Words>
      <path className="picture-eye" d="M322 125q12-13 24 0q-12 13-24 0z" />
      <circle className="picture-eye-dot" cx={334} cy={125} r={3.4} />
      <Ring x={24} y={110} width={330} height={30} step={3} />
    </Picture>
  )
}

export function RedirectPicture({ address }: { address: string }) {
  return (
    <Picture
      page="Payment Links · Edit"
      height={280}
      alt="Stripe’s page of a Payment Link, tab “After payment”: “Don’t show confirmation page” is chosen, with the redirect address below."
    >
      <Words x={24} y={68} look="mute">
        Payment page
      </Words>
      <Words x={136} y={68}>
        After payment
      </Words>
      <path className="picture-tab" d="M136 76H226" />
      <Ring x={134} y={52} width={94} height={22} step={1} />
      <Option x={24} y={112} taken={false}>
        Show confirmation page
      </Option>
      <Option x={24} y={142} taken>
        Don’t show confirmation page
      </Option>
      <Ring x={22} y={126} width={222} height={24} step={2} />
      <FieldBox x={46} y={174} width={410} name="Redirect customers to your website">
        {shortened(address, 50)}
      </FieldBox>
      <Ring x={46} y={182} width={410} height={30} step={3} />
      <Press x={366} y={236} width={90}>
        Update link
      </Press>
    </Picture>
  )
}

export function EmbedPicture({ what }: { what: 'pricing table' | 'buy button' }) {
  const element = what === 'pricing table' ? 'stripe-pricing-table' : 'stripe-buy-button'
  return (
    <Picture
      page={what === 'pricing table' ? 'Product catalog · Pricing tables' : 'Payment Links · Buy button'}
      height={178}
      alt={`Stripe’s page of a ${what}: its code in a box, and the button “Copy code”.`}
    >
      <rect className="picture-field" x={24} y={54} width={432} height={66} rx={6} />
      <Words x={36} y={80} look="code">
        {'<script async src="https://js.stripe.com/v3/…'}
      </Words>
      <Words x={36} y={104} look="code">
        {`<${element} …`}
      </Words>
      <Press x={366} y={134} width={90}>
        Copy code
      </Press>
      <Ring x={366} y={134} width={90} height={30} step={1} />
    </Picture>
  )
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
