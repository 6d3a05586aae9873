// How we hear of a call that the page makes: the method does what it did, errors included; then we are told, and may answer.
type Result<Method> = Method extends (...given: never[]) => infer Answer ? Answer : never

export const after = <Owner, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  then: (result: Result<Owner[Name]>) => Result<Owner[Name]>,
): void => {
  const original = Object(owner)[name]
  Object(owner)[name] = function (this: unknown, ...given: unknown[]) {
    return then(original.apply(this, given))
  }
}
