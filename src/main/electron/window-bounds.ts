import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const Rectangle = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Rectangle = z.output<typeof Rectangle>

const WindowState = z.strictObject({ bounds: Rectangle, maximised: z.boolean() })
export type WindowState = z.output<typeof WindowState>

export const smallest = { width: 900, height: 600 } as const
const usual = { width: 1360, height: 860 } as const

/** So much of the window must lie on a display that its title can be seen and dragged, in pixels. */
const reachable = { width: 160, height: 80 } as const

/**
 * Where the window opens: as it was left, moved and shrunk onto the display that shows most of it; in the middle of the
 * first display when none shows enough (a monitor was unplugged).
 * @param workAreas of the displays, without task bars; the first is the primary one
 */
export function placeWindow(saved: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle {
  const [primary = { x: 0, y: 0, ...usual }] = workAreas
  if (saved) {
    const [best] = workAreas.map((area) => ({ area, seen: overlap(saved, area) })).toSorted((a, b) => b.seen.width * b.seen.height - a.seen.width * a.seen.height)
    if (best && best.seen.width >= reachable.width && best.seen.height >= reachable.height) return fitInto(saved, best.area)
  }
  const width = Math.min(usual.width, primary.width)
  const height = Math.min(usual.height, primary.height)
  return { x: primary.x + Math.floor((primary.width - width) / 2), y: primary.y + Math.floor((primary.height - height) / 2), width, height }
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  }
}

function fitInto(wanted: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(wanted.width, smallest.width), area.width)
  const height = Math.min(Math.max(wanted.height, smallest.height), area.height)
  return {
    x: Math.min(Math.max(wanted.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(wanted.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

/** Null when there is none or it cannot be read: a window's place is not worth an error. */
export function readWindowState(file: string): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Whole or not at all: by a new file that takes the place of the old one. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch {
    // A full disk must not keep the window from closing.
  }
}
