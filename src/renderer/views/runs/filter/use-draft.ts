import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { writeCondition, writeQuery, type Condition } from '../../../../shared/query/condition.ts'
import { parseQuery } from '../../../../shared/query/parse.ts'

export interface Draft {
  /** Conditions that are whole: one chip each. */
  readonly whole: Ref<readonly Condition[]>
  /** The one that is being written. */
  readonly draft: Ref<string>
  /** Makes chips of what has been written; what cannot be read stays in the field. */
  commit(): void
  /** Takes a chip back into the field. */
  edit(index: number): void
  remove(index: number): void
  clear(): void
}

/** The text of a query as chips and the rest that is being written; both directions at once, so that text and chips never differ. */
export function useDraft(text: Ref<string>): Draft {
  const whole = shallowRef<readonly Condition[]>([])
  const rest = ref('')
  const joined = (): string => [writeQuery(whole.value), rest.value.trim()].filter(Boolean).join(' ')
  const write = (conditions: readonly Condition[], unfinished: string): void => {
    whole.value = conditions
    rest.value = unfinished
    text.value = joined()
  }

  // What is written as text is never put in other words while it is being written; only the chips say it in the one way.
  watch(text, (now) => now !== joined() && read(now), { immediate: true })

  function read(now: string): void {
    const { placed, problems } = parseQuery(now)
    whole.value = placed.map(({ condition }) => condition)
    rest.value = problems.map(({ at, end }) => now.slice(at, end)).join(' ')
  }

  return {
    whole,
    draft: computed({ get: () => rest.value, set: (now) => write(whole.value, now) }),
    commit() {
      const { placed, problems } = parseQuery(rest.value)
      if (placed.length > 0) write([...whole.value, ...placed.map(({ condition }) => condition)], problems.map(({ at, end }) => rest.value.slice(at, end)).join(' '))
    },
    edit(index) {
      const condition = whole.value[index]
      if (!condition) return
      const written = parseQuery(rest.value).placed.map((placed) => placed.condition)
      write([...whole.value.filter((_, i) => i !== index), ...written], writeCondition(condition))
    },
    remove: (index) => write(whole.value.filter((_, i) => i !== index), rest.value),
    clear: () => write([], ''),
  }
}
