/**
 * One end of a pipe that carries structured messages (plain data and typed arrays), in order, to one other end.
 * MessagePort, WebSocket, local socket and child process are four of them; one conformance suite runs over all.
 */
export interface Channel {
  /** After `close`, or when the other end is gone, messages are dropped. */
  post(message: unknown): void
  /** One listener; messages that came before it was set are kept for it. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, with a sentence when the reason is known. */
  onClose(listener: (reason: string | null) => void): void
  close(reason?: string): void
}
