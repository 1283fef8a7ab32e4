//! Runs schedules: lists of kernels over numbered buffers (`src/engine/program/schedule/schedule.ts` is their specification).
//!
//! Whole training steps run without leaving this crate: `Session::advance` makes k steps, state stays in its memory.
//! Bytes of results do not depend on the number of threads: how a kernel is cut into tasks, and in which order partial
//! results are combined, follows from shapes alone. No Node and no faer in here: what binds this to JavaScript is the addon.

mod buffers;
mod error;
mod flushed;
mod kernels;
mod layout;
mod loops;
mod memory;
mod plan;
mod schedule;
mod session;
mod simd;
mod threads;

pub use error::{EngineError, Result};
pub use layout::bytes_needed;
pub use memory::Bytes;
pub use schedule::{DType, Schedule};
pub use session::{Advance, Constant, End, Job, Session, Svd, Tensor};
pub use simd::level::Level;

/// Which vector instructions the loops use on this machine: "avx512", "avx2" or "baseline". Products choose by a single feature
/// each; on the few processors where that is another level, it is named too, so that one name stands for one set of bytes.
pub fn instruction_level() -> String {
    let (loops, products) = (Level::best(), Level::of_products());
    if loops == products { loops.name().to_owned() } else { format!("{} with products in {}", loops.name(), products.name()) }
}
