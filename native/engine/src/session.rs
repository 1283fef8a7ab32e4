//! A job compiled and kept warm: its memory, its plans, its threads.

use crate::buffers::{Extent, Place};
use crate::error::{EngineError, Result, malformed};
use crate::flushed::Flushed;
use crate::layout::{Copy, Named, copies, keep, number, parse, place, scalars};
use crate::memory::{Bytes, Region};
use crate::plan::{Need, Plan};
use crate::schedule::DType;
use crate::simd::level::{Args, Level, LoopFn};
use crate::simd::table;
use crate::threads::{Crew, MOST_PHASES, MOST_THREADS, Work};
use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// A tensor by name, its elements as little-endian bytes, row-major.
pub struct Tensor {
    pub name: String,
    pub dtype: DType,
    pub bytes: Bytes,
}

/// The value of a constant buffer of a schedule.
pub struct Constant {
    pub buffer: usize,
    pub bytes: Bytes,
}

/// Singular value decompositions of a row-major matrix [rows, columns] into [rows + 1 + columns, min(rows, columns)]: the rows of
/// U, the singular values, the rows of V.
#[derive(Clone, Copy)]
pub struct Svd {
    pub f32: fn(rows: usize, columns: usize, matrix: &[f32], out: &mut [f32]),
    pub f64: fn(rows: usize, columns: usize, matrix: &[f64], out: &mut [f64]),
}

/// Everything that is needed to train.
pub struct Job<'a> {
    /// Schedules as JSON; see `schedule.rs` for how numbers are written that JSON does not have.
    pub step: &'a str,
    pub evaluate: &'a str,
    pub step_constants: Vec<Constant>,
    pub evaluate_constants: Vec<Constant>,
    /// Inputs that stay.
    pub data: Vec<Tensor>,
    /// Inputs of the step that it returns.
    pub state: Vec<Tensor>,
    pub steps_done: u64,
    pub threads: usize,
    /// None: the best of this machine.
    pub level: Option<Level>,
    pub svd: Svd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Done,
    Cancelled,
    /// After the last step made some element of the state is NaN or infinite.
    Diverged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advance {
    pub steps: u64,
    pub end: End,
}

/// What the threads share.
struct Machine {
    plans: [Plan; 2],
    /// Of each phase, its plan and its number there.
    phases: Vec<(usize, usize)>,
    scratch: Vec<Scratch>,
    /// Number of the update being made, as bits of an f64.
    step: AtomicU64,
    /// Loops that look for NaN and infinity, over parts of the state; of each task.
    scans: Vec<Vec<Scan>>,
    non_finite: AtomicBool,
}

/// Memory of one thread.
struct Scratch {
    region: Region,
    pointers: UnsafeCell<Vec<*mut u8>>,
}

// SAFETY: each thread uses its own only.
unsafe impl Sync for Scratch {}
// SAFETY: addresses in there are set before each use.
unsafe impl Send for Scratch {}

struct Scan {
    run: LoopFn,
    start: *const u8,
    length: usize,
}
// SAFETY: state is read between phases that write it.
unsafe impl Send for Scan {}
// SAFETY: as above.
unsafe impl Sync for Scan {}

/// Elements that one task looks through at least, and tasks at most.
const SCAN: usize = 1 << 16;
const MOST_SCANS: usize = 1024;

impl Work for Machine {
    fn tasks(&self, phase: usize) -> usize {
        match self.phases.get(phase) {
            Some(&(plan, phase)) => self.plans[plan].tasks(phase),
            None => self.scans.len(),
        }
    }

    fn task(&self, phase: usize, task: usize, thread: usize) {
        let Some(&(plan, phase)) = self.phases.get(phase) else { return self.scan(task) };
        let scratch = &self.scratch[thread];
        let step = f64::from_bits(self.step.load(Ordering::Relaxed));
        // SAFETY: scratch memory is that of this thread, as large as both plans need; phases run one after another.
        unsafe {
            let pointers = &mut *scratch.pointers.get();
            self.plans[plan].task(phase, task, scratch.region.start(), pointers, step);
        }
    }
}

impl Machine {
    fn scan(&self, task: usize) {
        for &Scan { run, start, length } in &self.scans[task] {
            let mut found = 0u8;
            let none = std::ptr::null();
            // SAFETY: the state holds these elements.
            unsafe { run(&Args { n: length, rows: 1, from: [start, none, none, none], splat: 0, to: &raw mut found }) };
            if found != 0 {
                self.non_finite.store(true, Ordering::Relaxed);
            }
        }
    }
}

