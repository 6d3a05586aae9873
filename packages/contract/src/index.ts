// The contract: every shape that crosses a wire, once.
export * from './admin.ts'
export * from './event.ts'
export * from './ids.ts'
export * from './payment.ts'
export * from './problem.ts'
export * from './report.ts'
export * from './revenue.ts'
