import type { z } from 'zod'

/** A question with one answer. */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
  /** Largest input in bytes, as `byteSize` counts. */
  readonly maxBytes: number
}

/** A question with any number of items, then an end value. */
export interface StreamSpec<I extends z.ZodType = z.ZodType, T extends z.ZodType = z.ZodType, E extends z.ZodType = z.ZodType> {
  readonly kind: 'stream'
  readonly input: I
  readonly item: T
  readonly end: E
  readonly maxBytes: number
}

export type Specification = Readonly<Record<string, CallSpec | StreamSpec>>

const defaultMaxBytes = 1 << 20

export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O, maxBytes = defaultMaxBytes): CallSpec<I, O> {
  return { kind: 'call', input, output, maxBytes }
}

export function stream<I extends z.ZodType, T extends z.ZodType, E extends z.ZodType>(input: I, item: T, end: E, maxBytes = defaultMaxBytes): StreamSpec<I, T, E> {
  return { kind: 'stream', input, item, end, maxBytes }
}

type CallNames<S extends Specification> = { [M in keyof S]: S[M] extends CallSpec ? M : never }[keyof S] & string
type StreamNames<S extends Specification> = { [M in keyof S]: S[M] extends StreamSpec ? M : never }[keyof S] & string
export type { CallNames, StreamNames }

/** Given by the caller: before defaults are written out. */
export type InputOf<M> = M extends { input: infer I extends z.ZodType } ? z.input<I> : never
/** Seen by the handler: after the parse. */
export type ParsedInputOf<M> = M extends { input: infer I extends z.ZodType } ? z.output<I> : never
export type OutputOf<M> = M extends CallSpec<z.ZodType, infer O> ? z.output<O> : never
export type ItemOf<M> = M extends StreamSpec<z.ZodType, infer T, z.ZodType> ? z.output<T> : never
export type EndOf<M> = M extends StreamSpec<z.ZodType, z.ZodType, infer E> ? z.output<E> : never

export interface CallContext {
  /** Aborted when the caller cancels or is gone. */
  readonly signal: AbortSignal
}

export interface StreamContext<T> extends CallContext {
  /** Resolves when the other end has room for the next item; rejects with `cancelled` once the signal is aborted. */
  send(item: T): Promise<void>
}

/** What answers a specification. */
export type Handlers<S extends Specification> = {
  readonly [M in keyof S]: S[M] extends StreamSpec
    ? (input: ParsedInputOf<S[M]>, context: StreamContext<ItemOf<S[M]>>) => Promise<EndOf<S[M]>>
    : (input: ParsedInputOf<S[M]>, context: CallContext) => Promise<OutputOf<S[M]>> | OutputOf<S[M]>
}

/** What asks. Errors of the other end arrive as `LabError`. */
export interface Client<S extends Specification> {
  call<M extends CallNames<S>>(method: M, input: InputOf<S[M]>, options?: { readonly signal?: AbortSignal }): Promise<OutputOf<S[M]>>
  /** Items are taken one by one; the other end may be ahead by a fixed window only. Leaving the loop cancels. */
  stream<M extends StreamNames<S>>(method: M, input: InputOf<S[M]>, options?: { readonly signal?: AbortSignal }): Stream<ItemOf<S[M]>, EndOf<S[M]>>
  readonly closed: Promise<string | null>
  close(): void
}

export interface Stream<T, E> extends AsyncIterable<T> {
  /** Settles with the end value, or the error; after cancelling, with `cancelled`. */
  readonly end: Promise<E>
}
