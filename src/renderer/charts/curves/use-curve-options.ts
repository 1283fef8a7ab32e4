import { watchDebounced } from '@vueuse/core'
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { useSettings } from '../../stores/settings.ts'
import { optionKeys, plainOptions, readOptions, writeOptions, type CurveOptions, type OptionKey } from './curve-options.ts'
import type { Zoom } from './use-zoom.ts'
import { useZoom } from './use-zoom.ts'

export interface CurveView {
  readonly options: ComputedRef<CurveOptions>
  /** Keys whose options are not the plain ones. */
  readonly changed: ComputedRef<readonly OptionKey[]>
  readonly zoom: Zoom
  set(change: Partial<CurveOptions>): void
  /** Back to how the view begins. */
  reset(): void
}

/** Writes to the address wait so long, so that a pan is one change and not sixty. */
const settled = 250

/**
 * How the curves of a view are drawn: what the address says, else what was chosen here last. The window is a place and stands in the address
 * alone. A link copied from it shows the same picture.
 *
 * @param scope names the view whose choices are kept
 * @param project whose choices they are; null until it is known
 */
export function useCurveView(scope: string, project: MaybeRefOrGetter<string | null>, plain: CurveOptions = plainOptions): CurveView {
  const route = useRoute()
  const router = useRouter()
  const settings = useSettings()
  /** What was chosen before each project had its own. */
  const shared = `curves.${scope}`
  const key = computed(() => (settings.known && toValue(project) !== null ? `${shared}.${toValue(project)}` : null))
  const inAddress = textsOf(route.query)
  const options = shallowRef(readOptions(inAddress, plain))
  let isChosen = Object.keys(inAddress).length > 0
  // What the store keeps comes a moment after the first page of a session; what one has chosen by then stays.
  watch(
    key,
    (known) => {
      if (known !== null && !isChosen) options.value = readOptions(textsOf(settings.values[known] ?? settings.values[shared]), plain)
    },
    { immediate: true },
  )
  const zoom = useZoom()
  zoom.window.value = windowOf(route.query)
  const home = route.name

  const texts = computed(() => writeOptions(options.value, plain))
  watchDebounced(
    [texts, zoom.window],
    () => {
      if (route.name !== home) return // the view is being left; its address is no longer this one
      const chosen = Object.fromEntries(Object.entries(texts.value).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
      if (key.value !== null && JSON.stringify(chosen) !== JSON.stringify(settings.values[key.value] ?? settings.values[shared] ?? {})) void settings.put(key.value, chosen)
      const window = zoom.window.value
      const part = { from: window === null ? undefined : short(window[0]), to: window === null ? undefined : short(window[1]) }
      void router.replace({ query: { ...route.query, ...texts.value, ...part } })
    },
    { debounce: settled },
  )

  return {
    options: computed(() => options.value),
    changed: computed(() => optionKeys.filter((key) => texts.value[key] !== undefined)),
    zoom,
    set(change) {
      const next = { ...options.value, ...change }
      // A window is of its axis.
      if (next.x !== options.value.x || next.align !== options.value.align) zoom.reset()
      isChosen = true
      options.value = next
    },
    reset() {
      zoom.reset()
      isChosen = true
      options.value = plain
    },
  }
}

/** The texts of options in an address or a setting, whatever else stands there. */
function textsOf(from: unknown): Partial<Record<OptionKey, string>> {
  const all: Readonly<Record<string, unknown>> = typeof from === 'object' && from !== null ? { ...from } : {}
  return Object.fromEntries(optionKeys.flatMap((key) => (typeof all[key] === 'string' ? [[key, all[key]]] : [])))
}

function windowOf({ from, to }: LocationQuery): readonly [number, number] | null {
  const [low, high] = [Number(from ?? NaN), Number(to ?? NaN)]
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? [low, high] : null
}

const short = (x: number): string => String(Number(x.toPrecision(7)))
