//! Where the buffers of the two schedules of a session stand in memory.

use crate::buffers::{Buffers, Extent, Place};
use crate::error::{EngineError, Result, malformed};
use crate::memory::{Bytes, Region};
use crate::plan::Plan;
use crate::schedule::{DType, Home, Kernel, Schedule, SvdKernel};
use crate::session::{Constant, Svd, Tensor};
use crate::simd::level::Level;
use std::collections::HashMap;

/// Tensors that are known by name in both schedules.
pub(crate) struct Named {
    pub name: String,
    pub dtype: DType,
    pub length: usize,
    pub region: Region,
}

impl Named {
    pub fn extent(&self) -> Extent {
        let first = self.region.start() as usize;
        Extent { first, end: first + self.length * self.dtype.size() }
    }
}

pub(crate) fn parse(what: &str, json: &str) -> Result<Schedule> {
    serde_json::from_str(json).or_else(|error| malformed(format!("{what} is not a schedule ({error})")))
}

fn bytes_of(dtype: DType, length: usize) -> Result<usize> {
    length.checked_mul(dtype.size()).filter(|&bytes| bytes <= isize::MAX as usize / 2).ok_or(EngineError::Memory { bytes: u64::MAX })
}

/// Bytes of each place of temporaries; places without a number are their own.
fn temporaries(schedule: &Schedule) -> Result<(Vec<Option<usize>>, Vec<usize>)> {
    let mut sizes: Vec<usize> = Vec::new();
    let mut numbered: HashMap<usize, usize> = HashMap::new();
    let mut at = Vec::new();
    for buffer in &schedule.buffers {
        let bytes = bytes_of(buffer.dtype, buffer.length)?;
        at.push(match buffer.home {
            Home::Temporary { place } => {
                let next = sizes.len();
                let slot = place.map_or(next, |place| *numbered.entry(place).or_insert(next));
                if slot == next {
                    sizes.push(bytes);
                }
                sizes[slot] = sizes[slot].max(bytes);
                Some(slot)
            }
            Home::Input | Home::Constant => None,
        });
    }
    Ok((at, sizes))
}

