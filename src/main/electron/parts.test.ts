import type * as Electron from 'electron'
import { expectTypeOf, test } from 'vitest'
import type { Contents, ElectronParts, LabWindow, Port, PortEvent } from './parts.ts'

// Compared by `npm run types`; nothing here is ever called.
type Real = Pick<typeof Electron, keyof ElectronParts>

test('the real module is what the lab takes Electron for', () => {
  expectTypeOf<Real>().toExtend<ElectronParts>()
})

test('so are the objects that its events bring', () => {
  expectTypeOf<Electron.IpcMainEvent>().toExtend<PortEvent>()
  expectTypeOf<Electron.MessagePortMain>().toExtend<Port>()
  expectTypeOf<Electron.WebContents>().toExtend<Contents>()
  expectTypeOf<Electron.BrowserWindow>().toExtend<LabWindow>()
})

test('a listener that expects what Electron does not bring is no part of it', () => {
  type Wrong = { readonly on: (event: 'before-quit', listener: (event: { readonly reason: string }) => void) => unknown }
  expectTypeOf<Real['app']>().not.toExtend<Wrong>()
})
