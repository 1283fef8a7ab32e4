import type { MarkdownIt, StateCore, Token } from 'markdown-it'

const runId = /\brun_[0-9a-z]{12}\b/g

/** The runs that a text names. */
export function runsIn(text: string): readonly string[] {
  return [...new Set(text.match(runId) ?? [])]
}

/** Makes links of the ids of runs in running text; in code and inside of other links they stay as they are. */
export function runLinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push('run_links', (state) => {
    for (const block of state.tokens) {
      if (block.type === 'inline' && block.children !== null) block.children = linked(state, block.children)
    }
  })
}

function linked(state: StateCore, tokens: readonly Token[]): Token[] {
  let depth = 0
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') depth++
    if (token.type === 'link_close') depth--
    return token.type === 'text' && depth === 0 ? parts(state, token) : [token]
  })
}

function parts(state: StateCore, token: Token): Token[] {
  const made: Token[] = []
  const text = (content: string): void => {
    if (content !== '') made.push(Object.assign(new state.Token('text', '', 0), { content }))
  }
  let at = 0
  for (const { 0: id, index } of token.content.matchAll(runId)) {
    const name = nameIn(state.env, id)
    if (name === null) continue
    text(token.content.slice(at, index))
    const open = new state.Token('link_open', 'a', 1)
    open.attrSet('href', `#/runs/${id}`)
    made.push(open)
    text(name)
    made.push(new state.Token('link_close', 'a', -1))
    at = index + id.length
  }
  if (at === 0) return [token]
  text(token.content.slice(at))
  return made
}

function nameIn(env: unknown, id: string): string | null {
  const known = typeof env === 'object' && env !== null && 'nameOf' in env && typeof env.nameOf === 'function' ? (env.nameOf(id) as unknown) : null
  return typeof known === 'string' ? known : null
}