/// Bytes that a session of two schedules (JSON) takes: buffers, totals of reductions and the scratch memory of as many threads as the
/// machine runs at once.
pub fn bytes_needed(step: &str, evaluate: &str) -> Result<u64> {
    let mut inputs: HashMap<String, u64> = HashMap::new();
    let mut total = 0u64;
    let schedules = [parse("the step", step)?, parse("the evaluation", evaluate)?];
    for schedule in &schedules {
        let (_, sizes) = temporaries(schedule)?;
        total = sizes.iter().fold(total, |total, &bytes| total.saturating_add(bytes as u64));
        for buffer in schedule.buffers.iter().filter(|buffer| buffer.home == Home::Constant) {
            total = total.saturating_add(bytes_of(buffer.dtype, buffer.length)? as u64);
        }
        for input in &schedule.inputs {
            let Some(buffer) = schedule.buffers.get(input.buffer) else { return malformed("an input has no buffer") };
            inputs.insert(input.name.clone(), bytes_of(buffer.dtype, buffer.length)? as u64);
        }
    }
    let total = inputs.values().fold(total, |total, &bytes| total.saturating_add(bytes));
    if total > MOST_MEASURED {
        return Ok(total);
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let (mut scratch, mut others) = (0, 0);
    for schedule in &schedules {
        let measured = measure(schedule)?;
        scratch = scratch.max(measured.0);
        others += measured.1;
    }
    Ok(total + scratch * threads + others + waiting(&schedules[0]))
}

/// Beyond this nothing fits anyway, and addresses run out.
const MOST_MEASURED: u64 = 1 << 46;

/// Scratch memory of a thread, and totals of reductions and copies of decompositions, of a schedule that stands nowhere.
fn measure(schedule: &Schedule) -> Result<(u64, u64)> {
    let mut next = 1usize << 12;
    let mut places = Vec::new();
    for buffer in &schedule.buffers {
        places.push(Place { start: std::ptr::without_provenance_mut(next), dtype: buffer.dtype, length: buffer.length });
        next = next.saturating_add(bytes_of(buffer.dtype, buffer.length)?.next_multiple_of(64));
    }
    if next > isize::MAX as usize {
        return Ok((0, 0));
    }
    let never = Svd { f32: |_, _, _, _| {}, f64: |_, _, _, _| {} };
    let plan = Plan::new(schedule, &Buffers { places }, &[], Level::best(), never)?;
    let svd = |kernel: &Kernel| match *kernel {
        // As f64: the operand, twice, and the result, twice.
        Kernel::Svd(SvdKernel { rows: m, columns: n, .. }) => 16 * (m * n + (m + n + 1) * m.min(n)) as u64,
        _ => 0,
    };
    Ok((plan.need.scratch as u64, plan.totals + schedule.kernels.iter().map(svd).max().unwrap_or(0)))
}

/// Bytes of state that changes places and waits for that elsewhere; see `copies`.
fn waiting(step: &Schedule) -> u64 {
    let moved =
        step.outputs.iter().filter(|output| step.inputs.iter().any(|input| input.buffer == output.buffer && input.name != output.name));
    moved.filter_map(|output| step.buffers.get(output.buffer)).map(|buffer| (buffer.length * buffer.dtype.size()) as u64).sum()
}

/// Gives the buffers of a schedule their places.
pub(crate) fn place(
    schedule: &Schedule,
    mut constants: Vec<Constant>,
    named: &[Named],
    memory: &mut Vec<Region>,
) -> Result<(Buffers, Vec<Extent>)> {
    let (at, sizes) = temporaries(schedule)?;
    let mut fixed = Vec::new();
    let mut own = Vec::new();
    for bytes in sizes {
        own.push(Region::new(bytes)?);
    }
    let mut places: Vec<Option<Place>> = Vec::new();
    for (i, buffer) in schedule.buffers.iter().enumerate() {
        let start = match (at[i], buffer.home) {
            (Some(slot), _) => Some(own[slot].start()),
            (None, Home::Constant) => {
                let bytes = bytes_of(buffer.dtype, buffer.length)?;
                let Some(at) = constants.iter().position(|constant| constant.buffer == i && constant.bytes.length == bytes) else {
                    return Err(EngineError::Tensor(format!("constant {i} has no value of {bytes} bytes")));
                };
                let region = constants.swap_remove(at).bytes.region;
                let first = region.start() as usize;
                fixed.push(Extent { first, end: first + bytes });
                let start = region.start();
                memory.push(region);
                Some(start)
            }
            (None, _) => None,
        };
        places.push(start.map(|start| Place { start, dtype: buffer.dtype, length: buffer.length }));
    }
    memory.extend(own);
    for input in &schedule.inputs {
        let fault = |what: &str| Err(EngineError::Tensor(format!("{} {what}", input.name)));
        let Some(tensor) = named.iter().find(|tensor| tensor.name == input.name) else { return fault("is not given") };
        let Some(buffer) = schedule.buffers.get(input.buffer) else { return fault("has no buffer") };
        if buffer.home != Home::Input || buffer.dtype != tensor.dtype || buffer.length != tensor.length {
            return fault("has another dtype or length than the schedule reads");
        }
        places[input.buffer] = Some(Place { start: tensor.region.start(), dtype: tensor.dtype, length: tensor.length });
    }
    match places.into_iter().collect() {
        Some(places) => Ok((Buffers { places }, fixed)),
        None => malformed("a buffer is an input without a name"),
    }
}

pub(crate) fn keep(Tensor { name, dtype, bytes: Bytes { region, length } }: Tensor) -> Result<Named> {
    if !length.is_multiple_of(dtype.size()) {
        return Err(EngineError::Tensor(format!("{name} has a part of an element")));
    }
    Ok(Named { name, dtype, length: length / dtype.size(), region })
}

/// From, to, bytes; run in order after each step.
pub(crate) type Copy = (*const u8, *mut u8, usize);

/// Outputs of the step that must be copied to the state of the same name.
pub(crate) fn copies(schedule: &Schedule, buffers: &Buffers, state: &[Named], memory: &mut Vec<Region>) -> Result<Vec<Copy>> {
    let (mut first, mut copies) = (Vec::new(), Vec::new());
    for tensor in state {
        let Some(output) = schedule.outputs.iter().find(|output| output.name == tensor.name) else {
            return Err(EngineError::Tensor(format!("the step does not return {}", tensor.name)));
        };
        let place = buffers.get(output.buffer)?;
        if place.dtype != tensor.dtype || place.length != tensor.length {
            return Err(EngineError::Tensor(format!("the step returns {} with another dtype or length", tensor.name)));
        }
        if place.start == tensor.region.start() {
            continue;
        }
        let bytes = tensor.length * tensor.dtype.size();
        let mut from = place.start;
        if state.iter().any(|other| other.region.start() == place.start) {
            // It may be written before it is read (two states that change places), so it waits elsewhere.
            let waiting = Region::new(bytes)?;
            first.push((place.start.cast_const(), waiting.start(), bytes));
            from = waiting.start();
            memory.push(waiting);
        }
        copies.push((from.cast_const(), tensor.region.start(), bytes));
    }
    first.extend(copies);
    Ok(first)
}

pub(crate) fn scalars(schedule: &Schedule, buffers: &Buffers) -> Result<Vec<(String, Place)>> {
    let mut scalars = Vec::new();
    for output in &schedule.outputs {
        let place = buffers.get(output.buffer)?;
        if place.length != 1 {
            return malformed(format!("the evaluation returns {} numbers as {}", place.length, output.name));
        }
        scalars.push((output.name.clone(), place));
    }
    Ok(scalars)
}

/// # Safety
/// The place has an element, and nobody writes it.
pub(crate) unsafe fn number(place: &Place) -> f64 {
    // SAFETY: the caller's promise.
    unsafe {
        match place.dtype {
            DType::F32 => f64::from(*place.start.cast::<f32>()),
            DType::F64 => *place.start.cast::<f64>(),
            DType::I32 => f64::from(*place.start.cast::<i32>()),
            DType::Bool => f64::from(*place.start),
        }
    }
}
