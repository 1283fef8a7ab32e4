//! A schedule as phases of tasks, ready to run.

use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::kernels::product::ProductCode;
use crate::kernels::random::RandomCode;
use crate::kernels::segment_sum::SegmentSumCode;
use crate::kernels::svd::SvdCode;
use crate::loops::compile::{Traffic, compile};
use crate::loops::cut::cut;
use crate::loops::emit::Code;
use crate::loops::run::Part;
use crate::loops::written::check_apart;
use crate::memory::Region;
use crate::schedule::{Kernel, Schedule};
use crate::session::Svd;
use crate::simd::level::Level;
use crate::threads::MOST_TASKS;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A kernel of the plan; loops of one kernel are kernels of their own here.
enum Work {
    Loop(Shared),
    Product { code: ProductCode, epilogue: Option<Counter> },
    SegmentSum(SegmentSumCode),
    Random(RandomCode),
    Svd(SvdCode),
}

// SAFETY: addresses in there lead to buffers of the session; who touches them when was checked by `Plan::new`.
unsafe impl Send for Work {}
// SAFETY: as above.
unsafe impl Sync for Work {}

/// How many parts there are, and how many are not finished yet.
struct Counter {
    row_parts: usize,
    parts: usize,
    remaining: AtomicUsize,
    /// Totals of the parts.
    _totals: Vec<Region>,
    bytes: u64,
}

struct Shared {
    code: Code,
    counter: Counter,
}

impl Counter {
    fn new(code: &mut Code, row_parts: usize, parts: usize) -> Result<Self> {
        let mut bytes = 0;
        let mut totals = Vec::new();
        for sink in &mut code.sinks {
            let numbers = if sink.by_column { row_parts.saturating_mul(code.columns) } else { parts };
            let region = Region::new(numbers.saturating_mul(8))?;
            bytes += numbers as u64 * 8;
            sink.parts = region.start().cast();
            totals.push(region);
        }
        Ok(Self { row_parts, parts, remaining: AtomicUsize::new(parts), _totals: totals, bytes })
    }

    /// The last part to end brings the totals together.
    ///
    /// # Safety
    /// Called once for each part of the loop, after it was computed.
    unsafe fn ended(&self, code: &Code) {
        if code.sinks.is_empty() {
            return;
        }
        if self.remaining.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.remaining.store(self.parts, Ordering::Relaxed);
            // SAFETY: all parts have ended, as the counter says.
            unsafe { code.finish(self.row_parts, self.parts) }
        }
    }
}

/// One part of one kernel.
struct Unit {
    work: usize,
    part: Part,
    /// A guess, in nanoseconds.
    cost: f64,
}

struct Phase {
    units: Vec<Unit>,
    tasks: Vec<Range<usize>>,
}

/// Scratch memory that a thread needs for a plan.
#[derive(Debug, Default, Clone, Copy)]
pub struct Need {
    pub scratch: usize,
    pub pointers: usize,
}

impl Need {
    pub fn most(self, other: Self) -> Self {
        Self { scratch: self.scratch.max(other.scratch), pointers: self.pointers.max(other.pointers) }
    }

    fn code(code: &Code) -> Self {
        Self { scratch: code.scratch, pointers: code.sources.len() }
    }
}

/// Phases of a schedule. Those of kernels that run once come first.
pub struct Plan {
    works: Vec<Work>,
    phases: Vec<Phase>,
    /// How many phases run once only.
    pub once: usize,
    pub need: Need,
    /// Bytes of the totals of all reductions.
    pub totals: u64,
}

/// Below this a task is joined with its neighbours.
const WORTH_A_TASK: f64 = 15_000.0;

impl Plan {
    /// `fixed`: memory that no kernel may write.
    pub fn new(schedule: &Schedule, buffers: &Buffers, fixed: &[Extent], level: Level, svd: Svd) -> Result<Self> {
        let mut plan = Self { works: Vec::new(), phases: Vec::new(), once: 0, need: Need::default(), totals: 0 };
        let mut seen = vec![false; schedule.kernels.len()];
        let mut phases = [Vec::new(), Vec::new()];
        for kernels in &schedule.phases {
            let mut units = [Vec::new(), Vec::new()];
            let mut traffics = Vec::new();
            for &index in kernels {
                let (Some(kernel), Some(false)) = (schedule.kernels.get(index), seen.get(index)) else {
                    return malformed(format!("kernel {index} is in two phases, or not there"));
                };
                seen[index] = true;
                let (own, traffic) = plan.kernel(kernel, buffers, level, svd)?;
                units[usize::from(!kernel.once())].extend(own);
                traffics.push(traffic);
            }
            check_traffic(&traffics, fixed)?;
            for (phase, units) in phases.iter_mut().zip(units) {
                if !units.is_empty() {
                    phase.push(in_tasks(units));
                }
            }
        }
        if seen.contains(&false) {
            return malformed("a kernel is in no phase");
        }
        let [once, every] = phases;
        plan.once = once.len();
        plan.phases = once.into_iter().chain(every).collect();
        Ok(plan)
    }

