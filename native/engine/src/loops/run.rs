//! Runs a compiled loop over a part of its space.

use super::emit::{Code, Count, NO_POINTER, Pointer, Sink, Source, Step};
use crate::schedule::DType;
use crate::simd::exact::max64;
use crate::simd::level::Args;

/// A part of the space of a loop: what one task computes. `row_part` and `part` say which totals of reductions are its own.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
    pub row_part: usize,
    pub part: usize,
}

/// Where a tile lies, and which pointers belong to it.
struct Tile<'a> {
    row: usize,
    rows: usize,
    column: usize,
    columns: usize,
    part: &'a Part,
    step: f64,
}

impl Sink {
    /// Totals of a part.
    fn totals(&self, part: &Part, all_columns: usize) -> *mut f64 {
        if self.by_column { self.parts.wrapping_add(part.row_part * all_columns) } else { self.parts.wrapping_add(part.part) }
    }
}

/// A number as an i32 of a typed array: without its fraction, modulo 2³²; NaN and infinities are 0.
pub fn to_i32(x: f64) -> i32 {
    // Past i64 the remainder is taken first; that of an infinity is NaN.
    if x.abs() < 9e18 { x as i64 as i32 } else { (x % 4294967296.0) as i64 as i32 }
}

/// Rounds totals to a dtype; integers wrap around as in a typed array.
///
/// # Safety
/// `to` holds n elements.
pub unsafe fn narrow(from: &[f64], dtype: DType, to: *mut u8) {
    for (i, &x) in from.iter().enumerate() {
        // SAFETY: the caller's promise.
        unsafe {
            match dtype {
                DType::F32 => *to.cast::<f32>().add(i) = x as f32,
                DType::F64 => *to.cast::<f64>().add(i) = x,
                DType::I32 => *to.cast::<i32>().add(i) = to_i32(x),
                DType::Bool => *to.add(i) = u8::from(x != 0.0),
            }
        }
    }
}

impl Code {
    /// Computes a part.
    ///
    /// # Safety
    /// `scratch` holds `self.scratch` bytes for this call alone, `pointers` one a source; the part lies inside the loop, and no other thread
    /// writes what it reads or touches what it writes.
    pub unsafe fn run(&self, part: &Part, scratch: *mut u8, pointers: &mut [*mut u8], step: f64) {
        for (pointer, source) in pointers.iter_mut().zip(&self.sources) {
            match *source {
                Source::Scratch(offset) => *pointer = scratch.wrapping_add(offset),
                Source::Fixed(place) => *pointer = place,
                _ => {}
            }
        }
        // SAFETY: all below works inside the part and the scratch memory.
        unsafe {
            self.clear_totals(part);
            let nothing = Tile { row: 0, rows: 1, column: 0, columns: 1, part, step };
            self.steps(&self.per_task, pointers, &nothing);
            let (mut column, end) = part.columns;
            loop {
                let columns = self.width.min(end - column);
                self.columns(part, (column, columns), pointers, step);
                column += columns;
                if column >= end {
                    break;
                }
            }
        }
    }

    unsafe fn columns(&self, part: &Part, (column, columns): (usize, usize), pointers: &mut [*mut u8], step: f64) {
        for (pointer, source) in pointers.iter_mut().zip(&self.sources) {
            if let Source::Column { base, size } = *source {
                *pointer = base.wrapping_add(column * size);
            }
        }
        // SAFETY: as in `run`.
        unsafe {
            let across = Tile { row: part.rows.0, rows: self.tile_rows, column, columns, part, step };
            self.steps(&self.per_columns, pointers, &across);
            let mut row = part.rows.0;
            while row < part.rows.1 {
                let rows = self.tile_rows.min(part.rows.1 - row);
                for (pointer, source) in pointers.iter_mut().zip(&self.sources) {
                    match *source {
                        Source::Element { base, size } => *pointer = base.wrapping_add((row * self.columns + column) * size),
                        Source::Row { base, size } => *pointer = base.wrapping_add(row * size),
                        _ => {}
                    }
                }
                self.steps(&self.per_tile, pointers, &Tile { row, rows, column, columns, part, step });
                row += rows;
            }
        }
    }

    unsafe fn clear_totals(&self, part: &Part) {
        for sink in &self.sinks {
            let start = if sink.is_max { f64::NEG_INFINITY } else { 0.0 };
            let totals = sink.totals(part, self.columns);
            // SAFETY: the totals of this part are its own.
            unsafe {
                if sink.by_column {
                    let (first, end) = part.columns;
                    std::slice::from_raw_parts_mut(totals.add(first), end - first).fill(start);
                } else {
                    *totals = start;
                }
            }
        }
    }

    unsafe fn steps(&self, steps: &[Step], pointers: &[*mut u8], tile: &Tile) {
        for step in steps {
            // SAFETY: as in `run`.
            unsafe { self.step(step, pointers, tile) }
        }
    }

