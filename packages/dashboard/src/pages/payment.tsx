// One payment whole: what was paid and for what, the way that led to it, and every reason to believe so.
import type { PaymentDetail, Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useParams } from 'react-router'
import { api } from '../api.ts'
import { formatMoment } from '../format.ts'
import { formatMoney } from '../money.ts'
import { Loaded } from '../parts/loaded.tsx'
import { Evidence, Objects } from '../parts/payment-evidence.tsx'
import { PaymentMoney } from '../parts/payment-money.tsx'
import { PaymentTimeline } from '../parts/payment-timeline.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { purposeNames, statusNames } from '../words.ts'

export function PaymentPage() {
  return <SitePage>{(site) => <Payment site={site} />}</SitePage>
}

function Payment({ site }: { site: Site }) {
  const { paymentId = '' } = useParams()
  const { search } = useLocation()
  const query = useQuery({
    queryKey: ['payment', site.id, paymentId],
    queryFn: ({ signal }) => api.payment(site.id, paymentId, signal),
  })
  return (
    <>
      <title>{`Payment ${paymentId} · ${site.name} · Farthing`}</title>
      <p className="crumb">
        <Link to={`/sites/${site.id}/payments${search}`}>All payments</Link>
      </p>
      {query.data === undefined && <h1>Payment</h1>}
      <Loaded query={query} what="The payment" rows={8}>
        {(detail) => <Whole site={site} detail={detail} />}
      </Loaded>
    </>
  )
}

function Whole({ site, detail }: { site: Site; detail: PaymentDetail }) {
  const { payment, customerId, subscriptionId, purpose } = detail
  const named = [
    purpose === null ? null : purposeNames[purpose],
    payment.description,
    formatMoment(payment.paidAt, site.timeZone),
  ].filter((part) => part !== null)
  return (
    <>
      <header className="payment-head">
        <h1>
          {formatMoney(payment.net, payment.currency)}{' '}
          <span className={`pill ${payment.status}`}>{statusNames[payment.status]}</span>
          {payment.mode === 'test' && <span className="pill test">Test</span>}
        </h1>
        <p>{named.join(' · ')}</p>
        <p className="payment-ids">
          <code>{payment.id}</code>
          {customerId !== null && <code>{customerId}</code>}
          {subscriptionId !== null && <code>{subscriptionId}</code>}
        </p>
      </header>
      <div className="payment-parts">
        <PaymentTimeline site={site} detail={detail} />
        <PaymentMoney site={site} detail={detail} />
        <Evidence site={site} detail={detail} />
        <Objects site={site} detail={detail} />
      </div>
    </>
  )
}
