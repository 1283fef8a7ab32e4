import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { labLinkKey } from './platform/client.ts'
import { dialDesktop } from './platform/electron.ts'
import { keepConnected } from './platform/reconnecting-client.ts'
import { dialServer } from './platform/web.ts'
import { router } from './router.ts'
import { loadFonts } from './theme/load-fonts.ts'
import { followPreferences } from './theme/preferences.ts'
import { followTheme } from './theme/theme.ts'
import './theme/tokens.css'
import './theme/fonts.css'
import './theme/base.css'

followPreferences()
followTheme()

await loadFonts()

const isDesktop = location.protocol === 'app:'
createApp(App)
  .provide(labLinkKey, keepConnected(isDesktop ? dialDesktop : dialServer))
  .use(createPinia())
  .use(router)
  .mount('#lab')
