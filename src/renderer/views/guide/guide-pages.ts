/** The parts of the guide, in the order of its tabs; each has an address. */
export const guidePages = [
  { id: 'tour', title: 'Tour', finds: 'what grokking is, in nine steps' },
  { id: 'reading', title: 'Reading the charts', finds: 'axes, phases, events, matrices' },
  { id: 'glossary', title: 'Glossary', finds: 'words and what they mean here' },
  { id: 'measures', title: 'Measures', finds: 'formula, source and what to expect' },
  { id: 'keys', title: 'Keyboard', finds: 'every shortcut by screen' },
  { id: 'citing', title: 'Sources and citing', finds: 'papers behind the experiments, BibTeX' },
] as const

export type GuidePage = (typeof guidePages)[number]['id']
