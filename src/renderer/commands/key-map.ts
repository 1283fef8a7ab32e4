/** The keys of the lab by the place where they work: the guide shows this list, and a test holds it against the commands of each screen. */
export interface KeyPlace {
  readonly place: string
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string; /** Ids of the commands; none where a focused part hears the key itself. */ readonly commands: readonly string[] }[]
}

export const keyMap: readonly KeyPlace[] = [
  {
    place: 'Everywhere',
    keys: [
      { keys: ['Ctrl+K'], does: 'Find runs, experiments, commands', commands: ['help.palette'] },
      { keys: ['Ctrl+/'], does: 'Keys of this screen', commands: ['help.shortcuts'] },
      { keys: ['F1'], does: 'Guide', commands: ['go.guide'] },
      { keys: ['Alt+Home'], does: 'Start', commands: ['go.start'] },
      { keys: ['Alt+N'], does: 'New run', commands: ['go.new'] },
      { keys: ['1'], does: 'Runs', commands: ['go.runs'] },
      { keys: ['2'], does: 'Curves of the run opened last', commands: ['go.curves'] },
      { keys: ['3'], does: 'Compare', commands: ['go.compare'] },
      { keys: ['4'], does: 'Weights of the run opened last', commands: ['go.insides'] },
      { keys: ['5'], does: 'Projects', commands: ['go.projects'] },
      { keys: ['Ctrl+Z', 'Ctrl+Shift+Z'], does: 'Undo, redo', commands: ['edit.undo', 'edit.redo'] },
      { keys: ['Ctrl+J'], does: 'Run list', commands: ['view.run-list'] },
      { keys: ['F'], does: 'One panel in the whole window', commands: ['view.full-panel'] },
      { keys: ['Esc'], does: 'Leave it, or close what is open', commands: [] },
      { keys: ['Y'], does: 'Copy a link to this view', commands: ['view.copy-link'] },
      { keys: ['Ctrl+,'], does: 'Settings', commands: ['go.settings'] },
    ],
  },
  {
    place: 'A run',
    keys: [
      { keys: ['←', '→'], does: 'Previous, next logged step', commands: ['run.previous', 'run.next'] },
      { keys: ['Shift+←', 'Shift+→'], does: 'Ten logged steps', commands: ['run.previous-ten', 'run.next-ten'] },
      { keys: ['[', ']'], does: 'Previous, next checkpoint', commands: ['run.checkpoint-back', 'run.checkpoint'] },
      { keys: ['Space'], does: 'Play or pause the playhead', commands: ['run.play'] },
      { keys: ['Ctrl+E'], does: 'Export the curves, or the panel that has the focus, as SVG', commands: [] },
      { keys: ['Shift+Y'], does: 'Copy the picture of the same', commands: [] },
      { keys: ['Ctrl+D'], does: 'Bookmark this step', commands: [] },
      { keys: ['Ctrl+I'], does: 'Inspector', commands: ['view.inspector'] },
    ],
  },
  {
    place: 'Runs',
    keys: [
      { keys: ['/'], does: 'Filter', commands: ['runs.filter'] },
      { keys: ['G'], does: 'Group runs that differ by their seeds only', commands: ['runs.group'] },
      { keys: ['Enter'], does: 'Open', commands: [] },
      { keys: ['F2'], does: 'Rename', commands: [] },
      { keys: ['B'], does: 'Set as baseline', commands: [] },
      { keys: ['P'], does: 'Pin to the top', commands: [] },
      { keys: ['H'], does: 'Hide from charts', commands: [] },
      { keys: ['Del'], does: 'Move to trash', commands: [] },
      { keys: ['Shift+←', 'Shift+→'], does: 'On the head of a column: narrower, wider', commands: [] },
    ],
  },
  {
    place: 'Curves',
    keys: [
      { keys: ['L'], does: 'Logarithmic or linear x axis', commands: ['curves.scale'] },
      { keys: ['+', '-'], does: 'Zoom in, out', commands: ['curves.closer', 'curves.wider'] },
      { keys: ['0'], does: 'All of the x axis', commands: ['curves.whole'] },
    ],
  },
  {
    place: 'A chart that has the focus',
    keys: [
      { keys: ['T'], does: 'Its values as a table', commands: [] },
      { keys: ['←', '→'], does: 'Previous, next logged step', commands: [] },
    ],
  },
  {
    place: 'A matrix that has the focus',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'The cell beside; ten with Shift', commands: [] },
      { keys: ['Enter'], does: 'Pin its row and column', commands: [] },
    ],
  },
  {
    place: 'The guide’s tour',
    keys: [
      { keys: ['N', 'Shift+N'], does: 'Next, previous step of the tour', commands: ['guide.next', 'guide.back'] },
      { keys: ['Space'], does: 'Play what the step speaks of', commands: ['guide.play'] },
    ],
  },
]
