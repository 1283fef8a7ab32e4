import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LabError } from '../../../shared/errors.ts'

/** `out/renderer`, where the build puts the page; the same in a clone, in a package and from the sources. */
export function pageFolder(here = import.meta.dirname): string {
  for (let folder = here; ; folder = dirname(folder)) {
    const page = join(folder, 'out', 'renderer')
    if (existsSync(join(page, 'index.html'))) return page
    if (folder === dirname(folder)) break
  }
  throw new LabError('internal', 'The page of the lab has not been built. Your data are not affected. Run "npm start" in the clone, or unpack the package again.')
}
