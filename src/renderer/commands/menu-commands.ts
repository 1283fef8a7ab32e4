import { useEventListener, watchDebounced } from '@vueuse/core'
import { computed } from 'vue'
import { useLab, useLabLink } from '../platform/client.ts'
import { isDisconnection } from '../stores/follow.ts'
import { useLabInfo } from '../stores/lab.ts'
import { useNotices } from '../stores/notices.ts'
import { nativeMenu } from './native-menu.ts'
import { commands } from './register.ts'

/** Changes come in groups, as a screen is opened. */
const settled = 80

/** The menu bar of the desktop app: it is told what can be done now, and what was chosen in it comes back as the id of a command. */
export function useMenuCommands(): void {
  const lab = useLab()
  const link = useLabLink()
  const info = useLabInfo()
  const notices = useNotices()
  // As text: most changes of the register change nothing that a menu shows.
  const menu = computed(() => (info.info?.host === 'electron' ? JSON.stringify(nativeMenu(commands.value)) : null))
  watchDebounced(
    [menu, link.generation],
    ([text]) => {
      if (text === null) return
      lab.call('lab.menu', { commands: nativeMenu(commands.value) }).catch((error: unknown) => void (isDisconnection(error) || notices.fail('The menu does not follow the page', error)))
    },
    { debounce: settled, immediate: true },
  )

  useEventListener(window, 'message', (event: MessageEvent) => {
    const id = event.source === window ? chosenCommand(event.data) : null
    commands.value.find((command) => command.id === id)?.run()
  })
}

function chosenCommand(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'lab-command' && 'id' in data ? data.id : null
}
