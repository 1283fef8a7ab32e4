import type { ConstructedKind, ConstructedOrder } from '../../../shared/schema/constructed.ts'

/** A number of a construction that has a slider. */
export interface ConstructedField {
  readonly key: 'modulus' | 'neurons' | 'frequency' | 'frequencies' | 'noise' | 'seed'
  readonly label: string
  readonly least: number
  readonly most: number
  readonly step: number
  readonly help: string
}

export interface ConstructedText {
  readonly kind: ConstructedKind
  readonly title: string
  readonly tab: string
  readonly source: string
  /** TeX. */
  readonly formula: string
  readonly about: string
  readonly lookAt: string
  readonly first: ConstructedOrder
}

/** What every construction begins from. */
export const firstOrder: ConstructedOrder = { kind: 'circle', modulus: 31, neurons: 24, frequency: 1, frequencies: 3, activation: 'quadratic', noise: 0, seed: 0 }

export const constructedTexts: readonly ConstructedText[] = [
  {
    kind: 'circle',
    title: 'PAIR’s circle',
    tab: 'Circle',
    source: 'PAIR 2023, the constructed solution',
    formula: String.raw`\text{in}\quad\cos(\omega a - \theta_i),\ \cos(\omega b - \theta_i) \\ \text{out}\quad\cos(2\theta_i - \omega c) \\ \theta_i = 2\pi i/N,\quad\omega = 2\pi k/p`,
    about: 'Both symbols stand on one circle. Each neuron reads it from its own angle, squares what it sees, and answers at twice the angle. The squares of all angles together leave one wave, which is largest at c = a + b.',
    lookAt: 'In the stars every answer has turned twice as far as its arm. Take N = 4: two angles fall on each other’s answers, and the sum is lost. With ReLU in place of the square a few neurons err, and many come close.',
    first: { ...firstOrder, kind: 'circle', modulus: 67, neurons: 5 },
  },
  {
    kind: 'waves',
    title: 'Gromov’s closed form',
    tab: 'Waves',
    source: 'Gromov 2023, arXiv:2301.02679, section 3',
    formula: String.raw`\text{in}\quad\cos(2\pi ka/p + \varphi_k),\ \cos(2\pi kb/p + \psi_k) \\ \text{out}\quad\cos(2\pi kc/p + \varphi_k + \psi_k) \\ \varphi_k,\ \psi_k\ \text{uniform on}\ [0, 2\pi)`,
    about: 'Each neuron is a wave of one frequency with two random phases, and its answer has their sum. At c = a + b all neurons agree; elsewhere their random phases cancel, the better the more neurons there are.',
    lookAt: 'The accuracy rises with N. In the clocks the answer’s point stands where both hands add up, whatever the hands are: a network only has to learn that relation.',
    first: { ...firstOrder, kind: 'waves', modulus: 31, neurons: 120 },
  },
  {
    kind: 'multiplication',
    title: 'Nanda’s multiplication circuit',
    tab: 'Multiplication',
    source: 'Nanda et al. 2023, arXiv:2301.05217, section 4; two quadratic neurons a product',
    formula: String.raw`\cos\omega(a + b) = \cos\omega a\cos\omega b - \sin\omega a\sin\omega b \\ fg = \tfrac14(f + g)^2 - \tfrac14(f - g)^2 \\ \text{logit} = \sum_k\cos\omega_k(a + b - c)`,
    about: 'A few key frequencies only. For each, eight neurons multiply cosines and sines of a and b by the rule for the cosine of a sum; answers read the sum off. This is the circuit that was found in a transformer.',
    lookAt: 'The logit wave: each key frequency alone is largest at many answers, all together at one. More frequencies, more margin. Phases of the neurons stand at quarters of a turn only.',
    first: { ...firstOrder, kind: 'multiplication', modulus: 59, frequencies: 3, seed: 3 },
  },
]

export const constructedText = (kind: string): ConstructedText | null => constructedTexts.find((text) => text.kind === kind) ?? null

/** The sliders of a construction, with ranges that follow from what is chosen. */
export function constructedFields({ kind, modulus }: Pick<ConstructedOrder, 'kind' | 'modulus'>): readonly ConstructedField[] {
  const half = Math.floor(modulus / 2)
  const fields: readonly (ConstructedField | null)[] = [
    { key: 'modulus', label: 'p, symbols', least: 5, most: 113, step: 1, help: 'The modulus: sums are taken modulo p.' },
    kind === 'circle' ? { key: 'neurons', label: 'N, neurons', least: 1, most: 48, step: 1, help: 'Angles at which the circle is read.' } : null,
    kind === 'waves' ? { key: 'neurons', label: 'N, neurons', least: 1, most: 500, step: 1, help: 'Neuron i has the frequency i modulo p.' } : null,
    kind === 'circle' ? { key: 'frequency', label: 'k, frequency', least: 1, most: half, step: 1, help: 'How often the symbols go around the circle.' } : null,
    kind === 'multiplication' ? { key: 'frequencies', label: 'key frequencies', least: 1, most: Math.min(12, half), step: 1, help: 'Eight neurons each.' } : null,
    { key: 'noise', label: 'noise', least: 0, most: 3, step: 0.05, help: 'Normal numbers added to every weight, in units of the root mean square of its matrix.' },
    { key: 'seed', label: 'draw', least: 0, most: 50, step: 1, help: kind === 'circle' ? 'Seed of the noise.' : kind === 'waves' ? 'Seed of the phases and of the noise.' : 'Seed of the key frequencies and of the noise.' },
  ]
  return fields.filter((field) => field !== null)
}
