// What the set-up of TensorFlow downloads and makes. Everything is pinned: versions here and in packages/, contents by SHA-256.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** TensorFlow's own library; the headers that the addon is built with come from the same wheel. */
export const tensorflowVersion = '2.21.0'
export const tfjsVersion = '4.22.0'

/** Raised when the way the addon is built changes. */
const recipe = 1

/** Node packages, unpacked; measured. */
const packagesBytes = 320e6

/** Of the tensorflow wheel only the two libraries and the headers of its C interface are kept. */
const library = {
  'tensorflow/libtensorflow_cc.so.2': 'lib/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2': 'lib/libtensorflow_framework.so.2',
}
const headers = /^tensorflow\/(include\/(?:tensorflow\/c\/|xla\/tsl\/c\/|tsl\/platform\/ctstring|tensorflow\/core\/platform\/ctstring).*\.h)$/

function ofTensorflow(entry) {
  return library[entry] ?? headers.exec(entry)?.[1] ?? null
}

/** NVIDIA's libraries stay at their places: TensorFlow's run path looks for them in ../nvidia. */
function ofNvidia(entry) {
  return /^nvidia\/.*\.(?:so|so\.[\d.]+|bc)$|^nvidia\/.*\/bin\/[^/]+$/.test(entry) ? entry : null
}

const tensorflow = (name, bytes, unpacked, sha256) => ({ name, version: tensorflowVersion, bytes, unpacked, sha256, place: ofTensorflow })
const nvidia = (name, version, bytes, sha256) => ({ name: `nvidia-${name}-cu12`, version, bytes, unpacked: Math.round(1.6 * bytes), sha256, place: ofNvidia })

const cpuWheels = [tensorflow('tensorflow-cpu', 273829956, 860e6, '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c')]

/** CUDA 12 and cuDNN 9, the newest that TensorFlow 2.21 asks for. */
const gpuWheels = [
  tensorflow('tensorflow', 572440367, 1800e6, '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124'),
  nvidia('cublas', '12.9.3.13', 581217458, 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72'),
  nvidia('cuda-cupti', '12.9.79', 10814997, '096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f'),
  nvidia('cuda-nvcc', '12.9.86', 40546229, '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0'),
  nvidia('cuda-nvrtc', '12.9.86', 89568129, '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4'),
  nvidia('cuda-runtime', '12.9.79', 3493179, '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3'),
  nvidia('cudnn', '9.28.0.42', 716538495, '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375'),
  nvidia('cufft', '11.4.1.4', 200877592, 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28'),
  nvidia('curand', '10.3.10.19', 68295626, '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e'),
  nvidia('cusolver', '11.7.5.82', 338117415, '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88'),
  nvidia('cusparse', '12.5.10.65', 366465088, '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78'),
  nvidia('nccl', '2.32.3', 351526311, 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c'),
  nvidia('nvjitlink', '12.9.86', 39748338, 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9'),
]

/**
 * The plan for a kind, `cpu` or `gpu`. `downloadBytes` and `diskBytes` are what is fetched and what has to be free for it: wheels are
 * fetched one by one and deleted once they are unpacked.
 */
export function planFor(kind, lock = readFileSync(join(here, 'packages', 'package-lock.json'), 'utf8')) {
  const wheels = kind === 'gpu' ? gpuWheels : cpuWheels
  // Beside what stays: one wheel at a time, and later a copy of the largest library while strip makes it smaller.
  const passing = Math.max(...wheels.flatMap(({ bytes, unpacked }) => [bytes, 0.8 * unpacked]))
  const made = { recipe, kind, tensorflowVersion, tfjsVersion, lock, wheels: wheels.map(({ sha256 }) => sha256) }
  return {
    kind,
    wheels,
    downloadBytes: wheels.reduce((sum, { bytes }) => sum + bytes, 0),
    diskBytes: wheels.reduce((sum, { unpacked }) => sum + unpacked, passing + packagesBytes),
    packagesKey: keyOf({ recipe, lock }),
    key: keyOf(made),
  }
}

/** Short text that changes with what something is made from. */
export function keyOf(made) {
  return createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16)
}

/** 274 MB, 3.4 GB: decimal, as download sizes are given. */
export function inWords(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`
}

/** What is about to be fetched, one line each. */
export function linesOf({ wheels, downloadBytes, diskBytes }) {
  return [
    ...wheels.map(({ name, version, bytes }) => `  ${name} ${version}, ${inWords(bytes)}`),
    `  @tensorflow/tfjs-node-gpu ${tfjsVersion} and what it needs (128 packages), about 60 MB`,
    `In all ${inWords(downloadBytes + 60e6)} to download; ${inWords(diskBytes)} have to be free on the disk while it is unpacked.`,
  ]
}
