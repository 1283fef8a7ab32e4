/** A work that the lab builds on: enough to find it, and to cite it. */
export interface Source {
  readonly key: string
  readonly authors: string
  readonly title: string
  readonly year: number
  readonly arxiv: string
  readonly what: string
}

/** Papers whose experiments run here first; the others stand with the experiment or measure that they belong to. */
export const sources: readonly Source[] = [
  { key: 'power2022grokking', authors: 'Power, Alethea and Burda, Yuri and Edwards, Harri and Babuschkin, Igor and Misra, Vedant', title: 'Grokking: Generalization Beyond Overfitting on Small Algorithmic Datasets', year: 2022, arxiv: '2201.02177', what: 'The discovery: tables of operations, a transformer, the delay.' },
  { key: 'liu2022effective', authors: 'Liu, Ziming and Kitouni, Ouail and Nolte, Niklas and Michaud, Eric J. and Tegmark, Max and Williams, Mike', title: 'Towards Understanding Grokking: An Effective Theory of Representation Learning', year: 2022, arxiv: '2205.10343', what: 'Four phases, embeddings that line up.' },
  { key: 'liu2023omnigrok', authors: 'Liu, Ziming and Michaud, Eric J. and Tegmark, Max', title: 'Omnigrok: Grokking Beyond Algorithmic Data', year: 2023, arxiv: '2210.01117', what: 'Large first weights make other tasks grok.' },
  { key: 'nanda2023progress', authors: 'Nanda, Neel and Chan, Lawrence and Lieberum, Tom and Smith, Jess and Steinhardt, Jacob', title: 'Progress Measures for Grokking via Mechanistic Interpretability', year: 2023, arxiv: '2301.05217', what: 'The Fourier circuit, and measures that move before accuracy.' },
  { key: 'gromov2023grokking', authors: 'Gromov, Andrey', title: 'Grokking Modular Arithmetic', year: 2023, arxiv: '2301.02679', what: 'A solution in closed form; grokking without decay.' },
  { key: 'chughtai2023toy', authors: 'Chughtai, Bilal and Chan, Lawrence and Nanda, Neel', title: 'A Toy Model of Universality: Reverse Engineering How Networks Learn Group Operations', year: 2023, arxiv: '2302.03025', what: 'Tables of groups, irreducible representations.' },
  { key: 'zhong2023clock', authors: 'Zhong, Ziqian and Liu, Ziming and Tegmark, Max and Andreas, Jacob', title: 'The Clock and the Pizza: Two Stories in Mechanistic Explanation of Neural Networks', year: 2023, arxiv: '2306.17844', what: 'Two circuits for the same sum.' },
  { key: 'varma2023explaining', authors: 'Varma, Vikrant and Shah, Rohin and Kenton, Zachary and Kramár, János and Kumar, Ramana', title: 'Explaining Grokking Through Circuit Efficiency', year: 2023, arxiv: '2309.02390', what: 'Two circuits that compete under decay; ungrokking.' },
  { key: 'kumar2023lazy', authors: 'Kumar, Tanishq and Bordelon, Blake and Gershman, Samuel J. and Pehlevan, Cengiz', title: 'Grokking as the Transition from Lazy to Rich Training Dynamics', year: 2023, arxiv: '2310.06110', what: 'Grokking without decay, from lazy to rich.' },
  { key: 'prieto2025numerical', authors: 'Prieto, Lucas and Barsbey, Melih and Mediano, Pedro A. M. and Birdal, Tolga', title: 'Grokking at the Edge of Numerical Stability', year: 2025, arxiv: '2501.04697', what: 'What float32 does to the softmax, and a gradient without its useless part.' },
]

/** Surnames as they stand in a sentence: one, two, or the first and "et al." */
export function shortAuthors(authors: string): string {
  const names = authors.split(' and ').map((name) => name.split(',')[0] ?? name)
  if (names.length === 1) return names[0] ?? ''
  return names.length === 2 ? names.join(' and ') : `${names[0]} et al.`
}

export function bibtex({ key, authors, title, year, arxiv }: Source): string {
  return [`@misc{${key},`, `  author = {${authors}},`, `  title = {{${title}}},`, `  year = {${year}},`, `  eprint = {${arxiv}},`, '  archivePrefix = {arXiv}', '}'].join('\n')
}

/** The lab itself, by the version that made the figures. */
export function bibtexOfLab(version: string, year: number): string {
  return ['@software{grokscope,', '  title = {{Grokscope: a desktop lab for grokking}},', `  version = {${version}},`, `  year = {${year}}`, '}'].join('\n')
}
