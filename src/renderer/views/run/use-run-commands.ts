import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useCommands, type Command } from '../../commands/register.ts'
import type { MenuItem } from '../../components/menu-item.ts'
import type { MoreOfRun } from './use-more-of-run.ts'
import type { RunActions } from './use-run-actions.ts'
import type { RunModel } from './use-run.ts'

/** What the keys do on a run: the playhead, its tabs, and what its head offers. */
export function useRunCommands(model: RunModel, actions: RunActions, more: MoreOfRun): void {
  const router = useRouter()
  const { playhead, run } = model

  const time: readonly Command[] = [
    { id: 'run.next', title: 'Next logged step', group: 'This run', keys: '→', run: () => playhead.moveBy(1) },
    { id: 'run.previous', title: 'Previous logged step', group: 'This run', keys: '←', run: () => playhead.moveBy(-1) },
    { id: 'run.next-ten', title: 'Ten logged steps on', group: 'This run', keys: 'Shift+→', run: () => playhead.moveBy(10) },
    { id: 'run.previous-ten', title: 'Ten logged steps back', group: 'This run', keys: 'Shift+←', run: () => playhead.moveBy(-10) },
    { id: 'run.checkpoint', title: 'Next checkpoint', group: 'This run', keys: ']', icon: 'next', run: () => playhead.moveToCheckpoint(1) },
    { id: 'run.checkpoint-back', title: 'Previous checkpoint', group: 'This run', keys: '[', icon: 'previous', run: () => playhead.moveToCheckpoint(-1) },
    { id: 'run.play', title: 'Play or pause the playhead', group: 'This run', keys: 'Space', icon: 'play', run: () => playhead.togglePlay() },
  ]
  const places = computed<Command[]>(() =>
    run.value
      ? (['curves', 'insides', 'configuration'] as const).map((tab) => ({
          id: `run.tab.${tab}`,
          title: `${tab.charAt(0).toUpperCase()}${tab.slice(1)} of this run`,
          group: 'This run',
          run: () => void router.push({ name: `run.${tab}`, params: { id: run.value?.id ?? '' } }),
        }))
      : [],
  )
  const forks = computed<readonly MenuItem[]>(() => (more.canFork.value ? [{ label: 'Fork this run', icon: 'fork', run: () => void (more.isForking.value = true) }] : []))
  const doings = computed<Command[]>(() =>
    [...actions.buttons.value.map(({ label, icon, run: act }) => ({ label, icon, run: act })), ...forks.value, ...more.items.value, ...actions.saves()].map((item) => ({
      id: `run.do.${item.label}`,
      title: item.label,
      group: 'This run',
      ...(item.icon ? { icon: item.icon } : {}),
      ...('keys' in item && item.keys !== undefined ? { keys: item.keys } : {}),
      run: item.run,
    })),
  )
  useCommands(computed(() => [...time, ...doings.value, ...places.value]))
}
