import { EventEmitter, once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel } from 'node:worker_threads'

/**
 * One life of the desktop app, from its built bundle: started, used, attacked, quit. Prints what was seen as one object.
 * Arguments: the folder of the build, the folder of the store.
 */
const [build = '', store = ''] = process.argv.slice(2)
const standInAddress = new URL('electron.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standInAddress, shortCircuit: true } : next(name, context)),
})

const electron = await import('./electron.ts')
const { openPage } = await import('./page.ts')
const { app, seen, ipcMain, handlers, permissions, outside } = electron

const tell = (facts: Readonly<Record<string, unknown>>): void => void process.stdout.write(`${JSON.stringify(facts)}\n`)

process.argv = [process.execPath, '.', '--store', store]
const windowOpens = once(outside, 'window')
await import(pathToFileURL(join(build, 'main', 'index.js')).href)
const beforeReady = { schemes: [...seen.schemes], sandboxEnabled: seen.sandboxEnabled, windows: seen.windows.length }
electron.becomeReady()

if (process.env['STAND_IN_SECOND']) {
  const code = await app.exited
  tell({ code, windows: seen.windows.length, storeTouched: existsSync(join(store, 'lab.db')) })
  process.exit(0)
}

const code = app.exited
const opened = await Promise.race([windowOpens, code.then(() => null)])
if (opened === null) {
  tell({ code: await code, errorBoxes: seen.errorBoxes })
  process.exit(0)
}
const window = seen.windows[0]
if (!window) throw new Error('no window')

// The page over its protocol.
const fetchPage = async (address: string) => {
  const response = await handlers.get('app')?.(new Request(address))
  return { status: response?.status, policy: response?.headers.get('content-security-policy'), type: response?.headers.get('content-type') }
}
const page = {
  root: await fetchPage('app://lab/'),
  otherHost: await fetchPage('app://evil/'),
  climb: await fetchPage('app://lab/..%2f..%2fpackage.json'),
}

// The port, as the page gets it through the preload.
const tab = openPage(join(build, 'preload', 'index.cjs'))
tab.fromAFrame({ kind: 'lab-port-wanted' })
const portsForFrames = tab.messages.filter(({ ports }) => ports.length > 0).length
const lab = await tab.dial()
const info = await lab.call('lab.info', {})

// A reload: a new port, and the old one ends.
const again = await tab.dial()
await lab.closed
const infoAgain = await again.call('lab.info', {})

// Ports from elsewhere are not even started.
const { mainFrame } = window.webContents
const isServed = (sender: { id: number }, senderFrame: { url: string } | null, ports = 1): boolean => {
  let started = false
  const given = Array.from({ length: ports }, () => {
    const port = electron.portMain(new MessageChannel().port1)
    return { ...port, start: () => (started = true) }
  })
  ipcMain.emit('lab:port', { sender, senderFrame, ports: given })
  return started
}
const strangers = {
  anotherWindow: isServed({ id: 8 }, mainFrame),
  anotherFrame: isServed({ id: 7 }, { url: 'app://lab/' }),
  goneFrame: isServed({ id: 7 }, null),
  twoPorts: isServed({ id: 7 }, mainFrame, 2),
  anotherPage: ((): boolean => {
    mainFrame.url = 'https://evil.example/app://lab/'
    const served = isServed({ id: 7 }, mainFrame)
    mainFrame.url = 'app://lab/'
    return served
  })(),
}
const stillAnswered = (await again.call('runs.list', {})).length

// Doors that stay shut.
const contents = new EventEmitter()
let openWindow: string | null = null
Object.assign(contents, { setWindowOpenHandler: (handler: () => { action: string }) => (openWindow = handler().action) })
app.emit('web-contents-created', {}, contents)
const prevents = (event: string): boolean => {
  let prevented = false
  contents.emit(event, { preventDefault: () => (prevented = true) })
  return prevented
}
const allowed: Record<string, boolean> = {}
for (const permission of ['geolocation', 'media', 'clipboard-read', 'clipboard-sanitized-write'] as const) {
  const { request, check } = permissions
  request?.(null as never, permission as never, (answer) => (allowed[permission] = answer), null as never)
  if (check?.(null, permission as never, '', null as never) !== allowed[permission]) throw new Error('the two handlers disagree')
}
const shut = {
  openWindow,
  navigation: prevents('will-navigate'),
  redirect: prevents('will-redirect'),
  webview: prevents('will-attach-webview'),
  allowed,
}

// A second start, and the menu.
const callsBefore = window.calls.length
app.emit('second-instance')
const onSecondStart = window.calls.slice(callsBefore)
const items = (): readonly (typeof seen.menu)[number][] => seen.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
const menuAtFirst = items().flatMap(({ id }) => id ?? [])
const shownCommand = { id: 'go.runs', title: 'Runs', menu: 'go', submenu: null, keys: '1', enabled: true } as const
await again.call('lab.menu', { commands: [shownCommand, { id: 'edit.undo', title: 'Undo: rename seed 3', menu: 'edit', submenu: null, keys: 'Ctrl+Z', enabled: true }] })
const menu = items().flatMap(({ id, label, enabled, accelerator, registerAccelerator }) => (id === undefined ? [] : [{ id, label, enabled, accelerator, registerAccelerator }]))
const refused = await again.call('lab.menu', { commands: [{ ...shownCommand, menu: 'window' as never }] }).then(() => null, (error: unknown) => (error as { code?: unknown }).code)
const chosen = items().find(({ id }) => id === 'go.runs')
chosen?.click?.(null as never, undefined, null as never)
await Promise.resolve()
const command = tab.messages.at(-1)?.data

// A run in progress, past the steps that are all logged, when the user quits.
const trained = process.env['STAND_IN_TRAINS'] ? await train() : null
async function train(): Promise<{ readonly id: string; readonly step: number }> {
  const { id } = await again.call('runs.create', { preset: 'pocket-grok', steps: 100_000 })
  for await (const { state } of again.stream('runs.watch', { id })) {
    if (state.status === 'running' && state.step > 120) return { id, step: state.step }
  }
  throw new Error('the run came to rest by itself')
}

// The end.
const quitting = app.exited
app.quit()
app.quit() // an impatient user
const exitsAtOnce = seen.exitCodes.length
const exitCode = await quitting

tell({
  beforeReady,
  readyWhenAsked: seen.readyWhenAsked,
  userData: seen.userData,
  window: { options: window.options, calls: window.calls.slice(0, callsBefore) },
  page,
  portsForFrames,
  info,
  infoAgain,
  strangers,
  stillAnswered,
  shut,
  onSecondStart,
  command,
  trained,
  menu: { atFirst: menuAtFirst, told: menu, refused },
  roles: items().map(({ role }) => role).filter((role) => role !== undefined),
  exitsAtOnce,
  exitCode,
  exitCodes: seen.exitCodes,
  socketLeft: existsSync(join(store, 'lab.sock')),
  place: JSON.parse(readFileSync(join(store, 'window.json'), 'utf8')) as unknown,
  errorBoxes: seen.errorBoxes,
})
process.exit(0)
