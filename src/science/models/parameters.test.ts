import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ModelConfig } from '../../shared/schema/config/model.ts'
import { pairsOf, placesOf } from './testing/eager.ts'
import type { Widths } from './model.ts'
import { models } from './index.ts'

const page = readFileSync(new URL('../../../docs/science/parameters.md', import.meta.url), 'utf8')
const numbers: Widths = { inputs: { kind: 'features', columns: 3 }, outputs: 1, trained: 9 }

/** Configurations that have every parameter of their kind between them. */
const kinds: Readonly<Record<ModelConfig['kind'], readonly (readonly [object, Widths])[]>> = {
  mlp: [
    [{ embedding: { width: 2 }, hidden: [3], bias: true }, pairsOf(4)],
    [{ embedding: { width: 2, tables: 'separate', combine: 'sum_of_layers' }, hidden: [3], bias: true }, pairsOf(4)],
  ],
  factored_mlp: [[{ tied_unembedding: false }, pairsOf(4)], [{ tied_hidden: false }, pairsOf(4)]],
  transformer: [[{ norm: 'pre', biases: 'all' }, pairsOf(4)]],
  linear: [[{ bias: true }, numbers]],
  diagonal_linear: [[{}, numbers]],
  matrix_completion: [[{}, { ...pairsOf(4), outputs: 1 }]],
  committee: [[{}, numbers]],
  gp_regression: [[{}, numbers]],
  gp_classification: [[{ inducing: 2 }, numbers]],
  bayesian_mlp: [[{}, numbers]],
  lstm: [[{}, pairsOf(4)]],
  two_head: [[{}, numbers]],
}

test.each(Object.keys(models) as ModelConfig['kind'][])('every parameter of %s is in docs/science/parameters.md, under the heading of its kind', (kind) => {
  const section = page.split('\n## ').find((part) => part.split('\n')[0]!.split(', ').includes(kind)) ?? ''
  const isTold = (name: string): boolean => {
    const general = [name, name.replace(/^(layers|blocks|trunk)\.\d+/, '$1.i'), name.replace(/^(heads\.\d+)\.\d+/, '$1.i')]
    // Biases of attention stand for all four by the first.
    return general.some((each) => section.includes(`\`${each}\``) || section.includes(`\`${each.replace(/attn\.[kvo]\.bias/, 'attn.q.bias')}\``) || section.includes(`\`${each.replace('.0.1.bias', '.0.0.bias')}\``))
  }
  const names = kinds[kind].flatMap(([model, widths]) => placesOf({ kind, ...model }, widths).map((place) => place.split(' ')[0]!))
  expect(names.filter((name) => !isTold(name))).toEqual([])
})
