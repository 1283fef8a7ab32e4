import { z } from 'zod'

/** The menus of a native menu bar, from the left; the host adds what only it can do: quit, cut and paste, zoom, windows. */
export const menuNames = ['file', 'edit', 'go', 'run', 'view', 'help'] as const
export type MenuName = (typeof menuNames)[number]

/** A command of the page as it stands in the native menu. */
export const MenuCommand = z.strictObject({
  /** In the page's register of commands. */
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(300),
  menu: z.enum(menuNames),
  /** Under a heading of its own in that menu. */
  submenu: z.string().min(1).max(60).nullable(),
  /** As the register writes them: `Ctrl+K`, `Shift+→`. */
  keys: z.string().max(30).nullable(),
  /** False for what cannot be done now and keeps its place. */
  enabled: z.boolean(),
})
export type MenuCommand = z.output<typeof MenuCommand>
