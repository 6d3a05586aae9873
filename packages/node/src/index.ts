// What the package gives: a client of one collector, and the signature that lets a browser say who it is.
export { type Connection, createClient, type Farthing, FarthingError, type Options, type Revenue } from './client.ts'
export { type Identity, identitySignature } from './identity-signature.ts'
