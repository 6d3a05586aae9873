// What others may use of the sandbox.

export type { Actions } from './control/actions.ts'
export type { Control, EndpointOrder } from './control/control.ts'
export type { Fault } from './control/faults.ts'
export type { Objects } from './control/inspect.ts'
export type { RateLimit, RateLimitState } from './control/rate-limits.ts'
export { type Made, type ScenarioName, type ScenarioOptions, scenarioNames } from './flows/scenarios/perform.ts'
export { type InProcessOptions, sandboxInProcess } from './in-process.ts'
export type { WireEvent } from './render/event.ts'
export { newestVersion, testedVersions } from './render/version.ts'
export { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts'
export type { AttemptRecord, Delivery } from './webhooks/delivery.ts'
