// What others may use of the sandbox.
export type { Control, EndpointOrder } from './control/control.ts'
export type { Fault } from './control/faults.ts'
export { newestVersion, testedVersions } from './render/version.ts'
export { type Sandbox, type SandboxOptions, startSandbox } from './start-sandbox.ts'
export type { AttemptRecord, Delivery } from './webhooks/delivery.ts'
