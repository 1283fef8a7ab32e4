import { z } from 'zod'
import { storedFile } from './file.ts'
import { seed } from './seed.ts'

const modulus = z.int().min(2).max(512).meta({ unit: '1', help: 'Size of the table. Primes have no sub-groups and give the cleanest circuits.' })
const rows = z.int().min(2).max(1e6).meta({ unit: 'examples', help: 'Examples in all, trained on and tested on.' })
const outOfAir = seed.default(0).meta({ unit: '1', help: 'Seed of the examples themselves; which are trained on is the split’s.' })

const tolerance = (usual: number) => z.number().gt(0).max(1e3).default(usual).meta({ unit: 'squared output', help: 'An answer counts as right when its mean squared error is below this.' })

/** Operations on residues; those with a division need a prime modulus. */
export const residueOperators = ['add', 'subtract', 'multiply', 'divide', 'x2+y2', 'x2+xy+y2', 'x2+xy+y2+x', 'x3+xy', 'x3+xy2+y', 'odd_even_mix', 'add_multiply_mix', 'add_subtract_mix'] as const
export type ResidueOperator = (typeof residueOperators)[number]

/** What is learnt. */
export const TaskConfig = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('modular_table'),
    operator: z.enum(residueOperators).default('add').meta({ help: 'The operation whose table is learnt. odd_even_mix divides by odd b and subtracts even b; the other mixes add for even a, and multiply or subtract for odd a.' }),
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
    tolerance: tolerance(1e-3),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('polynomial_regression'),
    inputs: z.int().min(1).max(1000).default(30).meta({ unit: 'numbers', help: 'Normal numbers of an example, of variance 1/inputs.' }),
    rows,
    tolerance: tolerance(0.1),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('linear_regression'),
    rows: rows.default(100),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('linear_teacher_student'),
    inputs: z.int().min(1).max(10_000).default(1000).meta({ unit: 'numbers', help: 'Normal numbers of an example.' }),
    outputs: z.int().min(1).max(1000).default(1).meta({ unit: 'numbers', help: 'Numbers that the teacher, a matrix, answers.' }),
    rows,
    tolerance: tolerance(1e-3),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('noisy_sine'),
    rows: rows.default(100),
    periods: z.number().gt(0).max(100).default(2).meta({ unit: 'periods', help: 'Periods of the sine between the smallest and the largest input.' }),
    noise: z.number().min(0).max(10).default(0.1).meta({ unit: 'output', help: 'Standard deviation of the noise on every answer.' }),
    tolerance: tolerance(0.05),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('sparse_linear'),
    inputs: z.int().min(1).max(100_000).default(10_000).meta({ unit: 'numbers', help: 'Signs of an example, each ±1.' }),
    relevant: z.int().min(1).max(99).default(3).meta({ unit: 'numbers', help: 'The first so many decide, by majority; an odd number.' }),
    rows,
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('matrix_completion'),
    size: z.int().min(2).max(512).default(97).meta({ unit: 'rows', help: 'Rows, and columns, of the symmetric matrix whose entries are asked.' }),
    rank: z.int().min(1).max(64).default(1).meta({ unit: '1', help: 'Rank of the matrix.' }),
    tolerance: tolerance(0.01),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('two_head'),
    covariates: z.int().min(1).max(1000).default(10).meta({ unit: 'numbers', help: 'Normal numbers that describe a person.' }),
    people: z.int().min(2).max(500_000).default(500).meta({ unit: 'people', help: 'Each is two examples: what happened, and what would have happened with the other treatment.' }),
    selection: z.number().min(0).max(100).default(1).meta({ unit: '1', help: 'How strongly the covariates decide who is treated; 0 is a coin.' }),
    effect: z.number().min(0).max(100).default(1).meta({ unit: 'output', help: 'Size of the mean effect of the treatment.' }),
    tolerance: tolerance(0.05),
    example_seed: outOfAir,
  }),
  z.strictObject({
    kind: z.literal('reviews'),
    rows: rows.default(2000),
    length: z.int().min(8).max(200).default(40).meta({ unit: 'words', help: 'Words of a review; shorter ones are filled up, longer ones cut off.' }),
    example_seed: outOfAir,
  }),
  z
    .strictObject({
      kind: z.literal('images'),
      data: z.enum(['digits', 'mnist', 'idx']).default('digits').meta({ help: 'The 1 797 digits of 8 × 8 pixels, 10 000 digits of MNIST, or IDX files of your own.' }),
      images_file: storedFile.optional().meta({ help: 'An IDX file of images.' }),
      labels_file: storedFile.optional().meta({ help: 'An IDX file of their labels.' }),
      test_images_file: storedFile.optional().meta({ help: 'An IDX file of more images, which come after the others.' }),
      test_labels_file: storedFile.optional().meta({ help: 'An IDX file of their labels.' }),
    })
    .superRefine(({ data, images_file, labels_file, test_images_file, test_labels_file }, context) => {
      const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message })
      const given = [images_file, labels_file, test_images_file, test_labels_file].filter((file) => file !== undefined)
      if (data !== 'idx' && given.length > 0) refuse('data', `task.data is "${data}", which the lab brings along, and files are named beside it; set task.data to "idx", or leave the files out.`)
      if (data === 'idx' && (images_file === undefined || labels_file === undefined)) refuse('images_file', 'Images of your own need task.images_file and task.labels_file, two IDX files; name both.')
      if ((test_images_file === undefined) !== (test_labels_file === undefined)) refuse('test_images_file', 'task.test_images_file and task.test_labels_file go together; name both, or neither.')
    }),
  z.strictObject({
    kind: z.literal('table'),
    file: storedFile.meta({ help: 'A CSV file: a line for each example, the last column is the answer.' }),
    header: z.boolean().default(true).meta({ help: 'Whether the first line names the columns.' }),
    inputs: z.enum(['features', 'symbols']).default('features').meta({ help: 'Whether the columns hold numbers, or symbols that are all of one alphabet.' }),
    answer: z.enum(['classes', 'number']).default('classes').meta({ help: 'Whether the last column names a class or holds a number.' }),
    tolerance: tolerance(0.01),
  }),
])

export type TaskConfig = z.output<typeof TaskConfig>
