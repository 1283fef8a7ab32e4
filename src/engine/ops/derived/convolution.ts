import type { Ops, Tensor } from '../ops.ts'
import { refuse } from '../refuse.ts'

export interface ConvolutionOptions {
  /** Distance between neighbouring windows; 1 by default. */
  readonly stride?: number
  /** Rows and columns of zeros on each side; 0 by default. */
  readonly padding?: number
}

interface Windows extends Required<ConvolutionOptions> {
  readonly height: number
  readonly width: number
}

/** How many windows of `size` fit into `length`. */
function fitting(length: number, size: number, { stride, padding }: Required<ConvolutionOptions>): number {
  return Math.max(0, Math.floor((length + 2 * padding - size) / stride) + 1)
}

/**
 * One [n, oh, ow, c] a place of the window, row by row: element (dy, dx) of every window at once. Rows and columns between
 * strides are cut away by a reshape, for which the image is padded to whole strides; what that adds is never read.
 */
function placesOfWindows(ops: Ops, x: Tensor, windows: Windows): Tensor[] {
  const [n = 0, h = 0, w = 0, c = 0] = x.shape
  const { height, width, stride, padding } = windows
  const [oh, ow] = [fitting(h, height, windows), fitting(w, width, windows)]
  const below = Math.max(padding, height - 1 + oh * stride - h - padding)
  const right = Math.max(padding, width - 1 + ow * stride - w - padding)
  const padded = ops.pad(x, [0, padding, padding, 0], [0, below, right, 0])
  return Array.from({ length: height * width }, (_, place) => {
    const start = [0, Math.floor(place / width), place % width, 0]
    const part = ops.slice(padded, start, [n, oh * stride, ow * stride, c])
    if (stride === 1) return part
    const split = ops.reshape(part, [n, oh, stride, ow, stride, c])
    return ops.reshape(ops.slice(split, [0, 0, 0, 0, 0, 0], [n, oh, 1, ow, 1, c]), [n, oh, ow, c])
  })
}

function checkWindows(op: 'conv2d' | 'maxPool2d', operands: readonly Tensor[], { height, width, stride, padding }: Windows): void {
  const x = operands[0]?.shape ?? []
  const isWhole = [stride, height, width].every((length) => Number.isInteger(length) && length >= 1) && Number.isInteger(padding) && padding >= 0
  if (x.length !== 4 || !isWhole) refuse(op, operands, 'images are [n, height, width, channels], windows and stride at least 1 and padding at least 0')
}

/**
 * Sums of products of a kernel with every window of an image (no flip), as one matrix product of the windows laid out in rows:
 *
 *   y[n, i, j, f] = Σ_{dy, dx, c} x[n, i·stride + dy − padding, j·stride + dx − padding, c] · kernel[dy, dx, c, f]
 *
 * x [n, h, w, c], kernel [kh, kw, c, f] → [n, oh, ow, f] with oh = ⌊(h + 2·padding − kh) / stride⌋ + 1, ow alike.
 */
export function conv2d(ops: Ops, x: Tensor, kernel: Tensor, { stride = 1, padding = 0 }: ConvolutionOptions = {}): Tensor {
  const [height = 0, width = 0, c = 0, f = 0] = kernel.shape
  const windows = { height, width, stride, padding }
  checkWindows('conv2d', [x, kernel], windows)
  if (kernel.shape.length !== 4 || c !== x.shape[3]) refuse('conv2d', [x, kernel], 'the kernel is [height, width, channels, filters] with the channels of the images')
  const patches = ops.concat(placesOfWindows(ops, x, windows), 3) // [n, oh, ow, kh · kw · c]
  const [n = 0, oh = 0, ow = 0, length = 0] = patches.shape
  const y = ops.matmul(ops.reshape(patches, [n * oh * ow, length]), ops.reshape(kernel, [length, f])) // [n · oh · ow, f]
  return ops.reshape(y, [n, oh, ow, f])
}

/** The largest of each window of `size` × `size`: x [n, h, w, c] → [n, oh, ow, c]. Equal largest elements share the gradient. */
export function maxPool2d(ops: Ops, x: Tensor, size: number, stride = size): Tensor {
  const windows = { height: size, width: size, stride, padding: 0 }
  checkWindows('maxPool2d', [x], windows)
  const places = placesOfWindows(ops, x, windows).map((place) => ops.reshape(place, [1, ...place.shape]))
  return ops.max(ops.concat(places, 0), { axes: [0] }) // [n, oh, ow, c]
}
