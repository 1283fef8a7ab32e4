import { useEventListener } from '@vueuse/core'
import { commands } from './register.ts'

/** Does what was chosen in the desktop app's native menu: the preload passes on the id of a command in the register. */
export function useMenuCommands(): void {
  useEventListener(window, 'message', (event: MessageEvent) => {
    const id = event.source === window ? chosenCommand(event.data) : null
    commands.value.find((command) => command.id === id)?.run()
  })
}

function chosenCommand(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'lab-command' && 'id' in data ? data.id : null
}
