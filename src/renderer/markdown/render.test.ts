import { expect, test } from 'vitest'
import { renderMarkdown } from './render.ts'
import { runsIn } from './run-links.ts'

const id = 'run_0123456789ab'
const none = () => null

test('Markdown becomes HTML, and HTML stays what was written', () => {
  expect(renderMarkdown('# Delay\n\n*long* with `wd=1`', none)).toBe('<h1>Delay</h1>\n<p><em>long</em> with <code>wd=1</code></p>\n')
  const html = renderMarkdown('<img src=x onerror=alert(1)> <script>alert(1)</script> ![a](http://example.org/a.png) [x](javascript:alert(1))', none)
  expect(html).not.toMatch(/<(img|script)/)
  expect(html).not.toMatch(/href="javascript/)
})
test('the id of a run is a link with its name, and a name cannot break out of it', () => {
  expect(renderMarkdown(`see ${id}.`, () => 'seed 3')).toBe(`<p>see <a href="#/runs/${id}">seed 3</a>.</p>\n`)
  expect(renderMarkdown(id, () => 'a](http://evil) [b')).toContain(`<a href="#/runs/${id}">a](`)
  expect(renderMarkdown(`\`${id}\` [here](#/runs/${id}?${id})`, () => 'seed 3')).toBe(`<p><code>${id}</code> <a href="#/runs/${id}?${id}">here</a></p>\n`)
  expect(renderMarkdown(id, none)).toBe(`<p>${id}</p>\n`)
  expect(runsIn(`${id} and ${id}, not run_short`)).toEqual([id])
})
test('a link to elsewhere opens outside of the lab', () => {
  expect(renderMarkdown('https://arxiv.org/abs/2201.02177', none)).toContain('target="_blank" rel="noopener noreferrer"')
})
