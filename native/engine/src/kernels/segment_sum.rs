use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::loops::run::narrow;
use crate::schedule::{DType, SegmentSumKernel};
use crate::simd::level::{Args, Level, LoopFn};
use crate::simd::reduce::Segments;
use crate::simd::table;

/// Sums of rows with equal index, in order of the rows, carried in f64. Parts are ranges of columns.
pub struct SegmentSumCode {
    dtype: DType,
    rows: usize,
    width: usize,
    segments: usize,
    values: *const u8,
    indices: *const i32,
    index_stride: usize,
    out: *mut u8,
    add: LoopFn,
}

/// Totals of a part stay in the second cache.
const TOTALS_BYTES: usize = 1 << 18;

impl SegmentSumCode {
    pub fn new(kernel: &SegmentSumKernel, buffers: &Buffers, level: Level) -> Result<(Self, Vec<Extent>, Extent)> {
        let SegmentSumKernel { dtype, rows, width, segments, .. } = *kernel;
        let Some(add) = table::segment_sum(level, dtype) else {
            return malformed(format!("segment sums of {dtype:?}"));
        };
        let (values, read) = buffers.range(kernel.values, dtype, 0, rows as i128 * width as i128)?;
        let (indices, chosen) = if rows == 0 {
            buffers.range(kernel.indices, DType::I32, 0, 0)?
        } else {
            let first = kernel.index_offset as i128;
            buffers.span(kernel.indices, DType::I32, first, first + (rows as i128 - 1) * kernel.index_stride as i128)?
        };
        let (out, written) = buffers.range(kernel.out, dtype, kernel.offset, segments as i128 * width as i128)?;
        let code = Self {
            dtype,
            rows,
            width,
            segments,
            values: values.start.cast_const(),
            indices: indices.start.cast_const().cast::<i32>().wrapping_add(kernel.index_offset),
            index_stride: kernel.index_stride,
            out: out.start.wrapping_add(kernel.offset * dtype.size()),
            add,
        };
        Ok((code, vec![read, chosen], written))
    }

    fn columns_a_part(&self) -> usize {
        let by_cache = TOTALS_BYTES / 8 / self.segments.max(1);
        let by_work = (100_000 / self.rows.max(1)).max(self.width.div_ceil(16));
        by_cache.min(by_work).next_multiple_of(16).min(self.width.max(1))
    }

    pub fn parts(&self) -> usize {
        self.width.div_ceil(self.columns_a_part()).max(1)
    }

    pub fn scratch(&self) -> usize {
        self.segments.saturating_mul(self.columns_a_part()).saturating_mul(8)
    }

    /// # Safety
    /// `scratch` holds `self.scratch()` bytes, nobody else touches this part of the result.
    pub unsafe fn run(&self, part: usize, scratch: *mut u8) {
        let columns = self.columns_a_part();
        let first = part * columns;
        let count = columns.min(self.width - first);
        let size = self.dtype.size();
        let none = std::ptr::null();
        // SAFETY: `new` held buffers to their lengths; indices are checked by the loop.
        unsafe {
            let totals = std::slice::from_raw_parts_mut(scratch.cast::<f64>(), self.segments * count);
            totals.fill(0.0);
            let segments = Segments { indices: self.indices, index_stride: self.index_stride, width: self.width, segments: self.segments };
            let from = self.values.add(first * size);
            (self.add)(&Args { n: count, rows: self.rows, from: [from, (&raw const segments).cast(), none, none], splat: 0, to: scratch });
            for segment in 0..self.segments {
                let to = self.out.add((segment * self.width + first) * size);
                narrow(&totals[segment * count..(segment + 1) * count], self.dtype, to);
            }
        }
    }
}
