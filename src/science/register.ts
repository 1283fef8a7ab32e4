/**
 * Registers are plain objects, one entry a `kind`. An entry sees only its own configuration: `OfKind<TaskConfig, 'modular_table'>`.
 * Look-ups are generic in the kind, which is how TypeScript keeps an entry and its configuration together.
 */
export type OfKind<Config extends { readonly kind: string }, Kind extends Config['kind']> = Extract<Config, { readonly kind: Kind }>
