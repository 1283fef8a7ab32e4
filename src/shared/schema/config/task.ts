import { z } from 'zod'
import { seed } from './seed.ts'

const modulus = z.int().min(2).max(512).meta({ unit: '1', help: 'Size of the table. Primes have no sub-groups and give the cleanest circuits.' })
const rows = z.int().min(2).max(1e6).meta({ unit: 'examples', help: 'Examples in all, trained on and tested on.' })
const outOfAir = seed.default(0).meta({ unit: '1', help: 'Seed of the examples themselves; which are trained on is the split’s.' })

/** Operations on residues; those with a division need a prime modulus. */
export const residueOperators = ['add', 'subtract', 'multiply', 'divide', 'x2+y2', 'x2+xy+y2', 'x2+xy+y2+x', 'x3+xy', 'x3+xy2+y', 'odd_even_mix'] as const
export type ResidueOperator = (typeof residueOperators)[number]

/** What is learnt. */
export const TaskConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('modular_table'),
    operator: z.enum(residueOperators).default('add').meta({ help: 'The operation whose table is learnt. The mix divides by odd numbers and subtracts even ones.' }),
    modulus,
    ordered: z.boolean().default(true).meta({ help: 'All pairs (a, b), or only those with a ≤ b.' }),
    without_zero: z.boolean().optional().meta({ help: 'Leaves out the pairs that hold 0, as some do for products.' }),
  }),
  z.strictObject({
    kind: z.literal('group_table'),
    group: z.enum(['symmetric', 'alternating', 'dihedral', 'cyclic']).meta({ help: 'Which family of groups.' }),
    n: z.int().min(2).max(360).meta({ unit: '1', help: 'Things permuted (symmetric, alternating), corners (dihedral) or elements (cyclic). At most 720 elements in all.' }),
    form: z.enum(['product', 'conjugate', 'aba']).default('product').meta({ help: 'What is asked: a b, a b a⁻¹ or a b a.' }),
  }),
  z.strictObject({
    kind: z.literal('toy_addition'),
    symbols: z.int().min(2).max(100).default(10).meta({ unit: 'symbols', help: 'Numbers 0, 1, … whose sums are learnt; pairs count once.' }),
    answer: z.enum(['vectors', 'classes']).default('vectors').meta({ help: 'Each sum stands for a fixed random vector, or for a class.' }),
    outputs: z.int().min(1).max(1000).default(30).meta({ unit: 'numbers', help: 'Length of the random vectors.' }),
    target_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('sparse_parity'),
    bits: z.int().min(1).max(512).default(40).meta({ unit: 'bits', help: 'Bits of an example, each ±1.' }),
    relevant: z.int().min(1).max(32).default(3).meta({ unit: 'bits', help: 'The first so many bits decide: the answer is their product.' }),
    rows,
    constant_input: z.boolean().default(false).meta({ help: 'One more input that is always 1, as a bias.' }),
    answer: z.enum(['sign', 'classes']).default('sign').meta({ help: 'One output whose sign is the answer, or two classes.' }),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('concealed_table'),
    operator: z.enum(residueOperators).default('add').meta({ help: 'The operation whose table is learnt.' }),
    modulus,
    noise_bits: z.int().min(0).max(512).default(0).meta({ unit: 'bits', help: 'Random bits beside the pair that mean nothing.' }),
    rows,
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('teacher_student'),
    inputs: z.int().min(1).max(1000).default(5).meta({ unit: 'numbers', help: 'Normal numbers of an example.' }),
    hidden: z.array(z.int().min(1).max(1000)).max(8).readonly().default([100, 100]).meta({ unit: 'neurons', help: 'Widths of the hidden layers of the teacher, a tanh network.' }),
    outputs: z.int().min(1).max(1000).default(5).meta({ unit: 'numbers', help: 'Numbers that the teacher answers.' }),
    rows,
    tolerance: z.number().gt(0).max(1e3).default(1e-3).meta({ unit: 'squared output', help: 'An answer counts as right when its mean squared error is below this.' }),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('polynomial_regression'),
    inputs: z.int().min(1).max(1000).default(30).meta({ unit: 'numbers', help: 'Normal numbers of an example, of variance 1/inputs.' }),
    rows,
    tolerance: z.number().gt(0).max(1e3).default(0.1).meta({ unit: 'squared output', help: 'An answer counts as right when its squared error is below this.' }),
    example_seed: outOfAir,
  }),
])

export type TaskConfig = z.output<typeof TaskConfig>