    #[inline]
    unsafe fn step(&self, step: &Step, pointers: &[*mut u8], tile: &Tile) {
        let at = |pointer: Pointer| if pointer == NO_POINTER { std::ptr::null_mut() } else { pointers[pointer] };
        let (rows, columns) = (tile.rows, tile.columns);
        let one = |run: crate::simd::level::LoopFn, n: usize, rows: usize, from: *const u8, splat: u8, to: *mut u8| {
            let none = std::ptr::null();
            // SAFETY: pointers of the table are valid for the tile.
            unsafe { run(&Args { n, rows, from: [from, none, none, none], splat, to }) }
        };
        // SAFETY: as in `run`.
        unsafe {
            match *step {
                Step::Map { run, count, from, splat, to } => {
                    let n = match count {
                        Count::One => 1,
                        Count::Rows => rows,
                        Count::Columns => columns,
                        Count::Tile => rows * columns,
                    };
                    run(&Args { n, rows: 1, from: from.map(|pointer| at(pointer).cast_const()), splat, to: at(to) });
                }
                Step::Repeat { run, from, to } => one(run, columns, rows, at(from), 0, at(to)),
                Step::Pattern { size, from, to } => {
                    for row in 0..rows {
                        std::ptr::copy_nonoverlapping(at(from), at(to).add(row * columns * size), columns * size);
                    }
                }
                Step::UpdateNumber { to } => *at(to).cast::<f64>() = tile.step,
                Step::RowIndex { to } => {
                    for row in 0..rows {
                        *at(to).cast::<i32>().add(row) = (tile.row + row) as i32;
                    }
                }
                Step::ColumnIndex { to } => {
                    for column in 0..columns {
                        *at(to).cast::<i32>().add(column) = (tile.column + column) as i32;
                    }
                }
                Step::Gather { walk, size, count, to } => {
                    let walk = &self.walks[walk];
                    match count {
                        Count::One => {
                            if self.rows > 0 && self.columns > 0 {
                                walk.gather(size, 0, 1, 0, 1, at(to));
                            }
                        }
                        Count::Rows => {
                            if self.columns > 0 {
                                walk.gather(size, tile.row, rows, 0, 1, at(to));
                            }
                        }
                        Count::Columns => {
                            if self.rows > 0 {
                                walk.gather(size, 0, 1, tile.column, columns, at(to));
                            }
                        }
                        Count::Tile => walk.gather(size, tile.row, rows, tile.column, columns, at(to)),
                    }
                }
                Step::Scatter { walk, size, from, splat } => {
                    self.walks[walk].scatter(size, tile.row, rows, tile.column, columns, at(from), splat);
                }
                Step::Lookup { lookup, to } => self.look_up(lookup, tile, at(to)),
                Step::RowReduce { run, from, total, dtype, to } => {
                    one(run, columns, rows, at(from), 0, at(total));
                    narrow(std::slice::from_raw_parts(at(total).cast::<f64>(), rows), dtype, at(to));
                }
                Step::ColumnReduce { run, from, sink } => {
                    let totals = self.sinks[sink].totals(tile.part, self.columns).add(tile.column);
                    one(run, columns, rows, at(from), 0, totals.cast());
                }
                Step::TotalReduce { run, from, sink, by_row } => {
                    // Rows count once, however many parts their columns have.
                    if by_row && tile.column > 0 {
                        return;
                    }
                    let sink = &self.sinks[sink];
                    let mut found = 0f64;
                    let n = if by_row { rows } else { rows * columns };
                    one(run, n, 1, at(from), 0, (&raw mut found).cast());
                    let total = sink.totals(tile.part, self.columns);
                    *total = if sink.is_max { max64(*total, found) } else { *total + found };
                }
            }
        }
    }

    unsafe fn look_up(&self, lookup: usize, tile: &Tile, to: *mut u8) {
        let lookup = &self.lookups[lookup];
        let bytes = tile.columns * lookup.size;
        for row in 0..tile.rows {
            // SAFETY: extents were checked when the loop was compiled, the index is checked here.
            unsafe {
                let index = *lookup.indices.add((tile.row + row) * lookup.index_stride);
                let to = to.add(row * bytes);
                if index >= 0 && (index as usize) < lookup.table_rows {
                    let from = lookup.table.add((index as usize * self.columns + tile.column) * lookup.size);
                    std::ptr::copy_nonoverlapping(from, to, bytes);
                } else {
                    std::ptr::write_bytes(to, 0, bytes);
                }
            }
        }
    }

    /// Brings the totals of all parts together, in order of the parts, and writes the results of reductions over rows.
    ///
    /// # Safety
    /// All parts have been computed, and nobody else touches the results.
    pub unsafe fn finish(&self, row_parts: usize, parts: usize) {
        for sink in &self.sinks {
            let (count, length) = if sink.by_column { (row_parts, self.columns) } else { (parts, 1) };
            // SAFETY: the caller's promise; there is room for `count` rows of totals.
            unsafe {
                let totals = std::slice::from_raw_parts_mut(sink.parts, count * length);
                let (first, others) = totals.split_at_mut(length);
                for part in others.chunks_exact(length.max(1)) {
                    for (total, &x) in first.iter_mut().zip(part) {
                        *total = if sink.is_max { max64(*total, x) } else { *total + x };
                    }
                }
                narrow(first, sink.dtype, sink.out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_integers_as_in_a_typed_array() {
        let cases = [
            (1.9, 1),
            (-1.9, -1),
            (2147483648.0, i32::MIN),
            (4294967297.0, 1),
            (1e20, 1661992960),
            (-1e20, -1661992960),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 0),
            (f64::NAN, 0),
        ];
        for (x, want) in cases {
            assert_eq!(to_i32(x), want, "{x}");
        }
    }
}
