/** Whether things are to stand still: as chosen in Settings (`preferences.ts`), else as the desktop asks. Playback then goes in steps. */
export function isMotionReduced(): boolean {
  const chosen = document.documentElement.dataset['motion']
  return chosen === 'reduced' || (chosen !== 'full' && globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches)
}
