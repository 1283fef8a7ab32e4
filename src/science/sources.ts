import { LabError } from '../shared/errors.ts'

/** Bytes by name: bundled data, or a file of the user by its SHA-256. `filesOf` says which a configuration needs. */
export type Sources = (name: string) => Uint8Array

/** The files that somebody gathered; another one is refused with a sentence. */
export function sourcesFrom(files: Readonly<Record<string, Uint8Array>>): Sources {
  return (name) => {
    const bytes = files[name]
    if (bytes === undefined) throw new LabError('bad-input', `This run needs the file ${name}, which is not at hand. Nothing was computed; add the file to the lab and ask again.`, { file: name })
    return bytes
  }
}

/** Of a configuration that needs no files. */
export const noSources: Sources = sourcesFrom({})
