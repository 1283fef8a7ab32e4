import { createTextVNode, type FunctionalComponent } from 'vue'

/**
 * Words that change in every frame while one scrubs. Their node stays and only its characters change; `{{ }}` alone in an element makes a
 * new node each time, which is styled and laid out from nothing.
 */
export const LiveText: FunctionalComponent<{ readonly text: string | number }> = ({ text }) => createTextVNode(String(text))
LiveText.props = ['text']
