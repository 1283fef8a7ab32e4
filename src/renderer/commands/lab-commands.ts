import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { useStartPreset } from '../composables/start-preset.ts'
import { useLabInfo } from '../stores/lab.ts'
import { usePresets } from '../stores/presets.ts'
import { useRuns } from '../stores/runs.ts'
import { timeHere } from '../stores/time-here.ts'
import { useSelection } from '../stores/selection.ts'
import { useSession } from '../stores/session.ts'
import { guidePages } from '../views/guide/guide-pages.ts'
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
  const session = useSession()
  const lab = useLabInfo()
  const { start } = useStartPreset()

  const places = computed<Command[]>(() => [
    { id: 'go.start', title: 'Start', group: 'Go to', icon: 'start', keys: 'Alt+Home', run: () => void router.push('/') },
    { id: 'go.new', title: 'New run', group: 'Go to', icon: 'plus', keys: 'Alt+N', run: () => void router.push('/new') },
    { id: 'go.runs', title: 'Runs', group: 'Go to', icon: 'runs', keys: '1', run: () => void router.push({ name: 'runs', query: selection.query }) },
    ...partsOfRun('Curves', '2', 'run.curves'),
    { id: 'go.compare', title: 'Compare', group: 'Go to', icon: 'compare', keys: '3', run: () => void router.push({ name: 'compare', query: selection.query }) },
    ...partsOfRun('Insides', '4', 'run.insides'),
    { id: 'go.projects', title: 'Projects', group: 'Go to', icon: 'folder', keys: '5', run: () => void router.push({ name: 'projects' }) },
    { id: 'go.trash', title: 'Trash', group: 'Go to', icon: 'trash', run: () => void router.push({ name: 'trash' }) },
    { id: 'go.settings', title: 'Settings', group: 'Go to', icon: 'settings', keys: 'Ctrl+,', run: () => void router.push('/settings') },
    { id: 'go.guide', title: 'Guide', group: 'Guide', icon: 'guide', keys: 'F1', run: () => void router.push('/guide') },
    ...guidePages.map(({ id, title, finds }): Command => ({ id: `guide.${id}`, title: `Guide: ${title}`, group: 'Guide', icon: 'guide', hint: finds, run: () => void router.push({ name: 'guide', params: { page: id } }) })),
    ...lab.measures.map(({ id, title }): Command => ({ id: `measure.${id}`, title: `Measure: ${title}`, group: 'Guide', icon: 'info', hint: id, run: () => void router.push({ name: 'guide', params: { page: 'measures' }, query: { find: id } }) })),
  ])

  /** A view of a run, from anywhere: of the one that is open, else of the one opened last. */
  function partsOfRun(what: string, keys: string, name: 'run.curves' | 'run.insides'): readonly Command[] {
    const run = session.lastRun
    if (run === null) return []
    return [{ id: name.replace('run.', 'go.'), title: `${what} of ${run.name}`, group: 'Go to', icon: name === 'run.curves' ? 'curves' : 'insides', keys, run: () => void router.push({ name, params: { id: run.id } }) }]
  }
  const experiments = computed<Command[]>(() =>
    presets.list.map((preset) => {
      const here = timeHere(preset, presets.pace)
      return {
        id: `run.${preset.id}`,
        title: `${preset.kind === 'theory' ? 'Open' : 'Run'} ${preset.title}`,
        group: 'Experiments',
        icon: 'play',
        hint: here === null ? preset.source : `about ${duration(here.seconds)}`,
        run: () => void start(preset),
      }
    }),
  )
  const opened = computed<Command[]>(() =>
    runs.list.map((run) => ({ id: `open.${run.id}`, title: run.name, group: 'Runs', icon: 'curves', hint: statusLooks[run.state.status].word, run: () => void router.push(`/runs/${run.id}`) })),
  )
  const views = computed<Command[]>(() => [...appearanceCommands(preferences.value, theme.value)])

  useCommands(computed(() => [...places.value, ...experiments.value, ...views.value, ...opened.value]))
}
