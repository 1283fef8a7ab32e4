import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/** A zip file of these entries, every second one deflated, as wheels mix them. Checksums are left 0 where nobody reads them. */
export function zip(entries: Readonly<Record<string, string>>, crc: (data: Buffer) => number = () => 0): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  Object.entries(entries).forEach(([name, text], i) => {
    const data = Buffer.from(text)
    const packed = i % 2 === 0 ? data : deflateRawSync(data)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(i % 2 === 0 ? 0 : 8, 4)
    fields.writeUInt32LE(0x21 << 16, 6)
    fields.writeUInt32LE(crc(data) >>> 0, 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(data.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), fields, rest, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  })
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}

/** What a tensorflow wheel holds, in small: the two libraries, headers of C, and much that the lab has no use for. */
export const wheelEntries: Readonly<Record<string, string>> = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'the framework',
  'tensorflow/include/tensorflow/c/c_api.h': '// c_api',
  'tensorflow/include/tensorflow/core/framework/tensor.h': '// not of C',
  'tensorflow/python/framework.py': 'pass',
  'tensorflow_cpu-2.21.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: tensorflow-cpu\nVersion: 2.21.0\n',
  'tensorflow_cpu-2.21.0.dist-info/WHEEL': 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: cp311-cp311-manylinux_2_27_x86_64\n',
  'tensorflow_cpu-2.21.0.dist-info/RECORD': '',
}

export const wheelName = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'

export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}
