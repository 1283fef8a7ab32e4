import type { RunConfigInput } from '../../shared/schema/run-config.ts'
import type { PresetText } from './preset-text.ts'

function student(scale: number, decay: number, steps: number): RunConfigInput {
  return {
    task: { kind: 'teacher_student', inputs: 5, hidden: [100, 100], outputs: 5, rows: 200 },
    split: { train_count: 100 },
    model: { kind: 'mlp', input: 'features', hidden: [100, 100], activation: 'tanh', bias: true, init: { kind: 'torch_default', scale } },
    loss: { kind: 'mse' },
    optimiser: { kind: 'adamw', learning_rate: 3e-4, weight_decay: decay, beta1: 0.9, beta2: 0.999 },
    steps,
    log: { every_until: 20 },
    measures: ['weight_norm'],
  }
}

export const teacherStudent: PresetText = {
  kind: 'set',
  id: 'teacher-student',
  title: 'Teacher and student',
  tagline: 'A student that starts too large generalises once decay has shrunk it.',
  source: 'Omnigrok',
  system: 'omnigrok',
  figure: 'Figure 2',
  isFaithful: true,
  reproduces: 'Liu, Michaud and Tegmark 2023, arXiv:2210.01117: teacher and student 5 → 100 → 100 → 5 with tanh, 100 examples, the student’s initial weights twice PyTorch’s, AdamW at 0.0003 with decay 0.05; beside it ten times the decay, and initial weights of the usual size.',
  description:
    'The student fits its 100 examples within 800 steps. Its weights are too large for the function to be smooth between them, and shrink as e^(−γt) with γ learning rate times decay. The tests come right when the norm enters the shell of those that generalise. With ten times the decay that is almost ten times sooner; with the usual initial size at once.',
  lookAt: 'The weight norm on a logarithmic axis: a straight line through the plateau. The theory decay_time gives the time between two norms.',
  traps: ['Right means a mean squared error below 0.001, as in the code; the paper prints 0.01.'],
  members: [
    { kind: 'run', name: 'decay 0.05', config: student(2, 0.05, 60_000) },
    { kind: 'run', name: 'decay 0.5', config: student(2, 0.5, 10_000) },
    { kind: 'run', name: 'usual initial size', config: student(1, 0.05, 3000) },
  ],
}
