/**
 * What a healthy executor has to give for the run of `probe.ts`, made in f64 by `test/golden/probe.py`, which shares no code with
 * the lab. Sums over tensors are Σᵢ xᵢ cos i.
 */
export const probeValues = {
  train_loss_0: 2.270933036832087,
  test_loss_0: 2.174215452476087,
  gradients: {
    'layers.0.weight': -0.21952314499568876,
    'layers.0.bias': -0.4733577595395533,
    'layers.1.weight': 0.34039833635152844,
    'layers.1.bias': -0.5338763301886337,
  },
  train_loss_5: 2.0501736212985304,
  test_loss_5: 2.088915532861197,
  weights: {
    'layers.0.weight': 18.15490016147257,
    'layers.0.bias': -1.30547413404001,
    'layers.1.weight': 8.64228797279485,
    'layers.1.bias': -0.5903160246596074,
  },
} as const
