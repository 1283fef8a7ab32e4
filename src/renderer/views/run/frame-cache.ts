import { sizeOf, type HostTensor } from '../../../shared/tensors.ts'

/** Frames of matrices by (tensor, step), the least recently used dropped beyond a number of bytes. */
export class FrameCache {
  readonly #frames = new Map<string, HostTensor>()
  readonly #limit: number
  #bytes = 0

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(tensor: string, step: number): HostTensor | null {
    const key = `${tensor}@${step}`
    const frame = this.#frames.get(key)
    if (!frame) return null
    this.#frames.delete(key)
    this.#frames.set(key, frame)
    return frame
  }

  has(tensor: string, step: number): boolean {
    return this.#frames.has(`${tensor}@${step}`)
  }

  put(tensor: string, step: number, frame: HostTensor): void {
    const key = `${tensor}@${step}`
    this.#drop(key)
    this.#frames.set(key, frame)
    this.#bytes += bytesOf(frame)
    for (const oldest of this.#frames.keys()) {
      if (this.#bytes <= this.#limit || oldest === key) return
      this.#drop(oldest)
    }
  }

  clear(): void {
    this.#frames.clear()
    this.#bytes = 0
  }

  #drop(key: string): void {
    const frame = this.#frames.get(key)
    if (!frame) return
    this.#frames.delete(key)
    this.#bytes -= bytesOf(frame)
  }
}

function bytesOf(frame: HostTensor): number {
  return sizeOf(frame.shape) * frame.data.BYTES_PER_ELEMENT
}
