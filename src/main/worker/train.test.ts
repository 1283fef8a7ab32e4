import { describe, expect, test } from 'vitest'
import { RunConfig, type RunConfigInput } from '../../shared/schema/run-config.ts'
import { scheduleOf } from '../../science/schedule.ts'
import type { TrainEnd, TrainingState, TrainItem } from '../../shared/worker-contract.ts'
import { RunControl } from './run-control.ts'
import { train } from './train.ts'

const config = (changes: Partial<RunConfigInput> = {}): RunConfig =>
  RunConfig.parse({
    task: { kind: 'modular_table', modulus: 7 },
    split: { train_fraction: 0.5 },
    model: { kind: 'mlp', hidden: [8], bias: true },
    optimiser: { kind: 'adamw', learning_rate: 0.05, weight_decay: 0.1 },
    steps: 30,
    log: { every_until: 4, ratio: 1.5 },
    checkpoint: { ratio: 1.5 },
    ...changes,
  })

type Points = Extract<TrainItem, { kind: 'points' }>
type Checkpoint = NonNullable<Points['checkpoint']>

/** A run in this process, and everything it sent. */
class Listener {
  readonly items: TrainItem[] = []
  readonly control = new RunControl()
  readonly abort = new AbortController()
  readonly end: Promise<TrainEnd>

  constructor(own: RunConfig, from: TrainingState | null = null, hear: (item: TrainItem, listener: Listener) => void | Promise<void> = () => {}) {
    const send = async (item: TrainItem): Promise<void> => {
      this.items.push(structuredClone(item))
      await hear(item, this)
    }
    this.end = train({ config: own, files: {}, from, executor: 'reference', unfit: {}, before: null, threads: 1 }, this.control, { signal: this.abort.signal, send })
  }

  get points(): Points[] {
    return this.items.filter((item) => item.kind === 'points')
  }

  get checkpoints(): Checkpoint[] {
    return this.points.flatMap(({ checkpoint }) => (checkpoint === null ? [] : [checkpoint]))
  }

  /** [step, value] of one series, in the order of arrival. */
  series(name: string): [number, number][] {
    return this.points.flatMap(({ curves }) => [...(curves[name]?.steps ?? [])].map((step, i): [number, number] => [step, curves[name]!.values[i]!]))
  }

  stateAt(step: number): TrainingState {
    const { weights, optimiser } = this.checkpoints.find((each) => each.step === step && each.optimiser !== null)!
    return { step, weights, optimiser: optimiser! }
  }
}

async function whole(own: RunConfig, from: TrainingState | null = null): Promise<Listener> {
  const listener = new Listener(own, from)
  await listener.end
  return listener
}

/** What is wanted when a step is reported is heard before the next report: training makes the steps up to there meanwhile. */
const eachStep = { log: { every_until: 30, ratio: 1.5 } } as const

const seriesNames = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy', 'weight_norm', 'gini', 'ipr', 'frequency_share']

const variants: readonly (readonly [string, Partial<RunConfigInput>])[] = [
  ['full batch, f32', { precision: 'f32' }],
  ['full batch, f64', { precision: 'f64' }],
  ['minibatch, f32', { precision: 'f32', batch: { kind: 'minibatch', size: 5 } }],
  ['minibatch, f64', { precision: 'f64', batch: { kind: 'minibatch', size: 5 } }],
]

