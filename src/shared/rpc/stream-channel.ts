import type { Channel } from './channel.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import { Inbox } from './inbox.ts'

/** What a net.Socket has that matters here: bytes both ways, in order. */
interface ByteStream {
  write(bytes: Uint8Array): unknown
  end(): unknown
  destroy(): unknown
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown
  on(event: 'close' | 'end', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

const defaultFrameLimit = 1 << 28 // 256 MiB

/** Frames on a byte stream: [u32 little-endian length][message by the codec]. A frame over the limit ends the stream. */
export function streamChannel(stream: ByteStream, frameLimit = defaultFrameLimit): Channel {
  const inbox = new Inbox()
  const refuse = (reason: string): void => {
    if (inbox.close(reason)) stream.destroy()
  }
  const frames = new FrameReader(frameLimit)

  stream.on('data', (bytes) => {
    try {
      for (const frame of frames.push(bytes)) {
        const message = decodeMessage(frame)
        inbox.deliver(message)
      }
    } catch (error) {
      refuse(error instanceof Error ? error.message : String(error))
    }
  })
  stream.on('end', () => inbox.close(null))
  stream.on('close', () => inbox.close(null))
  stream.on('error', (error) => inbox.close(error.message))

  return {
    post: (message) => {
      if (inbox.isClosed) return
      const frame = encodeMessage(message)
      const length = new Uint8Array(4)
      new DataView(length.buffer).setUint32(0, frame.length, true)
      stream.write(length)
      stream.write(frame)
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (reason) => {
      if (inbox.close(reason ?? null)) stream.end() // what was posted before still arrives
    },
  }
}

/** Cuts a stream of bytes into frames; pieces are joined once a frame, so a long frame in many pieces costs no more. */
class FrameReader {
  readonly #limit: number
  #pieces: Uint8Array[] = []
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  *push(bytes: Uint8Array): Generator<Uint8Array> {
    this.#pieces.push(bytes)
    this.#length += bytes.length
    for (;;) {
      if (this.#length < 4) return
      const head = this.#pieces[0]
      if (!head) return
      if (head.length < 4) {
        this.#join()
        continue
      }
      const wanted = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0, true)
      if (wanted > this.#limit) throw new Error(`a frame of ${wanted} bytes is over the limit of ${this.#limit}`)
      if (this.#length < 4 + wanted) return
      const all = this.#join()
      yield all.subarray(4, 4 + wanted)
      const rest = all.subarray(4 + wanted)
      this.#pieces = rest.length > 0 ? [rest] : []
      this.#length = rest.length
    }
  }

  #join(): Uint8Array {
    const [only, ...more] = this.#pieces
    if (only && more.length === 0) return only
    const all = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#pieces) {
      all.set(piece, at)
      at += piece.length
    }
    this.#pieces = [all]
    return all
  }
}
