use std::fmt;

/// What went wrong, with a sentence for the person in front of the lab. None of these leaves a session half changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineError {
    /// The schedule breaks a rule of `schedule.ts`: a fault of the lab, found before anything was computed.
    Malformed(String),
    /// The memory asked for cannot be had.
    Memory { bytes: u64 },
    /// A tensor of this name is not known, or not of the length and dtype that the schedule reads.
    Tensor(String),
    /// A kernel panicked; the session must not be used any more.
    Broken(String),
}

impl fmt::Display for EngineError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(what) => {
                write!(to, "The schedule cannot be run: {what}. Nothing was computed; this is a fault of the lab, please report it.")
            }
            Self::Memory { bytes } => write!(
                to,
                "The run needs {:.1} MB of memory that cannot be had. Nothing was computed; close other programs or make the model or the batch smaller.",
                *bytes as f64 / 1e6
            ),
            Self::Tensor(what) => write!(
                to,
                "The tensors do not fit the schedule: {what}. Nothing was computed; this is a fault of the lab, please report it."
            ),
            Self::Broken(what) => {
                write!(to, "The native engine failed while computing: {what}. The run's last checkpoint is kept; please report it.")
            }
        }
    }
}

impl std::error::Error for EngineError {}

pub type Result<T> = std::result::Result<T, EngineError>;

pub(crate) fn malformed<T>(what: impl Into<String>) -> Result<T> {
    Err(EngineError::Malformed(what.into()))
}