describe('training', () => {
  test('logs the schedule, with every measure beside the losses, and checkpoints within it', async () => {
    const run = await whole(config())
    const schedule = scheduleOf(config())
    expect(await run.end).toMatchObject({ reason: 'finished', step: 30 })
    for (const name of seriesNames) expect(run.series(name).map(([step]) => step)).toEqual(schedule.logged)
    expect(run.checkpoints.map(({ step }) => step)).toEqual(expect.arrayContaining([...schedule.checkpoints]))
    for (const step of schedule.withOptimiser) expect(run.stateAt(step).step).toBe(step)
  })

  test('a checkpoint comes with its point: nothing later is sent before it', async () => {
    for (const { curves, checkpoint } of (await whole(config())).points) {
      if (checkpoint !== null) expect(curves['train_loss']?.steps.at(-1)).toBe(checkpoint.step)
    }
  })

  test('a point between checkpoints does not wait for the next one', async () => {
    // Logged at 0, 1, 9, 10, 81, 100, …, 531 441, 10⁶; checkpoints at powers of 10 only.
    const own = config({ steps: 1e6, log: { every_until: 0, ratio: 9 }, checkpoint: { ratio: 10 } })
    const run = new Listener(own, null, (item, { control }) => {
      if (item.kind === 'points' && item.checkpoint === null) control.want('stop')
    })
    expect(await run.end).toMatchObject({ reason: 'stopped' })
    const alone = run.points.find(({ checkpoint }) => checkpoint === null)!
    expect(scheduleOf(own).checkpoints).not.toContain(alone.curves['train_loss']!.steps.at(-1))
  })

  test('the first item says what was compiled', async () => {
    expect((await whole(config())).items[0]).toMatchObject({ kind: 'compiled', executor: 'reference', note: null })
  })

  test('it learns: the training loss falls to less than half', async () => {
    const losses = (await whole(config())).series('train_loss')
    expect(losses.at(-1)![1]).toBeLessThan(losses[0]![1] / 2)
  })

  test.each(variants)('%s: the same configuration gives the same bytes, another seed others', async (_, changes) => {
    const [first, second, other] = await Promise.all([whole(config(changes)), whole(config(changes)), whole(config({ ...changes, seed: 1 }))])
    expect(second.checkpoints).toEqual(first.checkpoints)
    for (const name of seriesNames) expect(second.series(name)).toEqual(first.series(name))
    expect(other.stateAt(30)).not.toEqual(first.stateAt(30))
  })

  test('a minibatch run differs from the full batch', async () => {
    const [full, mini] = await Promise.all([whole(config()), whole(config({ batch: { kind: 'minibatch', size: 5 } }))])
    expect(mini.stateAt(30).weights).not.toEqual(full.stateAt(30).weights)
  })

  test('measures of class a are taken at logged steps, of class b at checkpoints, and as a run asks otherwise', async () => {
    const own = config({ checkpoint: { ratio: 3 }, measures: ['weight_norm', 'spectral_entropy', { id: 'gradient', rhythm: 'log' }, { id: 'neuron_norms', rhythm: 'checkpoint', parameters: { top: 8 } }] })
    const run = await whole(own)
    const { logged } = scheduleOf(own)
    const checkpoints = run.checkpoints.map(({ step }) => step)
    expect(checkpoints.length).toBeLessThan(logged.length)
    for (const name of ['weight_norm', 'gradient_norm']) expect(run.series(name).map(([step]) => step)).toEqual(logged)
    for (const name of ['effective_rank.layers.0.weight', 'top_neuron_share']) expect(run.series(name).map(([step]) => step)).toEqual(checkpoints)
    expect(run.series('top_neuron_share')[0]![1]).toBe(1) // all of the eight
    expect(run.series('update_norm').map(([step]) => step)).toEqual(logged.slice(1))
    expect((run.items[0] as { note: string | null }).note).toBeNull()
  })

  test('a measure that the run lacks something for is left out, with a note', async () => {
    const run = await whole(config({ measures: ['weight_norm', 'representation'] }))
    expect(run.items[0]).toMatchObject({ kind: 'compiled', note: expect.stringMatching(/^representation is not measured\. It reads sums of pairs/) })
    expect(run.series('rqi')).toEqual([])
  })

  test('measures between two looks are the same after going on', async () => {
    const own = config({ measures: [{ id: 'gradient', rhythm: 'log' }, 'slingshot'] })
    const undisturbed = await whole(own)
    const resumed = await whole(own, undisturbed.stateAt([...scheduleOf(own).withOptimiser].find((step) => step > 0)!))
    for (const name of ['update_norm', 'update_curvature', 'feature_change.hidden.0']) {
      expect(resumed.series(name)).toEqual(undisturbed.series(name).filter(([step]) => step >= resumed.series(name)[0]![0]))
      expect(resumed.series(name).length).toBeGreaterThan(1)
    }
  })

  test.each<[string, RunConfigInput['measures'], RegExp]>([
    ['of class c', ['complexity'], /takes too long to be measured while a run trains/],
    ['with a parameter that it does not have', [{ id: 'neuron_norms', parameters: { tip: 3 } }], /Concentration on few neurons cannot be measured so.*tip/s],
    ['that is not there', [{ id: 'neuron_norm' }], /no measure "neuron_norm"/],
    ['twice', ['weight_norm', { id: 'weight_norm', rhythm: 'checkpoint' }], /asked for twice/],
  ])('a measure %s is refused before anything is trained', async (_, measures, sentence) => {
    const run = new Listener(config({ measures }))
    await expect(run.end).rejects.toMatchObject({ code: 'bad-config', message: expect.stringMatching(sentence) })
    expect(run.items).toEqual([])
  })

  test('without measures only losses and accuracies are logged', async () => {
    const run = await whole(config({ measures: [] }))
    expect(run.series('weight_norm')).toEqual([])
    expect(run.series('train_loss').length).toBeGreaterThan(0)
  })
})

