import { ipcRenderer } from 'electron'

// The only bridge between the page and the lab: one message port, on which the contract is spoken. The page has no
// other way to the main process, and the main process checks who sends the port.
window.addEventListener('message', (event) => {
  const data: unknown = event.data
  const wanted = typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'lab-port-wanted'
  if (event.source !== window || !wanted) return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage('lab:port', null, [port1])
  window.postMessage({ kind: 'lab-port' }, location.origin, [port2])
})

// A command chosen in the native menu, by its id in the page's register.
ipcRenderer.on('lab:command', (_event, id: unknown) => {
  window.postMessage({ kind: 'lab-command', id }, location.origin)
})
