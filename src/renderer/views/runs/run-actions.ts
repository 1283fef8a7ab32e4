import type { RunSummary } from '../../../shared/schema/run.ts'
import type { IconName } from '../../components/icons.ts'
import type { MenuItem } from '../../components/menu-item.ts'

/** What can be asked of the person before it is done. */
export type Question = 'tags' | 'colour' | 'project'

/** What can be done with runs, wherever it comes from: a row's menu, its keys, the palette. */
export interface RunActing {
  open(run: RunSummary): void
  openNote(run: RunSummary): void
  rename(run: RunSummary): void
  ask(question: Question, runs: readonly RunSummary[]): void
  pin(runs: readonly RunSummary[], isOn: boolean): void
  hide(runs: readonly RunSummary[], isOn: boolean): void
  baseline(run: RunSummary): void
  pause(run: RunSummary): void
  resume(run: RunSummary): void
  stop(run: RunSummary): void
  trash(runs: readonly RunSummary[]): void
}

export interface RunAction extends MenuItem {
  readonly id: string
}

/** The actions that the states of these runs allow; those of one run only where one is meant. What cannot be done is absent, not grey. */
export function runActions(runs: readonly RunSummary[], isBaseline: (run: RunSummary) => boolean, act: RunActing): readonly RunAction[] {
  const [run, ...others] = runs
  if (!run) return []
  const only = others.length === 0 ? run : null
  const action = (id: string, label: string, icon: IconName, perform: () => void, more: Partial<MenuItem> = {}): RunAction => ({ id, label, icon, run: perform, ...more })
  const canWrite = runs.every(({ readOnly }) => readOnly === null)
  const isPinned = runs.every(({ pinned }) => pinned)
  const isHidden = runs.every(({ hidden }) => hidden)
  const status = only?.state.status
  const canResume = only !== null && (status === 'paused' || status === 'stopped' || (only.state.status === 'interrupted' && only.state.resumableFrom !== null))
  return [
    ...(only ? [action('open', 'Open', 'curves', () => act.open(only), { keys: 'Enter' })] : []),
    ...(only && canWrite ? [action('rename', 'Rename', 'pencil', () => act.rename(only), { keys: 'F2' })] : []),
    ...(only && canWrite ? [action('baseline', isBaseline(only) ? 'No baseline' : 'Set as baseline', 'baseline', () => act.baseline(only), { keys: 'B' })] : []),
    action('pin', isPinned ? 'Unpin' : 'Pin to the top', 'pin', () => act.pin(runs, !isPinned), { keys: 'P', apart: true }),
    action('hide', isHidden ? 'Draw in charts' : 'Hide from charts', isHidden ? 'eye' : 'hide', () => act.hide(runs, !isHidden), { keys: 'H' }),
    action('tags', 'Tags…', 'tag', () => act.ask('tags', runs)),
    ...(only ? [action('colour', 'Colour…', 'colour', () => act.ask('colour', runs)), action('note', 'Note', 'note', () => act.openNote(only))] : []),
    action('project', 'Move to project…', 'folder', () => act.ask('project', runs)),
    ...(only && status === 'running' ? [action('pause', 'Pause', 'pause', () => act.pause(only), { apart: true })] : []),
    ...(only && canResume && canWrite ? [action('resume', 'Resume', 'play', () => act.resume(only), { apart: true })] : []),
    ...(only && (status === 'running' || status === 'paused' || status === 'queued') ? [action('stop', 'Stop', 'stop', () => act.stop(only))] : []),
    action('trash', 'Move to trash', 'trash', () => act.trash(runs), { keys: 'Del', apart: true }),
  ]
}
