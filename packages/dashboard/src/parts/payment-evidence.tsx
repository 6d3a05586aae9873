// Why a payment is believed to come from a visit, what was believed before, and which Stripe objects say so by which door.
import type { PaymentDetail } from '@farthing/contract'
import { formatMoment } from '../format.ts'
import { doorNames, evidenceNames, gradeName, unattributedNames } from '../words.ts'
import { Coin } from './coin.tsx'

interface PartProps {
  detail: PaymentDetail
  timeZone: string
}

export function Evidence({ detail: { payment, evidence, changes }, timeZone }: PartProps) {
  const { attribution } = payment
  return (
    <section className="card pad" aria-labelledby="evidence-title">
      <h2 id="evidence-title">Evidence</h2>
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
                  <small>until {formatMoment(change.at, timeZone)}</small>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

export function Objects({ detail: { objects }, timeZone }: PartProps) {
  return (
    <section className="card pad" aria-labelledby="objects-title">
      <h2 id="objects-title">Seen at Stripe</h2>
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
                  createdAt === null ? null : formatMoment(createdAt, timeZone),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </small>
            </span>
            <span className="pill">{state}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
