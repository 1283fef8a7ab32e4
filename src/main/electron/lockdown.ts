import type { ElectronParts } from './parts.ts'

/** The page may copy text; nothing else of the computer is its business. */
const allowedPermission = 'clipboard-sanitized-write'

/** Nothing leads out of the page: no permissions, no navigation, no further windows, no embedded pages. */
export function lockDown({ app, session }: Pick<ElectronParts, 'app' | 'session'>): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowedPermission))
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission)

  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