    fn kernel(&mut self, kernel: &Kernel, buffers: &Buffers, level: Level, svd: Svd) -> Result<(Vec<Unit>, Traffic)> {
        match kernel {
            Kernel::Loops(kernel) => {
                let mut units = Vec::new();
                let mut traffics: Vec<Traffic> = Vec::new();
                for code in &kernel.loops {
                    let (mut code, traffic) = compile(code, buffers, None, level)?;
                    self.need = self.need.most(Need::code(&code));
                    let (parts, row_parts) = cut(&code);
                    let counter = Counter::new(&mut code, row_parts, parts.len())?;
                    self.totals += counter.bytes;
                    for part in parts {
                        let elements = (part.rows.1 - part.rows.0) * (part.columns.1 - part.columns.0);
                        units.push(Unit { work: self.works.len(), part, cost: elements as f64 * code.cost });
                    }
                    self.works.push(Work::Loop(Shared { code, counter }));
                    traffics.push(traffic);
                }
                check_loops(&traffics)?;
                let all = traffics.into_iter().fold(Traffic::default(), |mut all, traffic| {
                    all.reads.extend(traffic.reads);
                    all.writes.extend(traffic.writes);
                    all.places.extend(traffic.places);
                    all
                });
                check_apart(&all.places)?;
                Ok((units, all))
            }
            Kernel::Product(kernel) => {
                let (mut code, traffic) = ProductCode::new(kernel, buffers, level)?;
                let parts = code.parts();
                let cost = code.cost();
                self.need = self.need.most(Need { scratch: code.scratch(), pointers: 0 });
                self.totals += code.totals();
                let epilogue = match &mut code.epilogue {
                    None => None,
                    Some(code) => {
                        self.need = self.need.most(Need::code(code));
                        let counter = Counter::new(code, parts.len(), parts.len())?;
                        self.totals += counter.bytes;
                        Some(counter)
                    }
                };
                let work = self.works.len();
                let all: usize = parts.iter().map(|part| part.rows.1 - part.rows.0).sum();
                let share = |part: &Part| (part.rows.1 - part.rows.0) as f64 / all.max(1) as f64;
                let units = parts.into_iter().map(|part| Unit { work, cost: cost * share(&part), part }).collect();
                self.works.push(Work::Product { code, epilogue });
                Ok((units, traffic))
            }
            Kernel::SegmentSum(kernel) => {
                let (code, reads, written) = SegmentSumCode::new(kernel, buffers, level)?;
                self.need = self.need.most(Need { scratch: code.scratch(), pointers: 0 });
                let cost = kernel.rows as f64 * kernel.width as f64 * 0.4 / code.parts() as f64 + kernel.rows as f64 * 5.0;
                let units = self.numbered(code.parts(), cost);
                self.works.push(Work::SegmentSum(code));
                Ok((units, Traffic { reads, writes: vec![written], places: Vec::new() }))
            }
            Kernel::Random(kernel) => {
                let (code, [read, written]) = RandomCode::new(kernel, buffers)?;
                let units = self.numbered(code.parts(), (code.length / code.parts()) as f64 * 10.0);
                self.works.push(Work::Random(code));
                Ok((units, Traffic { reads: vec![read], writes: vec![written], places: Vec::new() }))
            }
            Kernel::Svd(kernel) => {
                let (code, [read, written]) = SvdCode::new(kernel, buffers, svd)?;
                let units = self.numbered(1, 1e9);
                self.works.push(Work::Svd(code));
                Ok((units, Traffic { reads: vec![read], writes: vec![written], places: Vec::new() }))
            }
        }
    }

