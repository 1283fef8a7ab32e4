/**
 * Whether a request was addressed to this computer by name. A foreign name that resolves to 127.0.0.1 (DNS rebinding)
 * fails here; the port is free, because an SSH tunnel changes it.
 */
export function isOwnHost(host: string | undefined): host is string {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)
}
