import { z } from 'zod'

/** A key of a configuration by its path, and the JSON value it gets. */
export const Assignment = z.tuple([z.string().max(200), z.json()]).readonly()

export const Assignments = z.array(Assignment).max(200).readonly().default([])
