// Why a payment is believed to come from a visit, what was believed before, and which Stripe objects say so by which door.
import type { PaymentDetail, Site } from '@farthing/contract'
import { formatMoment } from '../format.ts'
import { paymentEvidence, paymentObjects } from '../screen-tables.ts'
import { doorNames, evidenceNames, gradeName, unattributedNames } from '../words.ts'
import { Coin } from './coin.tsx'
import { ScreenCard } from './screen-card.tsx'

interface PartProps {
  site: Site
  detail: PaymentDetail
}

export function Evidence({ site, detail }: PartProps) {
  const { payment, evidence, changes } = detail
  const { attribution } = payment
  return (
    <ScreenCard site={site} title="Evidence" file={`evidence-${payment.id}`} write={() => paymentEvidence(detail)}>
      {attribution.kind === 'unattributed' && (
        <p className="alert">
          <strong>{unattributedNames[attribution.reason].short}.</strong> {unattributedNames[attribution.reason].long}
        </p>
      )}
      <ul className="item-list" aria-label="Evidence, best first">
        {evidence.map(({ kind, grade, value, sessionId, chosen }) => (
          <li key={`${kind} ${value}`}>
            <Coin quarters={gradeName(grade).quarters} size={18} />
            <span className="item-name">
              <strong>{evidenceNames[kind].short}</strong>
              <small>{evidenceNames[kind].long}</small>
              <small>
                {gradeName(grade).name}, grade {grade} · <code>{value}</code>
                {sessionId === null && ' · leads to no visit that is known'}
              </small>
            </span>
            {chosen && <span className="pill paid">Decides</span>}
          </li>
        ))}
      </ul>
      {changes.length > 0 && (
        <>
          <h3>Before</h3>
          <ul className="item-list" aria-label="What was believed before">
            {changes.map((change) => (
              <li key={change.at}>
                <span className="item-name">
                  <strong>
                    {change.evidence !== null
                      ? evidenceNames[change.evidence].short
                      : change.reason !== null
                        ? unattributedNames[change.reason].short
                        : 'Not attributed'}
                  </strong>
                  <small>until {formatMoment(change.at, site.timeZone)}</small>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </ScreenCard>
  )
}

export function Objects({ site, detail }: PartProps) {
  const { payment, objects } = detail
  return (
    <ScreenCard site={site} title="Seen at Stripe" file={`objects-${payment.id}`} write={() => paymentObjects(detail)}>
      <ul className="item-list" aria-label="Objects">
        {objects.map(({ id, kind, state, doors, createdAt }) => (
          <li key={id}>
            <span className="item-name">
              <strong>{kind.replaceAll('_', ' ')}</strong>
              <small>
                <code>{id}</code>
              </small>
              <small>
                {[
                  doors.map((door) => doorNames[door]).join(', ') || null,
                  createdAt === null ? null : formatMoment(createdAt, site.timeZone),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </small>
            </span>
            <span className="pill">{state}</span>
          </li>
        ))}
      </ul>
    </ScreenCard>
  )
}
