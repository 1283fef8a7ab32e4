import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { labLinkKey } from './platform/client.ts'
import { dialDesktop } from './platform/electron.ts'
import { keepConnected } from './platform/reconnecting-client.ts'
import { dialServer } from './platform/web.ts'
import { fetchOtherViews, router } from './router.ts'
import { useOrganise } from './stores/organise.ts'
import { useRuns } from './stores/runs.ts'
import { loadFonts } from './theme/load-fonts.ts'
import { followPreferences } from './theme/preferences.ts'
import { followTheme } from './theme/theme.ts'
import './theme/tokens.css'
import './theme/fonts.css'
import './theme/base.css'
import './theme/forced-colours.css'

followPreferences()
followTheme()

// The lab is called and the first view fetched while the fonts load.
const isDesktop = location.protocol === 'app:'
const app = createApp(App)
  .provide(labLinkKey, keepConnected(isDesktop ? dialDesktop : dialServer))
  .use(createPinia())
  .use(router)
// Every screen waits for the runs, and their projects with them: a table would be drawn twice.
app.runWithContext(() => {
  useRuns()
  useOrganise()
})
await loadFonts()
app.mount('#lab')

/** Long after the first screen is up: what is fetched then is in nobody's way. */
const otherViewsAfterMs = 3_000
void router.isReady().then(() => setTimeout(() => void fetchOtherViews(), otherViewsAfterMs))
