// Signing in without a password, where the browser can.
import type { SessionAnswer } from '@farthing/contract'
import { useMutation } from '@tanstack/react-query'
import { canUsePasskeys } from '../passkeys.ts'
import { Failed } from './loaded.tsx'

export function PasskeyLogin({ done }: { done: (answer: SessionAnswer) => void }) {
  const login = useMutation({
    mutationFn: async () => (await import('../passkey-prompt.ts')).signInWithPasskey(),
    onSuccess: done,
  })
  if (!canUsePasskeys()) return null
  return (
    <div className="stack other-way">
      <p>or</p>
      <Failed error={login.error} />
      <button type="button" className="button wide" disabled={login.isPending} onClick={() => login.mutate()}>
        Sign in with a passkey
      </button>
    </div>
  )
}
