/** The faces that a canvas draws with: unlike the page, a canvas does not wait for a font that it is the first to use. */
const faces = ['400 12px Inter', '500 12px Inter', '600 12px Inter', '400 12px "JetBrains Mono"']

/** Settles when every face is there or failed; a missing face is no reason not to open. */
export async function loadFonts(): Promise<void> {
  await Promise.allSettled(faces.map((face) => document.fonts.load(face)))
}