describe('going on', () => {
  test.each(variants)('%s: 30 steps = k steps, stop, load, 30 − k steps, byte for byte', async (_, changes) => {
    const own = config({ ...changes, ...eachStep })
    const undisturbed = await whole(own)
    for (const stopAt of [1, 7, 19]) {
      const first = new Listener(own, null, (item, { control }) => {
        if (item.kind === 'points' && item.checkpoint !== null && item.checkpoint.step >= stopAt) control.want('stop')
      })
      const end = await first.end
      expect(end.reason).toBe('stopped')
      const second = await whole(own, first.stateAt(end.step))
      expect(second.stateAt(30)).toEqual(undisturbed.stateAt(30))
      for (const name of seriesNames) {
        const joined = new Map([...first.series(name), ...second.series(name)])
        expect(undisturbed.series(name).map(([step]) => [step, joined.get(step)])).toEqual(undisturbed.series(name))
      }
    }
  })

  test('a stop between logged steps logs that one step more, and the rest of the schedule is as it was', async () => {
    const own = config({ steps: 200, log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 } })
    const first = new Listener(own)
    // The run gives way between steps: this turn comes somewhere between two logged steps.
    while (first.points.every(({ checkpoint }) => checkpoint?.step !== 10)) await new Promise((resolve) => setImmediate(resolve))
    first.control.want('stop')
    const { step } = await first.end
    expect(step).toBeGreaterThanOrEqual(10)
    expect(step).toBeLessThan(200)
    expect(first.series('train_loss').at(-1)![0]).toBe(step)
    const second = await whole(own, first.stateAt(step))
    const scheduled = scheduleOf(own).logged.filter((each) => each > step)
    expect(second.series('train_loss').map(([each]) => each)).toEqual(scheduled)
    expect(second.stateAt(200)).toEqual((await whole(own)).stateAt(200))
  })

  test('the step it goes on from is not logged twice', async () => {
    const run = await whole(config())
    const second = await whole(config(), run.stateAt(0))
    expect(second.series('train_loss').map(([step]) => step)).toEqual(run.series('train_loss').slice(1).map(([step]) => step))
  })

  test('more steps than before continue the same path', async () => {
    const short = await whole(config({ steps: 20 }))
    const long = await whole(config({ steps: 30 }), short.stateAt(20))
    expect(long.stateAt(30)).toEqual((await whole(config({ steps: 30 }))).stateAt(30))
  })

  test('a state that does not fit is refused with the tensor and both shapes', async () => {
    const run = await whole(config())
    const other = config({ model: { kind: 'mlp', hidden: [9], bias: true } })
    await expect(whole(other, run.stateAt(30))).rejects.toThrow(/layers\.0\.weight: f32 \[14, 8\] was saved, f32 \[14, 9\] is needed/)
    await expect(whole(config({ precision: 'f64' }), run.stateAt(30))).rejects.toThrow(/f32 \[14, 8\] was saved, f64 \[14, 8\] is needed/)
  })
})

