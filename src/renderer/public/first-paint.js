// Chooses the theme before the first paint. A file of its own, because the page allows no inline script; `theme/theme.ts` takes over.
{
  const chosen = localStorage.getItem('grokscope.appearance')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}