/// A compiled job. State stays here until it is read.
pub struct Session {
    crew: Crew<Machine>,
    named: Vec<Named>,
    _memory: Vec<Region>,
    /// Phases of the crew: the step's, the evaluation's, the look through the state.
    step: std::ops::Range<usize>,
    evaluate: std::ops::Range<usize>,
    scan: usize,
    /// Outputs of the step that stand elsewhere than the state they are.
    copies: Vec<Copy>,
    scalars: Vec<(String, Place)>,
    steps_done: u64,
}

// SAFETY: addresses lead to memory that the session owns.
unsafe impl Send for Session {}

impl Session {
    pub fn new(job: Job) -> Result<Self> {
        let level = job.level.unwrap_or_else(Level::best);
        if !level.is_available() {
            return malformed(format!("this processor has no {}", level.name()));
        }
        let schedules = [parse("the step", job.step)?, parse("the evaluation", job.evaluate)?];
        let states = job.state.len();
        let named = job.state.into_iter().chain(job.data).map(keep).collect::<Result<Vec<_>>>()?;
        let state = &named[..states];
        let data: Vec<Extent> = named[states..].iter().map(Named::extent).collect();
        let mut memory = Vec::new();
        let (step_buffers, mut fixed) = place(&schedules[0], job.step_constants, &named, &mut memory)?;
        fixed.extend_from_slice(&data);
        let step_plan = Plan::new(&schedules[0], &step_buffers, &fixed, level, job.svd)?;
        let (evaluate_buffers, mut fixed) = place(&schedules[1], job.evaluate_constants, &named, &mut memory)?;
        fixed.extend(named.iter().map(Named::extent));
        let evaluate_plan = Plan::new(&schedules[1], &evaluate_buffers, &fixed, level, job.svd)?;

        let copies = copies(&schedules[0], &step_buffers, state, &mut memory)?;
        let scalars = scalars(&schedules[1], &evaluate_buffers)?;
        let scans = scans(state, level);
        let threads = job.threads.clamp(1, MOST_THREADS);
        let need = step_plan.need.most(evaluate_plan.need);
        let mut scratch = Vec::new();
        for _ in 0..threads {
            scratch.push(Scratch::new(need)?);
        }
        let [step_once, evaluate_once] = [step_plan.once, evaluate_plan.once];
        let (steps, all) = (step_plan.phases(), step_plan.phases() + evaluate_plan.phases());
        if all + 1 >= MOST_PHASES {
            return malformed(format!("{all} phases are more than can be run"));
        }
        let phases = (0..all).map(|phase| if phase < steps { (0, phase) } else { (1, phase - steps) }).collect();
        let machine = Machine {
            plans: [step_plan, evaluate_plan],
            phases,
            scratch,
            step: AtomicU64::new(0),
            scans,
            non_finite: AtomicBool::new(false),
        };
        let mut session = Self {
            crew: Crew::new(machine, threads),
            named,
            _memory: memory,
            step: step_once..steps,
            evaluate: steps + evaluate_once..all,
            scan: all,
            copies,
            scalars,
            steps_done: job.steps_done,
        };
        session.set_step(job.steps_done);
        session.run(0..step_once)?;
        session.run(steps..steps + evaluate_once)?;
        Ok(session)
    }

    fn set_step(&self, step: u64) {
        self.crew.work().step.store((step as f64).to_bits(), Ordering::Relaxed);
    }

    fn run(&mut self, phases: std::ops::Range<usize>) -> Result<()> {
        let _flushed = Flushed::begin();
        for phase in phases {
            if !self.crew.run(phase) {
                return Err(EngineError::Broken(self.crew.failure()));
            }
        }
        Ok(())
    }

    /// Makes up to `steps` steps. `cancel` is looked at before each; a step that was begun is finished.
    pub fn advance(&mut self, steps: u64, cancel: &AtomicBool) -> Result<Advance> {
        for made in 0..steps {
            if cancel.load(Ordering::Relaxed) {
                return Ok(Advance { steps: made, end: End::Cancelled });
            }
            self.set_step(self.steps_done + 1);
            self.run(self.step.clone())?;
            for &(from, to, bytes) in &self.copies {
                // SAFETY: outputs and state are buffers of one length that do not overlap; no task runs.
                unsafe { std::ptr::copy_nonoverlapping(from, to, bytes) };
            }
            self.steps_done += 1;
            self.run(self.scan..self.scan + 1)?;
            if self.crew.work().non_finite.swap(false, Ordering::Relaxed) {
                return Ok(Advance { steps: made + 1, end: End::Diverged });
            }
        }
        Ok(Advance { steps, end: End::Done })
    }

    /// Outputs of the evaluation by name; each is one number.
    pub fn evaluate(&mut self) -> Result<Vec<(String, f64)>> {
        self.set_step(self.steps_done);
        self.run(self.evaluate.clone())?;
        // SAFETY: no task runs; outputs have one element.
        Ok(self.scalars.iter().map(|(name, place)| (name.clone(), unsafe { number(place) })).collect())
    }

