import { LabError } from '../../shared/errors.ts'

/** What V8 says where the bytes of an array cannot be had, or are more than any array has. */
const refusals = /^(Array buffer allocation failed|Invalid (typed array|array buffer|array) length)/

/** Does what needs arrays of the size of a run; where there is no memory for one, says so with `too-large`. */
export async function withinMemory<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RangeError) || !refusals.test(error.message)) throw error
    throw new LabError(
      'too-large',
      `This run needs more memory than can be had (${error.message}). What was saved before is safe, and nothing else was changed; make the model, the task or the batch smaller, or close other programs.`,
      { message: error.message },
    )
  }
}
