import { createRouter, createWebHashHistory } from 'vue-router'

/** Each view is a file of its own, so that the first screen waits for none but its own. */
const views = {
  absent: () => import('./views/PlaceAbsent.vue'),
  compare: () => import('./views/CompareView.vue'),
  constructed: () => import('./views/ConstructedView.vue'),
  guide: () => import('./views/GuideView.vue'),
  projects: () => import('./views/ProjectsView.vue'),
  newRun: () => import('./views/NewRunView.vue'),
  runs: () => import('./views/RunsView.vue'),
  settings: () => import('./views/SettingsView.vue'),
  start: () => import('./views/StartView.vue'),
  theory: () => import('./views/TheoryView.vue'),
  project: () => import('./views/projects/ProjectView.vue'),
  trash: () => import('./views/projects/TrashView.vue'),
  run: () => import('./views/run/RunView.vue'),
}

/** Every place has an address; the hash keeps it out of the server's hands, so that both hosts serve one page. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: views.start },
    { path: '/new', name: 'new', component: views.newRun },
    { path: '/runs', name: 'runs', component: views.runs },
    { path: '/runs/:id', name: 'run.curves', component: views.run },
    { path: '/runs/:id/insides', name: 'run.insides', component: views.run },
    { path: '/runs/:id/configuration', name: 'run.configuration', component: views.run },
    { path: '/runs/:id/notes', name: 'run.notes', component: views.run },
    { path: '/projects', name: 'projects', component: views.projects },
    { path: '/projects/:id', name: 'project', component: views.project },
    { path: '/trash', name: 'trash', component: views.trash },
    { path: '/theory/:id', name: 'theory', component: views.theory },
    { path: '/constructed/:kind', name: 'constructed', component: views.constructed },
    { path: '/compare', name: 'compare', component: views.compare },
    { path: '/guide', redirect: '/guide/tour' },
    { path: '/guide/:page', name: 'guide', component: views.guide },
    { path: '/settings', name: 'settings', component: views.settings },
    { path: '/:anything(.*)*', name: 'absent', component: views.absent },
  ],
})

// The router listens to addresses once its first place is there, and writes that place over one that is asked for before.
let askedEarly: string | null = null
const hear = (): void => void (askedEarly = location.hash.slice(1))
window.addEventListener('hashchange', hear)
void router.isReady().then(() => {
  window.removeEventListener('hashchange', hear)
  if (askedEarly !== null) void router.replace(askedEarly)
})

/** Fetches the views that are not open yet, one after the other, so that going to them waits for nothing and needs no lab that answers. */
export async function fetchOtherViews(): Promise<void> {
  for (const view of Object.values(views)) await view().catch(() => undefined) // asked for again by who goes there
}
