import { exitCodes, type Verb } from '../context.ts'
import { table } from '../table.ts'
import { jsonLine } from '../terminal.ts'
import { localTime } from './runs.ts'

/** `projects`: what runs are kept in, the oldest first. */
export const projects: Verb = async ({ client, options, terminal }) => {
  const [list, runs] = await Promise.all([client.call('projects.list', {}), client.call('runs.list', {})])
  const counts = new Map<string, number>()
  for (const { project } of runs) counts.set(project, (counts.get(project) ?? 0) + 1)
  if (options.json) for (const project of list) terminal.out(jsonLine({ ...project, runs: counts.get(project.id) ?? 0 }))
  else terminal.out(table(['project', 'name', 'runs', 'log entries', 'created'], list.map(({ id, name, logEntries, createdAt }) => [id, name, String(counts.get(id) ?? 0), String(logEntries), localTime(createdAt)])))
  return exitCodes.done
}
