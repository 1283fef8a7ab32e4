import { ref } from 'vue'

/** Which of the shell's two overlays is open. Module state: the title bar, the shortcuts and the palette itself open them. */
export const palette = { open: ref(false) }
export const shortcutList = { open: ref(false) }
