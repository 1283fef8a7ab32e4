/** Times as the lab writes them; numbers are written by `figures/formats.ts`. */
/** 0.8 s, 36 s, 2 min, 1 h 12 min: as exact as anyone plans with. */
export function duration(seconds: number): string {
  if (seconds < 0.1) return '< 0.1 s'
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`
  if (seconds < 99.5) return `${Math.round(seconds)} s`
  if (seconds < 3_570) return `${Math.round(seconds / 60)} min`
  const minutes = Math.round(seconds / 60)
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

// By hand: the first formatter of a page costs more than everything else in its first table.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'] as const
const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** "14:03" today, "21 Nov" this year, "21 Nov 2026" before: in the computer's own time zone. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso)
  if (at.toDateString() === now.toDateString()) return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
  const day = `${at.getDate()} ${months[at.getMonth()]}`
  return at.getFullYear() === now.getFullYear() ? day : `${day} ${at.getFullYear()}`
}

/** 640 kB, 12 MB, 1.4 GB: what is freed or taken on the disk. */
export function bytesWords(bytes: number): string {
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size >= 9.95 || size === 0 ? Math.round(size) : Number(size.toFixed(1))} ${unit}`
}