    /// A tensor of state or data.
    pub fn read(&self, name: &str) -> Result<(DType, &[u8])> {
        match self.named.iter().find(|tensor| tensor.name == name) {
            // SAFETY: the region is as long, and no task runs while the session is borrowed.
            Some(Named { dtype, length, region, .. }) => {
                Ok((*dtype, unsafe { std::slice::from_raw_parts(region.start(), length * dtype.size()) }))
            }
            None => Err(EngineError::Tensor(format!("there is no tensor {name}"))),
        }
    }

    /// Makes steps and says what each phase of them took: a line a phase, in microseconds, with its kernels.
    pub fn profile(&mut self, steps: u64) -> Result<Vec<String>> {
        let phases: Vec<usize> = self.step.clone().chain([self.scan]).collect();
        let mut times = vec![Vec::new(); phases.len()];
        for _ in 0..steps {
            self.set_step(self.steps_done + 1);
            for (&phase, times) in phases.iter().zip(&mut times) {
                let since = Instant::now();
                self.run(phase..phase + 1)?;
                times.push(since.elapsed().as_secs_f64() * 1e6);
            }
            self.steps_done += 1;
        }
        let line = |(&phase, times): (&usize, &mut Vec<f64>)| {
            times.sort_by(f64::total_cmp);
            let time = times.get(times.len() / 2).copied().unwrap_or(0.0);
            let best = times.first().copied().unwrap_or(0.0);
            let what = match self.crew.work().phases.get(phase) {
                Some(&(plan, phase)) => self.crew.work().plans[plan].describe(phase),
                None => format!("look for NaN and infinity in {} parts", self.crew.work().scans.len()),
            };
            format!("{time:9.1} µs, best {best:9.1} µs  {what}")
        };
        Ok(phases.iter().zip(&mut times).map(line).collect())
    }

    pub fn steps_done(&self) -> u64 {
        self.steps_done
    }
}

impl Scratch {
    fn new(need: Need) -> Result<Self> {
        Ok(Self { region: Region::new(need.scratch)?, pointers: UnsafeCell::new(vec![std::ptr::null_mut(); need.pointers]) })
    }
}

/// The state cut into parts of `part` elements, however it is divided into tensors; the last one may be smaller.
fn cut_scans(state: &[Named], level: Level, part: usize) -> Vec<Vec<Scan>> {
    let mut tasks: Vec<Vec<Scan>> = Vec::new();
    let mut room = 0;
    for tensor in state {
        let Some(run) = table::any_non_finite(level, tensor.dtype) else { continue };
        let mut first = 0;
        while first < tensor.length {
            if room == 0 {
                tasks.push(Vec::new());
                room = part;
            }
            let length = room.min(tensor.length - first);
            let start = tensor.region.start().wrapping_add(first * tensor.dtype.size()).cast_const();
            if let Some(task) = tasks.last_mut() {
                task.push(Scan { run, start, length });
            }
            first += length;
            room -= length;
        }
    }
    tasks
}

fn scans(state: &[Named], level: Level) -> Vec<Vec<Scan>> {
    let total: usize = state.iter().map(|tensor| tensor.length).sum();
    cut_scans(state, level, SCAN.max(total.div_ceil(MOST_SCANS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::DType::F32;

    fn tensor(length: usize) -> Named {
        Named { name: "w".to_owned(), dtype: F32, length, region: Region::new(length * 4).unwrap() }
    }

    #[test]
    fn every_element_of_the_state_is_looked_at_once_in_parts_of_one_size() {
        let state: Vec<Named> = [5, 0, 3, 17].map(tensor).into();
        let tasks = cut_scans(&state, Level::Baseline, 4);
        let lengths: Vec<usize> = tasks.iter().map(|task| task.iter().map(|scan| scan.length).sum()).collect();
        assert_eq!(lengths, [4, 4, 4, 4, 4, 4, 1]);
        let mut at: Vec<usize> = tasks.iter().flatten().flat_map(|scan| (0..scan.length).map(|i| scan.start as usize + 4 * i)).collect();
        at.dedup();
        let all: Vec<usize> = state.iter().flat_map(|t| (0..t.length).map(|i| t.region.start() as usize + 4 * i)).collect();
        assert_eq!(at, all);
    }

    #[test]
    fn a_large_state_is_no_more_tasks_than_a_phase_may_have() {
        // Never touched, so it takes no memory.
        let tasks = scans(&[tensor(MOST_SCANS * SCAN * 3 + 1)], Level::Baseline);
        assert!(tasks.len() <= MOST_SCANS);
        assert_eq!(scans(&(0..5000).map(|_| tensor(1)).collect::<Vec<_>>(), Level::Baseline).len(), 1);
    }
}
