import { LabError } from '../../shared/errors.ts'
import { useNotices } from '../stores/notices.ts'

/** Puts a picture on the clipboard and says so; where it cannot be put there, a band says why. */
export async function copyPicture(draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  const notices = useNotices()
  try {
    await write(draw)
    notices.tell('Picture copied. It can be pasted into another program.')
  } catch (error) {
    notices.fail('The picture was not copied', error)
  }
}

/** The clipboard takes the promise of a picture: a page may write only while the press that asked for it is fresh, and painting takes longer. */
async function write(draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  const instead = 'Nothing else was changed; save the picture as PNG instead.'
  if (typeof ClipboardItem === 'undefined') throw new LabError('unsupported', `This browser lets no page copy pictures. ${instead}`)
  let drawn: Promise<Blob> | null = null
  try {
    drawn = draw().then((bytes) => new Blob([bytes], { type: 'image/png' }))
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawn })])
  } catch (error) {
    // A picture that could not be painted says so itself.
    await drawn
    throw new LabError('not-possible-now', `The clipboard was refused to this page (${error instanceof Error ? error.message : String(error)}). ${instead}`)
  }
}
