/** Whether a socket is opened by the page of this lab: the browser says where the page came from. Exactly, or not at all. */
export function isOwnOrigin(origin: string | undefined, host: string): boolean {
  return origin === `http://${host}`
}
