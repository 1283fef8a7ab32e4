import { expect, test } from 'vitest'
import { MenuCommand } from '../../shared/schema/menu.ts'
import { nativeMenu } from './native-menu.ts'
import type { Command } from './register.ts'

const command = (id: string, group: Command['group'], title = id, keys?: string): Command => ({ id, title, group, ...(keys ? { keys } : {}), run: () => undefined })
const ids = (commands: readonly Command[], menu: string): readonly string[] => nativeMenu(commands).filter((item) => item.menu === menu).map(({ id }) => id)

test('undo and redo say what they take back, and keep their places greyed where there is nothing', () => {
  const edits = (commands: readonly Command[]) => nativeMenu(commands).filter(({ menu }) => menu === 'edit').map(({ title, enabled }) => [title, enabled])
  expect(edits([])).toEqual([['Undo', false], ['Redo', false]])
  expect(edits([command('edit.redo', 'Edit', 'Redo: rename seed 3')])).toEqual([['Undo', false], ['Redo: rename seed 3', true]])
})

test('every command stands in one menu, once: the newest of an id, and of runs the latest ten', () => {
  const many = Array.from({ length: 500 }, (_, i) => command(`open.run_${i}`, 'Runs'))
  const file = ids([command('go.new', 'Go to'), command('run.pocket-grok', 'Experiments'), ...many], 'file')
  expect(file).toEqual(['go.new', 'run.pocket-grok', ...many.slice(0, 10).map(({ id }) => id)])
  const twice = nativeMenu([command('compare.play', 'Compare', 'newest'), command('compare.play', 'Compare', 'older')]).filter(({ id }) => id === 'compare.play')
  expect(twice.map(({ title, menu, submenu }) => [title, menu, submenu])).toEqual([['newest', 'run', 'Compare']])
})

test('what it makes is what the host takes, however long a name is', () => {
  for (const item of nativeMenu([command('open.run_1', 'Runs', 'n'.repeat(5_000)), command('view.full-panel', 'View', 'One panel', 'F')])) expect(MenuCommand.safeParse(item).success, item.id).toBe(true)
})
