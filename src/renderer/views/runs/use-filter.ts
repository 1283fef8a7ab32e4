import { watchDebounced } from '@vueuse/core'
import { computed, ref, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Condition } from '../../../shared/query/condition.ts'
import { writeQuery } from '../../../shared/query/condition.ts'
import { explainNothing } from '../../../shared/query/explain.ts'
import type { QueriedRun } from '../../../shared/query/facts.ts'
import { matchesQuery } from '../../../shared/query/matches.ts'
import { parseQuery } from '../../../shared/query/parse.ts'
import { vocabularyOf, type Vocabulary } from '../../../shared/query/vocabulary.ts'

export interface Filter {
  readonly text: Ref<string>
  readonly conditions: ComputedRef<readonly Condition[]>
  readonly found: ComputedRef<readonly QueriedRun[]>
  vocabulary(): Vocabulary
  /** Why nothing is found, in words; empty where something is. */
  readonly reason: ComputedRef<string>
}

/** The query of this screen. The address carries it, so that a link, a reload and going back keep it. */
export function useFilter(runs: MaybeRefOrGetter<readonly QueriedRun[]>): Filter {
  const route = useRoute()
  const router = useRouter()
  const here = route.name
  const asked = (): string => (typeof route.query['q'] === 'string' ? route.query['q'] : '')
  const text = ref(asked())
  watch(asked, (now) => {
    if (route.name === here && now !== text.value.trim()) text.value = now
  })
  watchDebounced(text, (now) => {
    if (route.name === here && now.trim() !== asked()) void router.replace({ query: { ...route.query, q: now.trim() === '' ? undefined : now.trim() } })
  }, { debounce: 150 })

  const conditions = computed(() => parseQuery(text.value).placed.map(({ condition }) => condition))
  // Letters that change nothing about the conditions find the same runs.
  const written = computed(() => writeQuery(conditions.value))
  const asking = computed(() => parseQuery(written.value).placed.map(({ condition }) => condition))
  const found = computed(() => (asking.value.length === 0 ? toValue(runs) : toValue(runs).filter((run) => matchesQuery(asking.value, run))))
  const words = computed(() => vocabularyOf(toValue(runs)))

  return { text, conditions, found, vocabulary: () => words.value, reason: computed(() => (found.value.length > 0 ? '' : explainNothing(asking.value, toValue(runs), words.value))) }
}