describe('control', () => {
  test('a pause takes effect within one step, and resuming changes nothing', async () => {
    const paused: number[] = []
    const run = new Listener(config(eachStep), null, (item, { control, items }) => {
      if (item.kind === 'points' && item.checkpoint?.step === 8) control.want('pause')
      if (item.kind === 'paused') {
        paused.push(item.step)
        expect(items.filter(({ kind }) => kind === 'resumed')).toEqual([])
        setImmediate(() => control.want('train'))
      }
    })
    expect((await run.end).reason).toBe('finished')
    expect(paused).toEqual([9])
    expect(run.items.filter(({ kind }) => kind === 'resumed')).toEqual([{ kind: 'resumed', step: 9 }])
    expect(run.stateAt(30)).toEqual((await whole(config())).stateAt(30))
  })

  test('a wish that comes while the pause is still being told is heard', async () => {
    const run = new Listener(config(), null, (item, { control }) => {
      if (item.kind === 'points' && item.checkpoint?.step === 3) control.want('pause')
      if (item.kind === 'paused') control.want('train') // before `send` has resolved
    })
    expect((await run.end).reason).toBe('finished')
  })

  test('a paused run can be stopped: its last item carries the state of exactly that step', async () => {
    const run = new Listener(config(eachStep), null, (item, { control }) => {
      if (item.kind === 'points' && item.checkpoint?.step === 8) control.want('pause')
      if (item.kind === 'paused') setImmediate(() => control.want('stop'))
    })
    expect(await run.end).toMatchObject({ reason: 'stopped', step: 9 })
    const last = run.items.at(-1)!
    expect(last.kind === 'points' && last.checkpoint?.step).toBe(9)
    expect(last.kind === 'points' && last.checkpoint?.optimiser).not.toBeNull()
  })

  test('heartbeats come while paused, and paused time does not count', { timeout: 15_000 }, async () => {
    const run = new Listener(config(eachStep), null, (item, { control }) => {
      if (item.kind === 'points' && item.checkpoint?.step === 8) control.want('pause')
      if (item.kind === 'heartbeat') control.want('train')
    })
    const { seconds } = await run.end
    const beat = run.items.find(({ kind }) => kind === 'heartbeat')!
    expect(beat).toMatchObject({ kind: 'heartbeat', step: 9 })
    expect(seconds).toBeLessThan(1)
  })

  test('a report that fails ends the run with its error, though steps are being made meanwhile', async () => {
    const run = new Listener(config({ steps: 100_000, log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 } }), null, (item) => {
      if (item.kind === 'points' && item.checkpoint?.step === 10) throw new Error('no room')
    })
    await expect(run.end).rejects.toThrow('no room')
    expect(run.checkpoints.at(-1)?.step).toBe(10)
  })

  test('a run that nobody listens to ends', async () => {
    const run = new Listener(config({ steps: 100_000 }), null, (item, { abort }) => {
      if (item.kind === 'points') abort.abort()
    })
    await expect(run.end).rejects.toThrow(/Nobody listens/)
  })
})

describe('divergence', () => {
  /** Each step multiplies the weights by −999; nothing is logged between steps 1 and 10. */
  const growing = config({ optimiser: { kind: 'adamw', learning_rate: 1, weight_decay: 1000 }, steps: 200, log: { every_until: 0, ratio: 10 }, checkpoint: { ratio: 10 } })

  test('of the weights ends the run at the step that broke them, not at the next logged one', async () => {
    const run = await whole(growing)
    const end = await run.end
    expect(end).toMatchObject({ reason: 'diverged' })
    expect(run.series('train_loss').map(([step]) => step)).toEqual([0, 1, end.step])
    expect([10, 100]).not.toContain(end.step)
    const shorter = await whole({ ...growing, steps: end.step - 1 })
    expect(await shorter.end).toMatchObject({ step: end.step - 1 })
  })

  test('leaves the last good checkpoint as the last one, and a run goes on from it', async () => {
    const run = await whole(growing)
    expect(run.checkpoints.map(({ step }) => step)).toEqual([0, 1])
    for (const { weights, optimiser } of run.checkpoints) {
      for (const { data } of Object.values({ ...weights, ...optimiser })) expect(data.every(Number.isFinite)).toBe(true)
    }
    const again = await whole(growing, run.stateAt(0))
    expect(await again.end).toMatchObject({ reason: 'diverged', step: (await run.end).step })
  })

  test('names the tensor that broke', async () => {
    expect(await (await whole(growing)).end).toMatchObject({ quantity: 'layers.0.weight' })
  })

  test('of a loss alone ends the run at its logged step, names it and keeps the point as it is', async () => {
    const run = await whole(config({ loss: { kind: 'mse' }, model: { kind: 'mlp', hidden: [8], activation: 'quadratic' }, optimiser: { kind: 'adamw', learning_rate: 1e9 } }))
    const end = await run.end
    expect(end).toMatchObject({ reason: 'diverged', quantity: 'train_loss' })
    const [step, value] = run.series('train_loss').at(-1)!
    expect(step).toBe(end.step)
    expect(Number.isFinite(value)).toBe(false)
    expect(run.series('weight_norm').at(-1)![0]).toBe(end.step)
    expect(run.checkpoints.at(-1)!.step).toBeLessThan(end.step)
  })
})
