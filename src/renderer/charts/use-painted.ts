import { watchEffect, type ShallowRef } from 'vue'
import { theme } from '../theme/theme.ts'

/** The colour that a token, e.g. '--text', has now. */
export type Ink = (token: `--${string}`) => string

export interface CanvasSize {
  /** Px of the page. */
  readonly width: number
  readonly height: number
}

/**
 * Paints a canvas in px of the page, anew whenever something changes that `paint` read. For what moves with the playhead: a shape or a word
 * of SVG is styled, laid out and painted in every frame of a scrub, pixels are not.
 */
export function usePainted(canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>, size: () => CanvasSize, paint: (pen: CanvasRenderingContext2D, ink: Ink) => void): void {
  const inks = new Map<string, string>()
  let inkedFor = ''
  watchEffect(
    () => {
      const element = canvas.value
      const pen = element?.getContext('2d')
      const { width, height } = size()
      if (!element || !pen) return
      // To ask for a style makes the page compute it: once a theme.
      if (inkedFor !== theme.value) inks.clear()
      inkedFor = theme.value
      const ink: Ink = (token) => {
        const known = inks.get(token) ?? getComputedStyle(element).getPropertyValue(token)
        inks.set(token, known)
        return known
      }
      const density = globalThis.devicePixelRatio || 1
      const [across, down] = [Math.round(width * density), Math.round(height * density)]
      if (element.width !== across || element.height !== down) {
        element.width = across
        element.height = down
      }
      pen.setTransform(density, 0, 0, density, 0, 0)
      pen.clearRect(0, 0, width, height)
      paint(pen, ink)
    },
    { flush: 'post' },
  )
}
