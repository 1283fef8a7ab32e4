//! What a loop becomes: steps over a table of pointers. A pointer stands still, or moves from tile to tile.

use super::strided::Walk;
use crate::schedule::DType;
use crate::simd::level::LoopFn;

pub type Pointer = usize;

/// How a pointer of the table is found for a tile that begins at (row, column).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Source {
    /// Offset into the scratch memory of the thread.
    Scratch(usize),
    /// Element of a buffer, or a number of the program.
    Fixed(*mut u8),
    /// base + (row · columns + column) · size
    Element {
        base: *mut u8,
        size: usize,
    },
    Row {
        base: *mut u8,
        size: usize,
    },
    Column {
        base: *mut u8,
        size: usize,
    },
    /// A tile of scratch memory that is not placed yet.
    Tile {
        size: usize,
    },
}

/// How many elements a step works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    One,
    Rows,
    Columns,
    Tile,
}

pub const NO_POINTER: Pointer = usize::MAX;

#[derive(Clone)]
pub enum Step {
    Map {
        run: LoopFn,
        count: Count,
        from: [Pointer; 4],
        splat: u8,
        to: Pointer,
    },
    /// One element a row → all its columns.
    Repeat {
        run: LoopFn,
        from: Pointer,
        to: Pointer,
    },
    /// One element a column → as many rows as a tile has at most.
    Pattern {
        size: usize,
        from: Pointer,
        to: Pointer,
    },
    UpdateNumber {
        to: Pointer,
    },
    RowIndex {
        to: Pointer,
    },
    ColumnIndex {
        to: Pointer,
    },
    Gather {
        walk: usize,
        size: usize,
        count: Count,
        to: Pointer,
    },
    Scatter {
        walk: usize,
        size: usize,
        from: Pointer,
        splat: bool,
    },
    Lookup {
        lookup: usize,
        to: Pointer,
    },
    /// `total`: room for an f64 a row.
    RowReduce {
        run: LoopFn,
        from: Pointer,
        total: Pointer,
        dtype: DType,
        to: Pointer,
    },
    /// Into the totals of the task; see `Sink`.
    ColumnReduce {
        run: LoopFn,
        from: Pointer,
        sink: usize,
    },
    TotalReduce {
        run: LoopFn,
        from: Pointer,
        sink: usize,
        by_row: bool,
    },
}

impl Step {
    /// Pointers that it reads.
    pub fn reads(&self) -> Vec<Pointer> {
        match self {
            Self::Map { from, .. } => from.iter().copied().filter(|&pointer| pointer != NO_POINTER).collect(),
            Self::Repeat { from, .. } | Self::Pattern { from, .. } | Self::Scatter { from, .. } => vec![*from],
            Self::RowReduce { from, .. } | Self::ColumnReduce { from, .. } | Self::TotalReduce { from, .. } => vec![*from],
            _ => Vec::new(),
        }
    }

    /// The pointer that it writes through.
    pub fn writes(&self) -> Option<Pointer> {
        match self {
            Self::Map { to, .. } | Self::Repeat { to, .. } | Self::Pattern { to, .. } | Self::Gather { to, .. } => Some(*to),
            Self::UpdateNumber { to } | Self::RowIndex { to } | Self::ColumnIndex { to } => Some(*to),
            Self::Lookup { to, .. } | Self::RowReduce { to, .. } => Some(*to),
            Self::Scatter { .. } | Self::ColumnReduce { .. } | Self::TotalReduce { .. } => None,
        }
    }
}

/// Rows of a table by index.
#[derive(Debug, Clone)]
pub struct Lookup {
    pub table: *const u8,
    pub size: usize,
    pub table_rows: usize,
    pub indices: *const i32,
    pub index_stride: usize,
}

/// Where the parts of a reduction over rows come together.
#[derive(Debug, Clone)]
pub struct Sink {
    pub by_column: bool,
    pub is_max: bool,
    pub dtype: DType,
    pub out: *mut u8,
    /// f64 totals of the parts, one after another: a row of columns, or one number.
    pub parts: *mut f64,
}

/// A loop ready to run; `run.rs` does.
pub struct Code {
    pub rows: usize,
    pub columns: usize,
    /// Rows and columns of a tile. One of them is whole: a tile is some rows, or a part of one.
    pub tile_rows: usize,
    pub width: usize,
    pub sources: Vec<Source>,
    /// Once a task, once a part of the columns, once a tile.
    pub per_task: Vec<Step>,
    pub per_columns: Vec<Step>,
    pub per_tile: Vec<Step>,
    pub walks: Vec<Walk>,
    pub lookups: Vec<Lookup>,
    pub sinks: Vec<Sink>,
    /// Numbers of the body, 8 bytes each; `Source::Fixed` points into it.
    pub numbers: Box<[u64]>,
    pub scratch: usize,
    /// Whether tasks may be parts of the columns.
    pub may_cut_columns: bool,
    /// A guess of how long an element takes, in nanoseconds.
    pub cost: f64,
}

// SAFETY: pointers of a code lead to buffers of the session, which live as long, and are used by the rules of the schedule.
unsafe impl Send for Code {}
// SAFETY: as above.
unsafe impl Sync for Code {}
