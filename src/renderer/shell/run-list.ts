import { ref } from 'vue'

/** Whether the list of runs lies over main. Module state: the rail, the palette and the list itself change it. */
export const runList = { open: ref(false) }
