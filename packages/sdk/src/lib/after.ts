// How we hear of a call that the page makes: the method does what it did, errors included; then we are told, and may answer.
export const after = <Given extends unknown[], Result>(
  original: (...given: Given) => Result,
  then: (result: Result) => Result,
) =>
  function (this: unknown, ...given: Given): Result {
    return then(original.apply(this, given))
  }
