import { useRouter } from 'vue-router'
import { useCommands } from '../../commands/register.ts'
import { constructedTexts } from './kinds.ts'

/** The constructed solutions, from everywhere. */
export function useConstructedCommands(): void {
  const router = useRouter()
  useCommands(constructedTexts.map(({ kind, title, source }) => ({ id: `constructed.${kind}`, title: `Open ${title}`, group: 'Experiments', icon: 'insides', hint: source, run: () => void router.push({ name: 'constructed', params: { kind } }) })))
}
