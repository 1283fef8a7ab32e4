export { eventConditions, eventSteps, firstStepAtLeast, type EventCondition } from './events.ts'
export { liuLabel, liuRule, minegishiTimes, pairLabel, pairRule, type LiuLabel, type LiuRule, type MinegishiTimes, type PairLabel, type PairRule } from './labels.ts'
export { defaultThresholds, phaseSegments, type Phase, type PhaseThresholds, type Segment } from './segments.ts'
