import type { Claim, Evidence, EvidenceRun } from './claim.ts'
import type { Reading } from './read.ts'

interface Stated {
  readonly id: string
  readonly claim: string
  readonly published: string
  /** Of this member only. */
  readonly member?: string
  readonly value: Reading
}

export interface InRange extends Stated {
  readonly from?: number
  readonly to?: number
  /** Runs that have to be within the range; all of them where it is absent. */
  readonly atLeast?: number
  /** Runs that may be, at most. */
  readonly atMost?: number
}

/** 0.9954 → "0.995", 12345 → "12345" */
export function shown(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'never'
  if (!Number.isFinite(value)) return '∞'
  if (Number.isInteger(value)) return String(value)
  const text = Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5 ? String(Number(value.toPrecision(3))) : value.toExponential(1)
  return text.replace('-', '−')
}

function runsOf({ runs }: Evidence, member: string | undefined): readonly EvidenceRun[] {
  return member === undefined ? runs : runs.filter((run) => run.member === member)
}

/** Up to eight values one by one, more as their range with the middle one. */
export function shownAll(values: readonly (number | null)[]): string {
  if (values.length <= 8) return values.map(shown).join(', ')
  const there = values.filter((value) => value !== null).toSorted((a, b) => a - b)
  const missing = values.length - there.length
  if (there.length === 0) return `never (${missing} runs)`
  const range = `${shown(there[0] ?? null)} to ${shown(there.at(-1) ?? null)}, median ${shown(middle(there))} (${there.length} runs)`
  return missing === 0 ? range : `${range}; never in ${missing}`
}

/** Middle value, the mean of the two middle ones of an even number; NaN of none. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2
}

/** Holds where the value of a run is within the range, in as many runs as are asked for. */
export function inRange({ id, claim, published, member, value, from = -Infinity, to = Infinity, atLeast, atMost = Infinity }: InRange): Claim {
  return {
    id,
    claim,
    published,
    check(evidence) {
      const values = runsOf(evidence, member).map(value)
      const within = values.filter((each) => each !== null && each >= from && each <= to).length
      const asked = atLeast ?? (atMost === Infinity ? values.length : 0)
      return { measured: shownAll(values), holds: values.length > 0 && within >= asked && within <= atMost }
    },
  }
}

/** Holds where no run of the member has a value: an event that never comes. */
export function never({ id, claim, published, member, value, atMost = 0 }: Stated & { readonly atMost?: number }): Claim {
  return {
    id,
    claim,
    published,
    check(evidence) {
      const values = runsOf(evidence, member).map(value)
      return { measured: shownAll(values), holds: values.length > 0 && values.filter((each) => each !== null).length <= atMost }
    },
  }
}

/** The middle value of each of these members. */
export function middles(evidence: Evidence, members: readonly string[], value: Reading): readonly (number | null)[] {
  return members.map((member) => {
    const values = runsOf(evidence, member).map(value)
    // A run in which it never came counts as one in which it came last.
    const half = middle(values.map((each) => each ?? Infinity))
    return Number.isFinite(half) ? half : null
  })
}

/** A statement about the middle values of several members, in their order. */
export function across({ id, claim, published, members, value, holds }: Omit<Stated, 'member'> & { readonly members: readonly string[]; readonly holds: (values: readonly (number | null)[]) => boolean }): Claim {
  return {
    id,
    claim,
    published,
    check(evidence) {
      const values = middles(evidence, members, value)
      return { measured: members.map((member, i) => `${member}: ${shown(values[i] ?? null)}`).join('; '), holds: holds(values) }
    },
  }
}

/** A number that theory yields. */
export function ofTheory({ id, claim, published, value, from, to }: Omit<Stated, 'member' | 'value'> & { readonly value: (theory: Evidence['theory']) => number | null; readonly from: number; readonly to: number }): Claim {
  return {
    id,
    claim,
    published,
    check({ theory }) {
      const found = value(theory)
      return { measured: shown(found), holds: found !== null && found >= from && found <= to }
    },
  }
}
