// Which of some parts is shown, kept in the address.
import { useSearchParams } from 'react-router'

export function useChoice<Choice extends string>(
  name: string,
  all: readonly [Choice, ...Choice[]],
  usual: Choice = all[0],
): [Choice, (choice: Choice) => void] {
  const [params, setParams] = useSearchParams()
  const chosen = all.find((one) => one === params.get(name)) ?? usual
  const choose = (choice: Choice) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (choice === usual) next.delete(name)
        else next.set(name, choice)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  return [chosen, choose]
}
