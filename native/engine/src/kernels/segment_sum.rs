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
        by_cache.min(by_work).max(1).next_multiple_of(16).min(self.width.max(1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::buffers::Place;
    use crate::memory::Region;

    /// Sums of `rows` rows of ones, all in the last segment.
    fn last(rows: usize, width: usize, segments: usize) -> Vec<f32> {
        let regions = [rows * width, rows, segments * width].map(|length| Region::new(length * 4).unwrap());
        let place = |i: usize, dtype, length| Place { start: regions[i].start(), dtype, length };
        let places = vec![place(0, DType::F32, rows * width), place(1, DType::I32, rows), place(2, DType::F32, segments * width)];
        // SAFETY: regions are as long.
        unsafe {
            (0..rows * width).for_each(|i| *regions[0].start().cast::<f32>().add(i) = 1.0);
            (0..rows).for_each(|i| *regions[1].start().cast::<i32>().add(i) = segments as i32 - 1);
        }
        let kernel = SegmentSumKernel {
            dtype: DType::F32,
            rows,
            width,
            segments,
            values: 0,
            indices: 1,
            index_offset: 0,
            index_stride: 1,
            out: 2,
            offset: 0,
            once: false,
        };
        let (code, _, _) = SegmentSumCode::new(&kernel, &Buffers { places }, Level::best()).unwrap();
        let scratch = Region::new(code.scratch()).unwrap();
        // SAFETY: memory of the sizes asked for, one thread.
        unsafe {
            (0..code.parts()).for_each(|part| code.run(part, scratch.start()));
            std::slice::from_raw_parts(regions[2].start().cast::<f32>(), segments * width).to_vec()
        }
    }

    #[test]
    fn many_segments_and_rows_without_elements_have_sums() {
        for (rows, width, segments) in [(3, 2, 40_000), (3, 0, 5), (200_000, 0, 5), (200_000, 1, 40_000), (0, 3, 4)] {
            let sums = last(rows, width, segments);
            let (others, own) = sums.split_at((segments - 1) * width);
            assert!(others.iter().all(|&x| x == 0.0) && own.iter().all(|&x| x == rows as f32), "{rows} {width} {segments}");
        }
    }
}
