import type { PresetText } from './preset-text.ts'

export const linearTeacher: PresetText = {
  kind: 'run',
  id: 'linear-teacher',
  title: 'Linear student, trained',
  tagline: 'The threshold artefact in closed form, beside a real descent.',
  source: 'Levi et al.',
  system: 'levi',
  figure: 'Section 3',
  isFaithful: true,
  reproduces: 'Levi, Beck and Bar-Sinai 2023, arXiv:2310.16441: d = 1 000 inputs, λ = 0.9, teacher and student with entries N(0, 1/(2 d)), gradient descent at 0.01 on the mean squared error, right below 0.001.',
  description:
    'A linear student learns a linear teacher from 1 111 random examples. It is right on 95 % of them after some 2 700 steps, and on 95 % of new ones only ten times later, although both losses fall smoothly all the time.',
  lookAt: 'Test loss against test accuracy on a logarithmic step axis: the loss has no feature where the accuracy rises.',
  traps: ['This is the control to every claim of grokking in regression: no representation is learnt, and yet there is a delay.'],
  config: {
    task: { kind: 'linear_teacher_student', inputs: 1000, outputs: 1, rows: 2111, tolerance: 1e-3 },
    split: { train_count: 1111 },
    model: { kind: 'linear', init: { kind: 'normal', scale: Math.sqrt(1 / 2000) } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'sgd', learning_rate: 0.01 },
    steps: 40_000,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  },
}
