import type { HostTensor } from '../../../shared/tensors.ts'
import { ByteCache } from './panels/byte-cache.ts'

/** Frames of matrices by (tensor, step), the least recently used dropped beyond a number of bytes. */
export class FrameCache {
  readonly #frames: ByteCache<HostTensor>

  constructor(limitBytes: number) {
    this.#frames = new ByteCache(limitBytes, ({ data }) => data.byteLength)
  }

  get bytes(): number {
    return this.#frames.bytes
  }

  get(tensor: string, step: number): HostTensor | null {
    return this.#frames.get(keyOf(tensor, step))
  }

  has(tensor: string, step: number): boolean {
    return this.#frames.has(keyOf(tensor, step))
  }

  put(tensor: string, step: number, frame: HostTensor): void {
    this.#frames.put(keyOf(tensor, step), frame)
  }

  clear(): void {
    this.#frames.clear()
  }
}

const keyOf = (tensor: string, step: number): string => `${tensor}@${step}`
