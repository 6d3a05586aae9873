// The emails that a member gets about a site, and what became of the last ones.
import type { NoticesAnswer, SentNotice, Site } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { noticesApi } from '../admin-api.ts'
import { formatMoment } from '../format.ts'
import { stateWords } from '../notice-words.ts'
import { Loaded } from './loaded.tsx'
import { NoticeKinds } from './notice-kinds.tsx'
import { SaveRow } from './save-row.tsx'

export function NoticeMail({ site }: { site: Site }) {
  const query = useQuery({
    queryKey: ['notices', site.id],
    queryFn: ({ signal }) => noticesApi.show(site.id, signal),
  })
  return (
    <Loaded query={query} what="Your emails" rows={5}>
      {(answer) => (
        <>
          <MailForm site={site} answer={answer} />
          {answer.sent.length > 0 && <SentNotices sent={answer.sent} timeZone={site.timeZone} />}
        </>
      )}
    </Loaded>
  )
}

function MailForm({ site, answer }: { site: Site; answer: NoticesAnswer }) {
  const client = useQueryClient()
  const [wanted, setWanted] = useState(answer.mail)
  const save = useMutation({
    mutationFn: () => noticesApi.change(site.id, wanted),
    onSuccess: (saved) => client.setQueryData(['notices', site.id], saved),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="stack" onSubmit={submit}>
      {!answer.canMail && (
        <p className="alert-quiet">
          This collector cannot send email yet: its operator sets <code>SMTP_URL</code> and <code>SMTP_FROM</code>.
        </p>
      )}
      <NoticeKinds
        legend={`Mail to ${answer.email}`}
        wanted={wanted}
        onChange={(next) => {
          save.reset()
          setWanted(next)
        }}
        disabled={!answer.canMail}
      />
      <SaveRow change={save} action="Save" look="button primary" disabled={!answer.canMail} />
    </form>
  )
}

function SentNotices({ sent, timeZone }: { sent: SentNotice[]; timeZone: string }) {
  return (
    <ul className="item-list notices-sent" aria-label="The last emails">
      {sent.map((one) => (
        <li key={one.id}>
          <span className="item-name">
            <strong>{one.subject}</strong>
            <small>
              {formatMoment(one.at, timeZone)}
              {one.problem !== null && ` · ${one.problem}`}
            </small>
          </span>
          <span className="pill">{stateWords[one.state]}</span>
        </li>
      ))}
    </ul>
  )
}
