// What a newcomer does next. Each step ticks itself off when the collector has seen it work.
import type { Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isConnected, stripeQuery } from '../queries.ts'
import { CarryPaths } from './carry-paths.tsx'
import { Coin } from './coin.tsx'
import { CopyBlock } from './copy-block.tsx'
import { Chevron } from './popover.tsx'
import { scriptTag } from './snippets.ts'
import { StripeForm } from './stripe-form.tsx'
import { Trouble } from './trouble.tsx'

export function FirstSteps({ site }: { site: Site }) {
  const stripe = useQuery({ ...stripeQuery(site.id), enabled: !site.hasPayments })
  const connected = stripe.data !== undefined && isConnected(stripe.data)
  return (
    <section className="card steps" aria-labelledby="steps-title">
      <header>
        <h2 id="steps-title">{site.hasViews ? 'Next: the money' : 'Set up in two minutes'}</h2>
        <p>This page notices by itself when a step works.</p>
      </header>
      <ol>
        <Step
          done={site.hasViews}
          open={!site.hasViews}
          next={!site.hasViews}
          title="Put the script on your site"
          state={site.hasViews ? 'The first view has arrived' : 'Waiting for the first view'}
        >
          <p>Paste this into the head of every page, then open one of them.</p>
          <CopyBlock label="Script tag" text={scriptTag(site, window.location.origin)} />
        </Step>
        <Step
          done={connected || site.hasPayments}
          open={site.hasViews && stripe.data !== undefined && !connected && !site.hasPayments}
          next={site.hasViews && !connected}
          title="Connect Stripe"
          state={connected ? 'Connected' : 'Not connected yet'}
        >
          {stripe.data === undefined && stripe.error !== null && (
            <Trouble error={stripe.error} title="The state is not known" retry={() => void stripe.refetch()} />
          )}
          {stripe.data !== undefined && <StripeForm site={site} status={stripe.data} />}
        </Step>
        <Step
          done={site.hasPayments}
          open={false}
          next={site.hasViews && connected}
          title="Let a payment carry the visit"
          state={site.hasPayments ? 'The first payment has arrived' : 'Waiting for the first payment'}
        >
          <CarryPaths site={site} />
        </Step>
      </ol>
    </section>
  )
}

interface StepProps {
  done: boolean
  open: boolean
  next: boolean
  title: string
  state: string
  children: ReactNode
}

/** `key`: when a step opens or closes by itself, what the reader toggled before is forgotten. */
function Step({ done, open, next, title, state, children }: StepProps) {
  return (
    <li className={done ? 'step done' : 'step'}>
      <details key={String(open)} open={open}>
        <summary>
          <Coin quarters={done ? 4 : next ? 1 : 0} size={22} turning={next && !done} />
          <span className="step-title">{title}</span>
          <span className="step-state" role="status">
            {state}
          </span>
          <Chevron />
        </summary>
        <div className="step-body">{children}</div>
      </details>
    </li>
  )
}
