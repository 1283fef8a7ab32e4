import { defineStore } from 'pinia'
import { useNotices } from './notices.ts'
import { undoStack } from './undo-stack.ts'

/** The one line of everything done in this window, to data and to views: Ctrl+Z takes the last back, whichever it was. */
export const useUndo = defineStore('undo', () => {
  const notices = useNotices()
  return undoStack((title, error) => notices.fail(title, error))
})
