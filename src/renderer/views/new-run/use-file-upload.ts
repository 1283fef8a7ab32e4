import { shallowRef, type ShallowRef } from 'vue'
import type { FileKind } from '../../../shared/schema/config/file.ts'
import { upload } from '../../../shared/upload.ts'
import { useLab } from '../../platform/client.ts'
import { useNotices } from '../../stores/notices.ts'

/** Gives files of the user to the lab, which keeps them by their hash. */
export function useFileUpload(): { readonly sending: Readonly<ShallowRef<boolean>>; send(kind: FileKind, file: File): Promise<string | null> } {
  const lab = useLab()
  const notices = useNotices()
  const sending = shallowRef(false)
  return {
    sending,
    /** The hash under which the file is stored now; null where the lab refused it, which stays as a band. */
    async send(kind, file) {
      sending.value = true
      try {
        return (await upload(lab, kind, new Uint8Array(await file.arrayBuffer()))).sha256
      } catch (error) {
        notices.fail(`${file.name} was not stored`, error)
        return null
      } finally {
        sending.value = false
      }
    },
  }
}
