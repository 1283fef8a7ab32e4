use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::EngineError;
use linalg::LinalgError;
use napi::bindgen_prelude::Either;
use napi_derive::napi;

/// What JavaScript gets instead of an answer. `code` is for programs: malformed, memory, tensor, broken, threads and disposed come with
/// a sentence; panic, not-finite, not-positive-definite and no-convergence with what happened only, of which `answered` makes one.
#[napi(object)]
pub struct Failure {
    pub code: String,
    pub failure: String,
}

impl Failure {
    pub fn new(code: &str, failure: impl ToString) -> Self {
        Self { code: code.into(), failure: failure.to_string() }
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        let code = match error {
            EngineError::Malformed(_) => "malformed",
            EngineError::Memory { .. } => "memory",
            EngineError::Tensor(_) => "tensor",
            EngineError::Broken(_) => "broken",
        };
        Self::new(code, error)
    }
}

impl From<LinalgError> for Failure {
    fn from(error: LinalgError) -> Self {
        let code = match error {
            LinalgError::NotFinite => "not-finite",
            LinalgError::NotPositiveDefinite { .. } => "not-positive-definite",
            LinalgError::NoConvergence => "no-convergence",
        };
        Self::new(code, error)
    }
}

/// A value for JavaScript, or why there is none.
pub type Answer<T> = Either<T, Failure>;

/// Runs `work`; neither an error nor a panic gets past it. A panic must not reach Node, which would end the process.
pub fn answer<T, E: Into<Failure>>(work: impl FnOnce() -> Result<T, E>) -> Answer<T> {
    // What `work` left half done is dropped with it or, in a session, marked broken by the caller.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Either::A(value),
        Ok(Err(error)) => Either::B(error.into()),
        Err(panic) => Either::B(Failure::new("panic", said(panic.as_ref()))),
    }
}

pub fn said(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without words")
}
