/** Where a verb writes: results to `out`, what happens meanwhile to `aside`. */
export interface Terminal {
  out(text: string): void
  aside(text: string): void
  /** Columns of the terminal that `aside` is; null where it is a file or a pipe. */
  readonly columns: number | null
}

/** This process's standard output and standard error. */
export function processTerminal(): Terminal {
  return {
    out: (text) => void process.stdout.write(text),
    aside: (text) => void process.stderr.write(text),
    get columns() {
      return process.stderr.isTTY ? process.stderr.columns : null
    },
  }
}

/** One JSON text a line. What JSON has no number for is written by its name: "NaN", "Infinity", "-Infinity". */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => plain(part))}\n`
}

function plain(part: unknown): unknown {
  if (typeof part === 'number' && !Number.isFinite(part)) return String(part)
  if (ArrayBuffer.isView(part) && !(part instanceof DataView)) return Array.from(part as unknown as ArrayLike<number>)
  return part
}
