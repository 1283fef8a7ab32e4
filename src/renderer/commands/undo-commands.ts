import { computed } from 'vue'
import { useUndo } from '../stores/undo.ts'
import { useCommands, type Command } from './register.ts'

/** Undo and redo by the name of what they take back. In a text field the same keys belong to the text. */
export function useUndoCommands(): void {
  const undo = useUndo()
  useCommands(computed<Command[]>(() => [
    ...(undo.undoTitle === null ? [] : [{ id: 'edit.undo', title: `Undo: ${undo.undoTitle}`, group: 'Edit', icon: 'undo', keys: 'Ctrl+Z', isNotForFields: true, run: () => void undo.undo() } satisfies Command]),
    ...(undo.redoTitle === null ? [] : [{ id: 'edit.redo', title: `Redo: ${undo.redoTitle}`, group: 'Edit', icon: 'redo', keys: 'Ctrl+Shift+Z', isNotForFields: true, run: () => void undo.redo() } satisfies Command]),
  ]))
}
