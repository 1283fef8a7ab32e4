import type { HostTensor } from '../../../shared/tensors.ts'
import type { DType } from '../../ops/ops.ts'
import type { BufferId, Schedule } from '../../program/schedule/schedule.ts'

/** A schedule as it crosses the border to the addon. */
export interface EncodedSchedule {
  /** The schedule without the values of its constants. */
  readonly json: string
  readonly constants: readonly EncodedConstant[]
}

export interface EncodedConstant {
  readonly buffer: BufferId
  /** The elements, one byte each where the buffer is bool. */
  readonly bytes: Uint8Array
}

export function encodeSchedule(schedule: Schedule): EncodedSchedule {
  return {
    json: JSON.stringify(schedule, (key, value: unknown) => (key === 'home' && isConstant(value) ? { kind: 'constant' } : jsonNumber(value))),
    constants: schedule.buffers.flatMap(({ dtype, home }, buffer) => (home.kind === 'constant' ? [{ buffer, bytes: elementBytes(home.value, dtype) }] : [])),
  }
}

/** The memory of a tensor; nothing is copied. */
export function bytesOf({ data }: HostTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** Host tensors have no bool: such constants are written as i32 and stored as one byte an element. */
function elementBytes(value: HostTensor, dtype: DType): Uint8Array {
  return dtype === 'bool' ? Uint8Array.from(value.data, (element) => (element === 0 ? 0 : 1)) : bytesOf(value)
}

function isConstant(home: unknown): boolean {
  return typeof home === 'object' && home !== null && 'kind' in home && home.kind === 'constant'
}

/** JSON has neither NaN nor infinities, and writes -0 as 0. */
function jsonNumber(value: unknown): unknown {
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value
  return Object.is(value, -0) ? '-0' : String(value)
}
