// The members of a site, who is invited, and the form that invites.
import type { InviteAnswer, MembersAnswer, Site, SiteRole } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { membersApi } from '../admin-api.ts'
import { formatAgo } from '../format.ts'
import { roleWords } from '../words.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field, Select } from './field.tsx'
import { Failed, Loaded } from './loaded.tsx'
import { useNow } from './use-now.ts'

const roles: SiteRole[] = ['viewer', 'admin', 'owner']
const roleOptions = roles.map((role) => ({ value: role, label: roleWords[role].short }))
const roleNamed = (value: string): SiteRole => roles.find((role) => role === value) ?? 'viewer'

export function Members({ site }: { site: Site }) {
  const query = useQuery({
    queryKey: ['members', site.id],
    queryFn: ({ signal }) => membersApi.list(site.id, signal),
  })
  return (
    <Loaded query={query} what="The members">
      {(answer) => (
        <>
          <MemberList site={site} answer={answer} />
          {site.role === 'owner' ? (
            <InviteForm site={site} />
          ) : (
            <p className="hint">Only owners invite members and change their roles.</p>
          )}
        </>
      )}
    </Loaded>
  )
}

function MemberList({ site, answer: { members, invitations } }: { site: Site; answer: MembersAnswer }) {
  const client = useQueryClient()
  const now = useNow()
  const onSuccess = (answer: MembersAnswer) => client.setQueryData(['members', site.id], answer)
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: SiteRole }) => membersApi.changeRole(site.id, id, role),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (id: string) => membersApi.remove(site.id, id), onSuccess })
  const takeBack = useMutation({ mutationFn: (id: string) => membersApi.takeBack(site.id, id), onSuccess })
  const busy = change.isPending || remove.isPending || takeBack.isPending
  const mayChange = site.role === 'owner'
  return (
    <>
      <ul className="item-list" aria-label="Members">
        {members.map((member) => (
          <li key={member.id}>
            <span className="item-name">
              <strong>{member.email}</strong>
              <small>{member.secondFactor ? 'with a second factor' : 'password only'}</small>
            </span>
            {member.everywhere || !mayChange ? (
              <span className="pill">{member.everywhere ? 'Owner of all sites' : roleWords[member.role].short}</span>
            ) : (
              <>
                <select
                  aria-label={`Role of ${member.email}`}
                  value={member.role}
                  disabled={busy}
                  onChange={(event) => change.mutate({ id: member.id, role: roleNamed(event.target.value) })}
                >
                  {roleOptions.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
                <button
                  type="button"
                  className="button quiet small"
                  disabled={busy}
                  aria-label={`Remove ${member.email}`}
                  onClick={() => remove.mutate(member.id)}
                >
                  Remove
                </button>
              </>
            )}
          </li>
        ))}
        {invitations.map((invitation) => (
          <li key={invitation.id}>
            <span className="item-name">
              <strong>{invitation.email}</strong>
              <small>
                invited as {roleWords[invitation.role].short.toLowerCase()}, the link ends{' '}
                {formatAgo(invitation.expiresAt, now)}
              </small>
            </span>
            <span className="pill pending">Invited</span>
            {mayChange && (
              <button
                type="button"
                className="button quiet small"
                disabled={busy}
                aria-label={`Take back the invitation of ${invitation.email}`}
                onClick={() => takeBack.mutate(invitation.id)}
              >
                Take back
              </button>
            )}
          </li>
        ))}
      </ul>
      <Failed error={change.error ?? remove.error ?? takeBack.error} />
    </>
  )
}

function InviteForm({ site }: { site: Site }) {
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<SiteRole>('viewer')
  const invite = useMutation({
    mutationFn: () => membersApi.invite(site.id, { email: email.trim(), role }),
    onSuccess: () => {
      setEmail('')
      return client.invalidateQueries({ queryKey: ['members', site.id] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <div className="two">
        <Field
          label="Invite somebody"
          name="email"
          type="email"
          placeholder="ann@shop.example"
          required
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Select
          label="As"
          name="role"
          value={role}
          onChange={(value) => setRole(roleNamed(value))}
          options={roleOptions}
        />
      </div>
      <Failed error={invite.error} />
      {invite.data !== undefined && <Invited answer={invite.data} />}
      <div className="actions">
        <button type="submit" className="button" disabled={invite.isPending}>
          Invite
        </button>
      </div>
    </form>
  )
}

function Invited({ answer }: { answer: InviteAnswer }) {
  if (answer.done === 'added') {
    return (
      <p className="saved" role="status">
        Added: they have a password here already.
      </p>
    )
  }
  return (
    <div className="once" role="status">
      <p>
        <strong>Send them this link.</strong> It works once, and is not shown again.
      </p>
      <CopyBlock label="Invitation link" text={`${window.location.origin}${answer.path}`} />
    </div>
  )
}
