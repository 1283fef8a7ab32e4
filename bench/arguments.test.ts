import { describe, expect, test } from 'vitest'
import { benchOptions, isWhole, UsageError, workFolder } from './arguments.ts'

const options = (line: string) => benchOptions(line.split(' ').filter((word) => word !== ''), 2)

describe('the words after npm run bench', () => {
  test('leave everything out: all workloads and parts, five rounds, all threads', () => {
    expect(options('')).toMatchObject({ quick: false, peers: false, threads: 2, rounds: 5, executor: null, resume: false, json: false })
    expect(options('').workloads).toHaveLength(7)
    expect(isWhole(options('--peers'))).toBe(true)
  })
  test('choose workloads and parts, which is not the whole table any more', () => {
    expect(options('--workload W1,W4').workloads).toEqual(['W1', 'W4'])
    expect(options('--part cancel --threads 1 --executor reference')).toMatchObject({ parts: ['cancel'], threads: 1, executor: 'reference' })
    for (const line of ['', '--peers --workload W1', '--peers --part steps', '--peers --quick', '--resume']) expect(isWhole(options(line)), line).toBe(false)
  })
  test('--quick is one round of the steps', () => {
    expect(options('--quick')).toMatchObject({ parts: ['steps'], rounds: 1 })
    expect(options('--quick --rounds 2 --part steps,cancel')).toMatchObject({ parts: ['steps', 'cancel'], rounds: 2 })
  })
  test('without --peers never touch the rounds of a measurement with peers', () => {
    const whole = workFolder(options('--peers'))
    for (const line of ['--peers --resume', '--peers --resume --part cancel']) expect(workFolder(options(line)), line).toBe(whole)
    for (const line of ['', '--resume', '--quick', '--peers --quick', '--peers --workload W1']) expect(workFolder(options(line)), line).not.toBe(whole)
  })
  test('that mean nothing are refused with a sentence', () => {
    for (const line of ['--workload W8', '--part speed', '--rounds 0', '--threads x', '--threads 3', '--threads 9999', '--workload ,', '--executor gpu', '--fast', 'W1']) {
      expect(() => options(line), line).toThrow(UsageError)
    }
  })
})
