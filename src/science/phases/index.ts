export { eventConditions, eventSteps, firstStepAtLeast, type EventCondition } from './events.ts'
export {
  labelRules, labelsOf, liuLabel, liuRule, liuRules, minegishiTimes, pairLabel, pairRule, widestGap,
  type LabelRules, type Labels, type LiuLabel, type LiuRule, type MinegishiTimes, type PairLabel, type PairRule,
} from './labels.ts'
export { forecast, type Forecast, type NoForecast } from './forecast.ts'
export { preconditions, stepsByDecay, warningsOf, type Outlook, type Precondition, type Warning } from './preconditions.ts'
export { defaultThresholds, phaseSegments, thresholdsOf, type Phase, type PhaseThresholds, type Segment } from './segments.ts'
export { accuracyThresholds, reachedTimes, timesAt, type ReachedTimes } from './times.ts'
