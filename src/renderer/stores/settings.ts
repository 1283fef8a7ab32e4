import { defineStore } from 'pinia'
import { computed, markRaw, shallowRef } from 'vue'
import type { Settings } from '../../shared/schema/organise.ts'
import { chosenRules, computeChoice, settingKeys } from '../../shared/schema/lab-settings.ts'
import { useLab, useLabLink } from '../platform/client.ts'
import { onEveryConnection } from './follow.ts'
import { useNotices } from './notices.ts'

/** Choices that the lab keeps in its store: every window and the command line see the same. */
export const useSettings = defineStore('settings', () => {
  const lab = useLab()
  const notices = useNotices()
  const values = shallowRef<Settings>({})
  /** False until the lab has said what is chosen. */
  const known = shallowRef(false)

  onEveryConnection(
    useLabLink(),
    async (signal) => {
      for await (const change of lab.stream('settings.watch', {}, { signal })) {
        values.value = markRaw({ ...values.value, ...change.values })
        known.value = true
      }
    },
    (error) => notices.fail('Settings are not being followed', error),
  )

  async function put(key: string, value: Settings[string]): Promise<void> {
    const before = values.value
    values.value = markRaw({ ...before, [key]: value })
    try {
      await lab.call('settings.put', { values: { [key]: value } })
    } catch (error) {
      values.value = before
      notices.fail('The setting was not kept', error)
    }
  }

  return {
    values,
    known,
    put,
    compute: computed(() => computeChoice(values.value[settingKeys.compute])),
    rules: computed(() => chosenRules(values.value[settingKeys.rules])),
  }
})
