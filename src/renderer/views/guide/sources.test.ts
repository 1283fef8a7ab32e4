import { expect, test } from 'vitest'
import { bibtex, bibtexOfLab, shortAuthors, sources } from './sources.ts'

test('authors in a sentence', () => {
  expect(shortAuthors('Gromov, Andrey')).toBe('Gromov')
  expect(shortAuthors('A, B and C, D')).toBe('A and C')
  expect(shortAuthors('A, B and C, D and E, F')).toBe('A et al.')
})
test('every source is an entry with balanced braces, a key and an identifier of its own', () => {
  for (const source of sources) {
    const text = bibtex(source)
    expect(text.split('{').length).toBe(text.split('}').length)
    expect(source.arxiv).toMatch(/^\d{4}\.\d{4,5}$/)
  }
  expect(new Set(sources.map(({ key }) => key)).size).toBe(sources.length)
  expect(new Set(sources.map(({ arxiv }) => arxiv)).size).toBe(sources.length)
  expect(bibtexOfLab('0.1.0', 2026)).toContain('version = {0.1.0}')
})
