import { useEventListener } from '@vueuse/core'
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useCommands, type Command } from '../commands/register.ts'
import { useNotices } from '../stores/notices.ts'
import { fullPanel, leaveFullPanel, notePointer, toggleFullPanel } from './full-panel.ts'
import { runList } from './run-list.ts'

/** What can be done to any view: its link, one panel in the whole window, the list of runs beside it. */
export function useViewCommands(): void {
  const route = useRoute()
  const notices = useNotices()

  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href)
    notices.tell('Link copied. It opens this view in this lab.')
  }

  useCommands(
    computed<Command[]>(() => [
      { id: 'view.run-list', title: runList.open.value ? 'Hide the run list' : 'Show the run list', group: 'View', icon: 'runs', keys: 'Ctrl+J', run: () => void (runList.open.value = !runList.open.value) },
      { id: 'view.full-panel', title: fullPanel.value ? 'Leave the full window' : 'Show one panel in the whole window', group: 'View', icon: 'panel', keys: 'F', run: toggleFullPanel },
      { id: 'view.copy-link', title: 'Copy a link to this view', group: 'View', icon: 'copy', keys: 'Y', run: () => void copyLink() },
    ]),
  )
  useEventListener(window, 'pointermove', (event: PointerEvent) => notePointer(event.target), { passive: true })
  // In the capture phase: Esc leaves the full window before anything inside hears it.
  useEventListener(
    window,
    'keydown',
    (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !fullPanel.value || document.querySelector('[role="dialog"], [role="menu"]')) return
      leaveFullPanel()
      event.stopPropagation()
      event.preventDefault()
    },
    { capture: true },
  )
  watch(() => route.path, leaveFullPanel)
}
