/** The part of the logits of one pair that turns at one frequency: amplitude · cos(2πk (c − truth)/p + lag). */
export interface LogitComponent {
  readonly frequency: number
  readonly amplitude: number
  /** In (-π, π]: 0 where its crest stands at the truth. */
  readonly lag: number
  /** Its height at the truth: amplitude · cos lag. */
  readonly atTruth: number
  /** Part of the variance of the logits over answers. */
  readonly share: number
}

/** The logits of one pair over all answers, and the waves that they are made of. */
export interface LogitWave {
  /** f64 [p], the mean over answers taken out. */
  readonly logits: Float64Array
  /** Row of the right answer. */
  readonly truth: number
  /** Every frequency, largest share first. */
  readonly components: readonly LogitComponent[]
  /** Row of the largest logit. */
  readonly answer: number
  /** Logit of the truth above the best of the others. */
  readonly margin: number
}

/**
 * L(c) − ⟨L⟩ = Σ_k A_k cos(2πk(c − t)/p + λ_k) exactly, t the right answer: with F_k = Σ_c L(c) e^{-2πik(c−t)/p}, A = 2|F|/p (|F|/p at
 * k = p/2) and λ = arg F.
 *
 * Source: Nanda et al. 2023, arXiv:2301.05217 (logits as Σ cos w_k(a+b−c)); PAIR 2023 (logit wave).
 */
export function logitWave(raw: Float64Array, truth: number): LogitWave {
  const p = raw.length
  const mean = raw.reduce((sum, z) => sum + z / p, 0)
  const logits = raw.map((z) => z - mean)
  const variance = logits.reduce((sum, z) => sum + z * z, 0)
  // Rounding of equal logits is no wave.
  const isFlat = variance <= 1e-24 * p * mean * mean || variance === 0
  const components = Array.from({ length: Math.floor(p / 2) }, (_, i): LogitComponent => {
    const k = i + 1
    let [re, im] = [0, 0]
    for (let c = 0; c < p; c++) {
      const angle = (2 * Math.PI * ((k * (((c - truth) % p) + p)) % p)) / p
      re += logits[c]! * Math.cos(angle)
      im -= logits[c]! * Math.sin(angle)
    }
    const times = 2 * k === p ? 1 : 2
    const amplitude = (times * Math.hypot(re, im)) / p
    const lag = Math.atan2(im, re)
    return { frequency: k, amplitude, lag, atTruth: amplitude * Math.cos(lag), share: isFlat ? 0 : (times * (re * re + im * im)) / p / variance }
  }).sort((one, other) => other.share - one.share || one.frequency - other.frequency)
  let [answer, rival] = [0, -Infinity]
  logits.forEach((z, c) => {
    if (z > logits[answer]!) answer = c
    if (c !== truth) rival = Math.max(rival, z)
  })
  return { logits, truth, components, answer, margin: logits[truth]! - rival }
}

/** One component at a distance d = c − truth. */
export function heightAt({ frequency, amplitude, lag }: LogitComponent, d: number, p: number): number {
  return amplitude * Math.cos((2 * Math.PI * frequency * d) / p + lag)
}

/** Answers from the truth outwards: distance −⌊p/2⌋ … and the row of each, so that the truth stands in the middle. */
export function aroundTruth(p: number, truth: number): readonly { readonly d: number; readonly row: number }[] {
  const first = -Math.floor((p - 1) / 2)
  return Array.from({ length: p }, (_, i) => ({ d: first + i, row: (((truth + first + i) % p) + p) % p }))
}

/** How many components are drawn: as few as carry `enough` of the variance, at most `most`. */
export function drawnComponents({ components }: LogitWave, enough = 0.95, most = 5): readonly LogitComponent[] {
  const drawn: LogitComponent[] = []
  let sum = 0
  for (const component of components) {
    if (drawn.length >= most || sum >= enough || component.share <= 0) break
    drawn.push(component)
    sum += component.share
  }
  return drawn
}

/** How far drawings of a pair reach: its logits with some room, and its largest wave. */
export function scalesOf(wave: LogitWave | null): { readonly limits: readonly [number, number]; readonly waveReach: number } {
  const low = wave?.logits.reduce((least, z) => Math.min(least, z), 0) ?? 0
  const high = wave?.logits.reduce((most, z) => Math.max(most, z), 0) ?? 0
  const room = 0.12 * (high - low) || 1
  return { limits: [low - room, high + room], waveReach: 1.1 * (wave?.components[0]?.amplitude || 1) }
}
