import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useStartPreset } from '../composables/start-preset.ts'
import { usePresets } from '../stores/presets.ts'
import { useRuns } from '../stores/runs.ts'
import { useSelection } from '../stores/selection.ts'
import { statusLooks } from '../components/run-status.ts'
import { preferences } from '../theme/preferences.ts'
import { theme } from '../theme/theme.ts'
import { duration } from '../theme/words.ts'
import { appearanceCommands } from './appearance-commands.ts'
import { useCommands, type Command } from './register.ts'

/** The commands that exist on every screen: places, experiments, runs, appearance. */
export function useLabCommands(): void {
  const router = useRouter()
  const presets = usePresets()
  const runs = useRuns()
  const selection = useSelection()
  const { start } = useStartPreset()

  const places = computed<Command[]>(() => [
    { id: 'go.start', title: 'Start', group: 'Go to', icon: 'start', keys: 'Alt+1', run: () => void router.push('/') },
    { id: 'go.runs', title: 'Runs', group: 'Go to', icon: 'runs', keys: 'Alt+2', run: () => void router.push({ name: 'runs', query: selection.query }) },
    { id: 'go.compare', title: 'Compare', group: 'Go to', icon: 'compare', keys: 'Alt+3', run: () => void router.push({ name: 'compare', query: selection.query }) },
    { id: 'go.settings', title: 'Settings', group: 'Go to', icon: 'settings', keys: 'Ctrl+,', run: () => void router.push('/settings') },
  ])
  const experiments = computed<Command[]>(() =>
    presets.list.map((preset) => ({
      id: `run.${preset.id}`,
      title: `${preset.kind === 'theory' ? 'Open' : 'Run'} ${preset.title}`,
      group: 'Experiments',
      icon: 'play',
      hint: preset.secondsHere === null ? preset.source : `about ${duration(preset.secondsHere)}`,
      run: () => void start(preset),
    })),
  )
  const opened = computed<Command[]>(() =>
    runs.list.map((run) => ({ id: `open.${run.id}`, title: run.name, group: 'Runs', icon: 'curves', hint: statusLooks[run.state.status].word, run: () => void router.push(`/runs/${run.id}`) })),
  )
  const views = computed<Command[]>(() => [...appearanceCommands(preferences.value, theme.value)])

  useCommands(computed(() => [...places.value, ...experiments.value, ...views.value, ...opened.value]))
}
