// What cannot wait for the code of the page. A file of its own, because the page allows no inline script.

// Chooses the theme before the first paint; `theme/preferences.ts` takes over.
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

// Calls the lab, so that the line stands when the code is there; `platform/web.ts` takes over.
if (location.protocol !== 'app:') globalThis.grokscopeFirstSocket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`)
