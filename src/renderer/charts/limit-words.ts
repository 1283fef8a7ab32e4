import { formatFixed, formatValue } from '../../figures/formats.ts'

/** A limit of a colour scale: two or three decimals, and powers of ten where it is so large that nobody reads its digits. */
export const limitWords = (value: number): string => (Math.abs(value) >= 1000 ? formatValue(value) : formatFixed(value, Math.abs(value) < 0.1 && value !== 0 ? 3 : 2))
