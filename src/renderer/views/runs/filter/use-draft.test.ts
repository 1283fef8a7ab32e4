import { describe, expect, test } from 'vitest'
import { nextTick, ref } from 'vue'
import { chipText } from './chip-text.ts'
import { useDraft } from './use-draft.ts'

function field(start = '') {
  const text = ref(start)
  const draft = useDraft(text)
  return { text, ...draft, chips: () => draft.whole.value.map(chipText) }
}

describe('chips and text say the same', () => {
  test('a query of the address is chips, and what cannot be read stays in the field', () => {
    const { chips, draft, text } = field('weight_decay>=1 status=finished -pinned lr>=')
    expect(chips()).toEqual(['weight_decay ≥ 1', 'status: finished', 'not pinned'])
    expect(draft.value).toBe('lr>=')
    expect(text.value).toBe('weight_decay>=1 status=finished -pinned lr>=')
  })
  test('what is written filters at once and becomes a chip when it is whole', () => {
    const { chips, draft, text, commit } = field('pinned')
    draft.value = 'tag:paper'
    expect(text.value).toBe('pinned tag:paper')
    expect(chips()).toEqual(['pinned'])
    commit()
    expect([chips(), draft.value, text.value]).toEqual([['pinned', 'tag: paper'], '', 'pinned tag:paper'])
  })
  test('a chip that is changed goes back into the field, beside what was being written', () => {
    const { chips, draft, edit, text } = field('pinned weight_decay=1..2')
    draft.value = 'grok'
    edit(1)
    expect([chips(), draft.value]).toEqual([['pinned', '“grok”'], 'weight_decay=1..2'])
    expect(text.value).toBe('pinned grok weight_decay=1..2')
  })
  test('a chip that is removed leaves the text', () => {
    const { remove, text, clear } = field('pinned tag:a,b')
    remove(0)
    expect(text.value).toBe('tag:a,b')
    clear()
    expect(text.value).toBe('')
  })
  test('text is not put in other words while it is written', async () => {
    const { text, chips } = field()
    text.value = 'status=finished  '
    await nextTick()
    expect([text.value, chips()]).toEqual(['status=finished  ', ['status: finished']])
  })
})
