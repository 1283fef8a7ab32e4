import { z } from 'zod'

/** Where random numbers begin: 32 bits. */
export const seed = z.int().min(0).max(0xffff_ffff)