    fn numbered(&self, parts: usize, cost: f64) -> Vec<Unit> {
        let part = |part| Part { rows: (0, 0), columns: (0, 0), row_part: part, part };
        (0..parts).map(|i| Unit { work: self.works.len(), part: part(i), cost }).collect()
    }

    pub fn phases(&self) -> usize {
        self.phases.len()
    }

    pub fn tasks(&self, phase: usize) -> usize {
        self.phases[phase].tasks.len()
    }

    /// Kernels of a phase in words.
    pub fn describe(&self, phase: usize) -> String {
        let phase = &self.phases[phase];
        let mut works: Vec<usize> = phase.units.iter().map(|unit| unit.work).collect();
        works.dedup();
        let word = |&work: &usize| {
            let units: Vec<&Unit> = phase.units.iter().filter(|unit| unit.work == work).collect();
            let cost = units.iter().map(|unit| unit.cost).sum::<f64>() / 1000.0;
            let what = match &self.works[work] {
                Work::Loop(Shared { code, .. }) => format!("loop {} × {}", code.rows, code.columns),
                Work::Product { code, .. } => code.describe(),
                Work::SegmentSum(_) => "segment sum".to_owned(),
                Work::Random(_) => "random".to_owned(),
                Work::Svd(_) => "svd".to_owned(),
            };
            format!("{what} in {} (guess {cost:.0} µs)", units.len())
        };
        format!("{} tasks: {}", phase.tasks.len(), works.iter().map(word).collect::<Vec<_>>().join(", "))
    }

    /// # Safety
    /// `scratch` and `pointers` are as large as `need` says and belong to this call; tasks of other phases do not run, this one runs once.
    pub unsafe fn task(&self, phase: usize, task: usize, scratch: *mut u8, pointers: &mut [*mut u8], step: f64) {
        let phase = &self.phases[phase];
        for unit in &phase.units[phase.tasks[task].clone()] {
            let part = &unit.part;
            // SAFETY: the caller's promise; what parts touch was checked by `new`.
            unsafe {
                match &self.works[unit.work] {
                    Work::Loop(Shared { code, counter }) => {
                        code.run(part, scratch, pointers, step);
                        counter.ended(code);
                    }
                    Work::Product { code, epilogue } => {
                        code.multiply(part, scratch);
                        if let (Some(code), Some(counter)) = (&code.epilogue, epilogue) {
                            code.run(part, scratch, pointers, step);
                            counter.ended(code);
                        }
                    }
                    Work::SegmentSum(code) => code.run(part.part, scratch),
                    Work::Random(code) => code.run(part.part),
                    Work::Svd(code) => code.run(),
                }
            }
        }
    }
}

/// Joins neighbours until each task is worth its while, and a phase that is short as a whole to one task.
fn in_tasks(units: Vec<Unit>) -> Phase {
    let mut tasks: Vec<Range<usize>> = Vec::new();
    let total: f64 = units.iter().map(|unit| unit.cost).sum();
    let worth = WORTH_A_TASK.max(total / (MOST_TASKS / 2) as f64);
    let mut first = 0;
    let mut cost = 0.0;
    for (i, unit) in units.iter().enumerate() {
        if i > first && cost + unit.cost > worth {
            tasks.push(first..i);
            first = i;
            cost = 0.0;
        }
        cost += unit.cost;
    }
    tasks.push(first..units.len());
    Phase { units, tasks }
}

fn clash(a: &[Extent], b: &[Extent]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)))
}

/// Of what one kernel of a phase writes, no other reads or writes any; and nothing writes what is fixed.
fn check_traffic(traffics: &[Traffic], fixed: &[Extent]) -> Result<()> {
    for (i, a) in traffics.iter().enumerate() {
        if clash(&a.writes, fixed) {
            return malformed("a kernel writes a constant, or an input that it may not change");
        }
        for (j, b) in traffics.iter().enumerate() {
            if i != j && (clash(&a.writes, &b.reads) || (i < j && clash(&a.writes, &b.writes))) {
                return malformed("two kernels of one phase depend on one another");
            }
        }
    }
    Ok(())
}

/// What one loop of a kernel writes, no other reads.
fn check_loops(traffics: &[Traffic]) -> Result<()> {
    for (i, a) in traffics.iter().enumerate() {
        for (j, b) in traffics.iter().enumerate() {
            if i != j && clash(&a.writes, &b.reads) {
                return malformed("two loops of one kernel depend on one another");
            }
        }
    }
    Ok(())
}
