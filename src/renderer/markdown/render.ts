import MarkdownIt from 'markdown-it'
import { runLinks } from './run-links.ts'

/** Markdown without HTML and without pictures: nothing of a note can run or be fetched. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false }).disable(['image']).use(runLinks)

/** A link that leaves the lab opens outside of it. */
markdown.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  const token = tokens[index]
  if (token && !String(token.attrGet('href')).startsWith('#/')) {
    token.attrSet('target', '_blank')
    token.attrSet('rel', 'noopener noreferrer')
  }
  return self.renderToken(tokens, index, options)
}

/** A note as HTML. The id of a run, `run_` and twelve letters or digits, becomes a link with its name; null for one that is not there. */
export function renderMarkdown(text: string, nameOf: (id: string) => string | null): string {
  return markdown.render(text, { nameOf })
}
