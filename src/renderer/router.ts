import { createRouter, createWebHashHistory } from 'vue-router'
import CompareView from './views/CompareView.vue'
import ConstructedView from './views/ConstructedView.vue'
import GuideView from './views/GuideView.vue'
import ProjectsView from './views/ProjectsView.vue'
import NewRunView from './views/NewRunView.vue'
import RunsView from './views/RunsView.vue'
import SettingsView from './views/SettingsView.vue'
import StartView from './views/StartView.vue'
import TheoryView from './views/TheoryView.vue'
import ProjectView from './views/projects/ProjectView.vue'
import TrashView from './views/projects/TrashView.vue'
import RunView from './views/run/RunView.vue'

/** Every place has an address; the hash keeps it out of the server's hands, so that both hosts serve one page. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: StartView },
    { path: '/new', name: 'new', component: NewRunView },
    { path: '/runs', name: 'runs', component: RunsView },
    { path: '/runs/:id', name: 'run.curves', component: RunView },
    { path: '/runs/:id/insides', name: 'run.insides', component: RunView },
    { path: '/runs/:id/configuration', name: 'run.configuration', component: RunView },
    { path: '/runs/:id/notes', name: 'run.notes', component: RunView },
    { path: '/projects', name: 'projects', component: ProjectsView },
    { path: '/projects/:id', name: 'project', component: ProjectView },
    { path: '/trash', name: 'trash', component: TrashView },
    { path: '/theory/:id', name: 'theory', component: TheoryView },
    { path: '/constructed/:kind', name: 'constructed', component: ConstructedView },
    { path: '/compare', name: 'compare', component: CompareView },
    { path: '/guide', redirect: '/guide/tour' },
    { path: '/guide/:page', name: 'guide', component: GuideView },
    { path: '/settings', name: 'settings', component: SettingsView },
    { path: '/:anything(.*)*', redirect: '/' },
  ],
})
