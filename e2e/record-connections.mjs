// Loaded into every Node process of the lab by the test that nothing leaves the computer: writes down where a process tries to connect,
// which names it looks up and where it sends datagrams, whether or not that succeeds.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import net from 'node:net'

const file = process.env['RECORD_CONNECTIONS']
const note = (kind, where) => {
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ kind, where: String(where), pid: process.pid })}\n`)
}

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: args[1] }
  if (options.path === undefined) note('connect', options.host ?? 'localhost')
  return connect.apply(this, args)
}
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  const original = dns[name]
  dns[name] = (host, ...rest) => {
    note('name', host)
    return original(host, ...rest)
  }
}
const send = dgram.Socket.prototype.send
dgram.Socket.prototype.send = function (...args) {
  note('datagram', args.find((arg) => typeof arg === 'string') ?? '')
  return send.apply(this, args)
}
note('begun', process.argv[1] ?? '')
