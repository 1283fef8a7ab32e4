use crate::buffers::{Buffers, Extent, Place};
use crate::error::{EngineError, Result, malformed};
use crate::schedule::{Axis, DType};

/// A view by digits of row and column: `start + row part + column part`, in elements.
#[derive(Debug, Clone)]
pub struct Walk {
    pub start: *mut u8,
    rows: Vec<Axis>,
    /// Offsets of the runs of columns.
    outer: Vec<isize>,
    run: usize,
    step: isize,
}

fn total(axes: &[Axis]) -> Option<usize> {
    axes.iter().try_fold(1usize, |n, axis| n.checked_mul(axis.length))
}

/// Lengths of 1 left out, and neighbours joined where they are evenly spaced.
fn joined(axes: &[Axis]) -> Vec<Axis> {
    let mut out: Vec<Axis> = Vec::new();
    for axis in axes.iter().filter(|axis| axis.length != 1) {
        match out.last_mut() {
            Some(last) if last.stride == axis.stride.wrapping_mul(axis.length as isize) => {
                *last = Axis { length: last.length * axis.length, stride: axis.stride };
            }
            _ => out.push(*axis),
        }
    }
    out
}

/// Offset of element `i` of axes, slowest first.
fn offset_of(axes: &[Axis], mut i: usize) -> isize {
    let mut offset = 0;
    for axis in axes.iter().rev() {
        offset += (i % axis.length) as isize * axis.stride;
        i /= axis.length;
    }
    offset
}

impl Walk {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        buffers: &Buffers,
        buffer: usize,
        dtype: DType,
        offset: usize,
        row_axes: &[Axis],
        column_axes: &[Axis],
        rows: usize,
        columns: usize,
    ) -> Result<(Self, Extent)> {
        if total(row_axes) != Some(rows) || total(column_axes) != Some(columns) {
            return malformed(format!("the axes of a view of buffer {buffer} do not multiply to {rows} × {columns}"));
        }
        let empty = rows == 0 || columns == 0;
        let (place, extent): (Place, Extent) = if empty {
            buffers.range(buffer, dtype, 0, 0)?
        } else {
            let ends = row_axes.iter().chain(column_axes).map(|axis| (axis.length as i128 - 1) * axis.stride as i128);
            let (low, high) = ends.fold((0, 0), |(low, high), end| (low + end.min(0), high + end.max(0)));
            buffers.span(buffer, dtype, offset as i128 + low, offset as i128 + high)?
        };
        let mut columns_joined = if empty { Vec::new() } else { joined(column_axes) };
        let inner = columns_joined.pop().unwrap_or(Axis { length: 1, stride: 1 });
        let runs = total(&columns_joined).unwrap_or(0);
        let runs = if empty { 0 } else { runs };
        let mut outer = Vec::new();
        outer.try_reserve_exact(runs).map_err(|_| EngineError::Memory { bytes: runs as u64 * 8 })?;
        outer.extend((0..runs).map(|i| offset_of(&columns_joined, i)));
        let walk = Self {
            // Never dereferenced where it is empty.
            start: place.start.wrapping_add(offset.wrapping_mul(dtype.size())),
            rows: if empty { Vec::new() } else { joined(row_axes) },
            outer,
            run: inner.length,
            step: inner.stride,
        };
        Ok((walk, extent))
    }

    /// Calls `run(from, step, to, count)` for the runs of `columns` columns from `column` on of `rows` rows from `row` on: elements
    /// `from + i·step` of the buffer belong to elements `to + i` of the tile.
    #[inline(always)]
    fn runs(&self, row: usize, rows: usize, column: usize, columns: usize, mut run: impl FnMut(isize, isize, usize, usize)) {
        for r in 0..rows {
            let base = offset_of(&self.rows, row + r);
            let mut c = column;
            let end = column + columns;
            while c < end {
                let (outer, inner) = (c / self.run, c % self.run);
                let count = (self.run - inner).min(end - c);
                run(base + self.outer[outer] + inner as isize * self.step, self.step, r * columns + (c - column), count);
                c += count;
            }
        }
    }

    /// Copies a tile from the buffer.
    ///
    /// # Safety
    /// Rows and columns lie inside the view, `to` holds rows · columns elements of `size` bytes.
    pub unsafe fn gather(&self, size: usize, row: usize, rows: usize, column: usize, columns: usize, to: *mut u8) {
        // SAFETY: the caller's promise; extents were checked by `new`.
        unsafe {
            match size {
                1 => self.gather_as::<u8>(row, rows, column, columns, to.cast()),
                4 => self.gather_as::<u32>(row, rows, column, columns, to.cast()),
                _ => self.gather_as::<u64>(row, rows, column, columns, to.cast()),
            }
        }
    }

    unsafe fn gather_as<T: Copy>(&self, row: usize, rows: usize, column: usize, columns: usize, to: *mut T) {
        let start = self.start.cast::<T>();
        // SAFETY: as in `gather`.
        self.runs(row, rows, column, columns, |from, step, at, count| unsafe {
            let (from, to) = (start.offset(from), to.add(at));
            if step == 1 {
                std::ptr::copy_nonoverlapping(from, to, count);
            } else {
                for i in 0..count {
                    *to.add(i) = *from.offset(i as isize * step);
                }
            }
        });
    }

    /// Copies a tile to the buffer; with `splat` its one element.
    ///
    /// # Safety
    /// As `gather`, with `from` in the place of `to`.
    #[allow(clippy::too_many_arguments)]
    pub unsafe fn scatter(&self, size: usize, row: usize, rows: usize, column: usize, columns: usize, from: *const u8, splat: bool) {
        // SAFETY: the caller's promise.
        unsafe {
            match size {
                1 => self.scatter_as::<u8>(row, rows, column, columns, from.cast(), splat),
                4 => self.scatter_as::<u32>(row, rows, column, columns, from.cast(), splat),
                _ => self.scatter_as::<u64>(row, rows, column, columns, from.cast(), splat),
            }
        }
    }

    unsafe fn scatter_as<T: Copy>(&self, row: usize, rows: usize, column: usize, columns: usize, from: *const T, splat: bool) {
        let start = self.start.cast::<T>();
        // SAFETY: as in `scatter`.
        self.runs(row, rows, column, columns, |to, step, at, count| unsafe {
            let to = start.offset(to);
            for i in 0..count {
                *to.offset(i as isize * step) = *from.add(if splat { 0 } else { at + i });
            }
        });
    }
}
