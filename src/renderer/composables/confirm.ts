import { shallowRef } from 'vue'
import { formatInteger } from '../../figures/formats.ts'
import { duration } from '../theme/words.ts'

/** A question that stands before something is done: what will happen, and the button that does it. */
export interface Question {
  readonly title: string
  readonly text: string
  readonly act: string
  readonly answer: (isWanted: boolean) => void
}

/** The one that is asked now; null while there is none. */
export const question = shallowRef<Question | null>(null)

export function confirm(title: string, text: string, act: string): Promise<boolean> {
  question.value?.answer(false)
  return new Promise((resolve) => {
    question.value = {
      title,
      text,
      act,
      answer(isWanted) {
        question.value = null
        resolve(isWanted)
      },
    }
  })
}

/** So many runs are queued without a question. */
const mostUnasked = 20

/** Whether many runs are to be queued; few are not asked about. `seconds` is null where nobody has timed them. */
export async function askBeforeMany(runs: number, seconds: number | null): Promise<boolean> {
  if (runs <= mostUnasked) return true
  const time = seconds === null ? 'How long they take on this computer is not known yet.' : `One after the other they take about ${duration(seconds)} on this computer.`
  return confirm(`Queue ${formatInteger(runs)} runs?`, `${time} They can be ended all at once while they wait or train.`, `Queue ${formatInteger(runs)} runs`)
}
