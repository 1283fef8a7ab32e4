//! Runs schedules: lists of kernels over numbered buffers (`src/engine/program/schedule/schedule.ts` is their specification).
//!
//! Whole training steps run without leaving this crate: `Session::advance` makes k steps, state stays in its memory.
//! Bytes of results do not depend on the number of threads: how a kernel is cut into tasks, and in which order partial
//! results are combined, follows from shapes alone. No Node and no faer in here: what binds this to JavaScript is the addon.

mod buffers;
mod error;
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
pub use schedule::{DType, Schedule};
pub use session::{Advance, Constant, End, Job, Session, Svd, Tensor};
pub use simd::level::Level;

/// Which vector instructions the loops use on this machine: "avx512", "avx2" or "baseline".
pub fn instruction_level() -> &'static str {
    Level::best().name()
}
