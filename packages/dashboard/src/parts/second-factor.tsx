// Switching the second factor on (scan, confirm, keep the recovery codes) and off.
import type { AccountAnswer, NewSecondFactor } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { accountApi } from '../admin-api.ts'
import { CopyBlock } from './copy-block.tsx'
import { Field } from './field.tsx'
import { Failed } from './loaded.tsx'
import { PasswordAsked } from './password-asked.tsx'
import { QrCode } from './qr-code.tsx'

export function SecondFactor({ account: { secondFactor } }: { account: AccountAnswer }) {
  const client = useQueryClient()
  const [recoveryCodes, setRecoveryCodes] = useState<string[] | null>(null)
  const begin = useMutation({ mutationFn: accountApi.beginSecondFactor })
  const remove = useMutation({
    mutationFn: accountApi.removeSecondFactor,
    onSuccess: (answer) => {
      begin.reset()
      setRecoveryCodes(null)
      client.setQueryData(['account'], answer)
    },
  })
  if (recoveryCodes !== null) return <KeepThese codes={recoveryCodes} done={() => setRecoveryCodes(null)} />
  if (secondFactor !== null) {
    return (
      <PasswordAsked action="Switch it off" busy={remove.isPending} error={remove.error} submit={remove.mutate}>
        <p className="way-state on">
          On.{' '}
          {secondFactor.recoveryCodes === 1
            ? 'One recovery code is'
            : `${secondFactor.recoveryCodes} recovery codes are`}{' '}
          left.
        </p>
      </PasswordAsked>
    )
  }
  if (begin.data !== undefined) {
    const confirmed = async (codes: string[]) => {
      setRecoveryCodes(codes)
      begin.reset()
      await client.invalidateQueries({ queryKey: ['account'] })
    }
    return <Confirm offer={begin.data} confirmed={confirmed} />
  }
  return (
    <PasswordAsked action="Switch it on" busy={begin.isPending} error={begin.error} submit={begin.mutate}>
      <p>
        Off: whoever knows your password can sign in. You need an authenticator app, such as Aegis, 2FAS or the one in
        your password manager.
      </p>
    </PasswordAsked>
  )
}

function Confirm({ offer, confirmed }: { offer: NewSecondFactor; confirmed: (codes: string[]) => void }) {
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: accountApi.confirmSecondFactor,
    onSuccess: ({ recoveryCodes }) => confirmed(recoveryCodes),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate(code.trim())
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p>Scan this with the app, or type the secret into it.</p>
      <QrCode text={offer.uri} label="The secret as a picture for your authenticator app" />
      <CopyBlock label="Secret" text={offer.secret} />
      <Field
        label="Code that the app shows now"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        pattern="[0-9]{3} ?[0-9]{3}"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Failed error={confirm.error} />
      <div className="actions">
        <button type="submit" className="button primary" disabled={confirm.isPending}>
          Confirm
        </button>
      </div>
    </form>
  )
}

function KeepThese({ codes, done }: { codes: string[]; done: () => void }) {
  return (
    <div className="stack">
      <p>
        <strong>The second factor is on.</strong> Keep these recovery codes where you keep your passwords: each lets you
        in once without the app, and they are not shown again.
      </p>
      <CopyBlock label="Recovery codes" text={codes.join('\n')} />
      <div className="actions">
        <button type="button" className="button primary" onClick={done}>
          I have kept them
        </button>
      </div>
    </div>
  )
}
