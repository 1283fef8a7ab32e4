// Reads wheels, which are zip files: one entry after the other is streamed to its place, so memory stays small.
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open, rename } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { SetupError } from '../setup/step.mjs'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
/** An end record is 22 bytes and a comment of up to 65 535. */
const endRoom = 22 + 65535

async function read(file, position, length) {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The directory of a zip file: name, place and size of each entry. Files above 4 GB (zip64) do not occur among wheels. */
async function directoryOf(file, damaged) {
  const { size } = await file.stat()
  const tail = await read(file, Math.max(0, size - endRoom), Math.min(size, endRoom))
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end--
  if (end < 0) throw damaged
  const count = tail.readUInt16LE(end + 10)
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  const entries = []
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) throw damaged
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset))
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      header: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

async function extract(archive, file, { method, packed, mode, header }, to, damaged) {
  const local = await read(file, header, 30)
  if (local.length < 30 || (method !== 0 && method !== 8)) throw damaged
  const start = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  await mkdir(dirname(to), { recursive: true })
  const partial = `${to}.part`
  const source = packed === 0 ? [Buffer.alloc(0)] : createReadStream(archive, { start, end: start + packed - 1, highWaterMark: 1 << 20 })
  await pipeline([source, ...(method === 8 ? [createInflateRaw()] : []), createWriteStream(partial)])
  if (mode !== 0) await chmod(partial, mode | 0o600)
  await rename(partial, to)
}

/**
 * Unpacks the entries that `place` gives a path below `folder`; null leaves one out.
 * @returns how many files were written
 */
export async function unzip(archive, folder, place) {
  const damaged = new SetupError(`${archive} is not a sound zip file. Delete it and run the command again.`)
  const file = await open(archive)
  try {
    const entries = (await directoryOf(file, damaged)).map((entry) => ({ entry, path: entry.name.endsWith('/') ? null : place(entry.name) })).filter(({ path }) => path !== null)
    for (const { entry, path } of entries) {
      const to = resolve(join(folder, path))
      if (!to.startsWith(resolve(folder) + sep)) throw damaged
      await extract(archive, file, entry, to, damaged)
    }
    return entries.length
  } finally {
    await file.close()
  }
}
