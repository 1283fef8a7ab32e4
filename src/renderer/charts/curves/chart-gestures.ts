import { useEventListener } from '@vueuse/core'
import { shallowRef, type Ref, type ShallowRef } from 'vue'
import { stepScale } from '../../../figures/axes.ts'
import type { CurvesScene, StepScale } from '../../../figures/scene.ts'
import type { Zoom } from './use-zoom.ts'
import type { XWindow } from './zoom.ts'

export interface GestureTargets {
  readonly scene: Readonly<Ref<CurvesScene | null>>
  readonly zoom: Zoom
  /** A press without a drag, at px of the chart; `second` with Shift. */
  pick(at: { readonly x: number; readonly y: number }, second: boolean): void
}

/** A box being drawn, in px of the chart. */
export interface DragBox {
  readonly from: number
  readonly to: number
}

type Drag =
  | { readonly kind: 'press' | 'box'; readonly x: number; readonly y: number; readonly second: boolean }
  | { readonly kind: 'pan'; readonly x: number; readonly window: XWindow }
  | { readonly kind: 'pinch'; readonly left: number; readonly right: number }

export interface Gestures {
  readonly dragged: ShallowRef<DragBox | null>
  /** The axis is being moved: the pointer holds it and points at nothing. */
  isMoving(): boolean
  /** Whether there was a drag to give up. */
  cancel(): boolean
}

/** A press that moved less than this is no drag. */
const still = 4

/**
 * Zooming and panning by pointer: the wheel about the pointer (sideways, or with Shift, along the axis), a box across the plot, two fingers,
 * and dragging the axis, or the plot with Alt or the middle button, to move along. A double press shows everything.
 */
export function useChartGestures(box: Readonly<Ref<HTMLElement | null>>, { scene, zoom, pick }: GestureTargets): Gestures {
  const dragged = shallowRef<DragBox | null>(null)
  const pointers = new Map<number, { readonly x: number; readonly y: number }>()
  let drag: Drag | null = null

  const place = (event: MouseEvent): { readonly x: number; readonly y: number } => {
    const { left, top } = box.value?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return { x: event.clientX - left, y: event.clientY - top }
  }
  /** The axis of the newest window: a picture that a worker still draws may be of the one before. */
  const scaleOf = ({ step, spec }: CurvesScene): StepScale => {
    const { window } = zoom
    const { domain, zero } = step.full
    if (window.value === null) return stepScale(spec.step.scale, domain, step.scale.range, zero)
    return stepScale(spec.step.scale, window.value, step.scale.range, zero && window.value[0] <= domain[0] * (1 + 1e-9))
  }
  const widthOf = ({ step }: CurvesScene): number => step.scale.range[1] - step.scale.range[0]

  function cancel(): boolean {
    const wasDragging = dragged.value !== null
    drag = null
    dragged.value = null
    return wasDragging
  }

  useEventListener(
    box,
    'wheel',
    (event: WheelEvent) => {
      const current = scene.value
      if (!current || event.ctrlKey) return
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
      if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) zoom.pan(current, (Math.abs(dx) > Math.abs(dy) ? dx : dy) / widthOf(current))
      else zoom.about(current, scaleOf(current).toValue(place(event).x), Math.exp(0.002 * Math.max(-300, Math.min(300, dy))))
    },
    { passive: false },
  )

  useEventListener(box, 'pointerdown', (event: PointerEvent) => {
    const current = scene.value
    if (!current || event.button > 1) return
    const at = place(event)
    box.value?.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, at)
    dragged.value = null
    const [first, second] = [...pointers.values()]
    if (first && second) {
      const [a, b] = [first.x, second.x].map((x) => scaleOf(current).toValue(x)).sort((p, q) => p - q)
      drag = { kind: 'pinch', left: a ?? 0, right: b ?? 0 }
    } else if (event.button === 1 || event.altKey || at.y > current.step.y) drag = { kind: 'pan', x: at.x, window: zoom.window.value }
    else drag = { kind: 'press', ...at, second: event.shiftKey }
    if (event.button === 1) event.preventDefault()
  })

  useEventListener(box, 'pointermove', (event: PointerEvent) => {
    const current = scene.value
    if (!current || !drag || !pointers.has(event.pointerId)) return
    const at = place(event)
    pointers.set(event.pointerId, at)
    if (drag.kind === 'pan') zoom.pan(current, (drag.x - at.x) / widthOf(current), drag.window)
    else if (drag.kind === 'pinch') pinch(current, drag)
    else if (drag.kind === 'box' || Math.abs(at.x - drag.x) > still) {
      drag = { ...drag, kind: 'box' }
      const [left, right] = current.step.scale.range
      const inside = (x: number): number => Math.min(right, Math.max(left, x))
      dragged.value = { from: inside(Math.min(drag.x, at.x)), to: inside(Math.max(drag.x, at.x)) }
    }
  })

  /** The x under either finger stays under it: what lies between them is as wide as they are apart. */
  function pinch(current: CurvesScene, { left, right }: Extract<Drag, { kind: 'pinch' }>): void {
    const xs = [...pointers.values()].map(({ x }) => x).sort((p, q) => p - q)
    const [a, b] = [xs[0] ?? 0, xs[1] ?? 0]
    if (b - a < 8) return
    const isLog = current.step.scale.kind === 'log'
    const [u, v] = isLog ? [Math.log(left), Math.log(right)] : [left, right]
    const perPx = (v - u) / (b - a)
    const [from, to] = current.step.scale.range.map((px) => u + (px - a) * perPx) as [number, number]
    zoom.to(current, isLog ? Math.exp(from) : from, isLog ? Math.exp(to) : to)
  }

  useEventListener(box, ['pointerup', 'pointercancel'], (event: PointerEvent) => {
    const current = scene.value
    pointers.delete(event.pointerId)
    const ended = drag
    const area = dragged.value
    cancel()
    if (!current || !ended || event.type === 'pointercancel') return
    if (ended.kind === 'press') pick(ended, ended.second)
    else if (ended.kind === 'box' && area !== null && area.to - area.from > still) zoom.to(current, scaleOf(current).toValue(area.from), scaleOf(current).toValue(area.to))
  })

  useEventListener(box, 'dblclick', () => zoom.reset())

  return { dragged, isMoving: () => drag?.kind === 'pan' || drag?.kind === 'pinch', cancel }
}
