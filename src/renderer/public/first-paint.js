// Chooses the theme before the first paint. A file of its own, because the page allows no inline script; `theme/preferences.ts` takes over.
{
  let chosen = 'system'
  try {
    chosen = JSON.parse(localStorage.getItem('grokscope.preferences') ?? '{}').theme
  } catch {
    // Not understood: as the desktop has it.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}
