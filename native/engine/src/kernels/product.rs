use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::loops::compile::{Product, Traffic, compile};
use crate::loops::emit::Code;
use crate::loops::written::check_apart;
use crate::schedule::{DType, Factor, ProductKernel};
use crate::simd::level::Level;

/// A factor as addresses.
#[derive(Debug, Clone, Copy)]
struct Matrix {
    start: *const u8,
    batch: isize,
    row: isize,
    column: isize,
}

/// A matrix product for each batch, then an epilogue over its rows. Parts are ranges of rows.
pub struct ProductCode {
    dtype: DType,
    batch: usize,
    m: usize,
    n: usize,
    k: usize,
    left: Matrix,
    right: Matrix,
    out: *mut u8,
    pub epilogue: Option<Code>,
}

// SAFETY: addresses lead to buffers of the session; who touches them when is the schedule's rule.
unsafe impl Send for ProductCode {}
// SAFETY: as above.
unsafe impl Sync for ProductCode {}

/// Products of fewer multiplications are summed in f64: they cost nothing, and the sums are as exact as the reference's.
const TINY: usize = 4096;
/// Multiplications worth a task of some twenty-five microseconds; larger blocks of rows reach a better rate.
const WORTH_A_TASK: usize = 1 << 21;
const MOST_PARTS: usize = 8;
/// Terms that are summed before they are rounded into the result. The library sums at least as many at once on any processor, and
/// how many more depends on its caches: so bytes do not.
const DEPTH: usize = 512;
/// Rows of a task are whole panels of the product.
const PANEL: usize = 24;

fn factor(buffers: &Buffers, dtype: DType, of: &Factor, batch: usize, rows: usize, columns: usize) -> Result<(Matrix, Extent)> {
    let ends = [(batch, of.batch_stride), (rows, of.row_stride), (columns, of.column_stride)];
    let (place, extent) = if ends.iter().any(|&(length, _)| length == 0) {
        buffers.range(of.buffer, dtype, 0, 0)?
    } else {
        let ends = ends.map(|(length, stride)| (length as i128 - 1) * stride as i128);
        let low: i128 = ends.iter().map(|&end| end.min(0)).sum();
        let high: i128 = ends.iter().map(|&end| end.max(0)).sum();
        buffers.span(of.buffer, dtype, of.offset as i128 + low, of.offset as i128 + high)?
    };
    let start = place.start.cast_const().wrapping_add(of.offset.wrapping_mul(dtype.size()));
    Ok((Matrix { start, batch: of.batch_stride, row: of.row_stride, column: of.column_stride }, extent))
}

impl ProductCode {
    pub fn new(kernel: &ProductKernel, buffers: &Buffers, level: Level) -> Result<(Self, Traffic)> {
        let ProductKernel { dtype, mut batch, mut m, n, k, .. } = *kernel;
        if !dtype.is_float() {
            return malformed(format!("a product of {dtype:?}"));
        }
        let Some(rows) = batch.checked_mul(m) else { return malformed("a product of too many rows") };
        let (left, read_left) = factor(buffers, dtype, &kernel.left, batch, m, k)?;
        let (right, read_right) = factor(buffers, dtype, &kernel.right, batch, k, n)?;
        let (out, written) = buffers.range(kernel.out, dtype, 0, rows as i128 * n as i128)?;
        if written.overlaps(read_left) || written.overlaps(read_right) {
            return malformed("a product overwrites one of its factors");
        }
        let mut traffic = Traffic { reads: vec![read_left, read_right], writes: vec![written], places: Vec::new() };
        let epilogue = match &kernel.epilogue {
            None => None,
            Some(code) => {
                if code.rows != rows || code.columns != n {
                    return malformed(format!("the epilogue of a product of {rows} × {n} has {} × {}", code.rows, code.columns));
                }
                let (code, own) = compile(code, buffers, Some(Product { out: kernel.out, dtype }), level)?;
                check_apart(&own.places)?;
                if own.writes.iter().any(|write| write.overlaps(read_left) || write.overlaps(read_right)) {
                    return malformed("the epilogue of a product overwrites one of its factors, which other rows still need");
                }
                traffic.reads.extend(own.reads.into_iter().filter(|&read| read != written));
                traffic.writes.extend(own.writes);
                Some(code)
            }
        };
        // One matrix where batches follow one another and share the right factor.
        if batch > 1 && right.batch == 0 && left.batch == left.row.wrapping_mul(m as isize) {
            m = rows;
            batch = 1;
        }
        Ok((Self { dtype, batch, m, n, k, left, right, out: out.start, epilogue }, traffic))
    }

    pub fn rows(&self) -> usize {
        self.batch * self.m
    }

    fn work(&self) -> usize {
        self.rows().saturating_mul(self.n).saturating_mul(self.k)
    }

    /// Boundaries of the ranges of rows, first and last included.
    pub fn cuts(&self) -> Vec<usize> {
        let rows = self.rows();
        let own = (self.work() / WORTH_A_TASK).max(1);
        let after = self.epilogue.as_ref().map_or(0, |code| ((rows * self.n) as f64 * code.cost / 20_000.0) as usize);
        let parts = (own + after).clamp(1, MOST_PARTS);
        let step = rows.div_ceil(parts).next_multiple_of(PANEL).max(1);
        (0..rows).step_by(step).chain([rows]).collect()
    }

    /// A guess of the time it takes, in nanoseconds.
    pub fn cost(&self) -> f64 {
        self.work() as f64 * 0.03 + (self.rows() * self.n) as f64 * self.epilogue.as_ref().map_or(0.0, |code| code.cost)
    }

    pub fn describe(&self) -> String {
        let after = if self.epilogue.is_some() { " and epilogue" } else { "" };
        format!("product {} · {} × {} over {}{after}", self.batch, self.m, self.n, self.k)
    }

    /// Computes rows `first .. end` of the product, without the epilogue.
    ///
    /// # Safety
    /// Nobody else writes the factors or touches these rows.
    pub unsafe fn multiply(&self, first: usize, end: usize) {
        let mut row = first;
        while row < end {
            let (b, i) = (row / self.m, row % self.m);
            let rows = (self.m - i).min(end - row);
            // SAFETY: `new` held buffers to their lengths.
            unsafe {
                match self.dtype {
                    DType::F32 => self.block::<f32>(b, i, rows, row),
                    _ => self.block::<f64>(b, i, rows, row),
                }
            }
            row += rows;
        }
    }

    unsafe fn block<T: Real>(&self, b: usize, i: usize, rows: usize, row: usize) {
        let left = self.left.start.cast::<T>().wrapping_offset(b as isize * self.left.batch + i as isize * self.left.row);
        let right = self.right.start.cast::<T>().wrapping_offset(b as isize * self.right.batch);
        let (n, k) = (self.n, self.k);
        // SAFETY: as in `multiply`.
        unsafe {
            let out = self.out.cast::<T>().add(row * n);
            if k == 0 || n == 0 {
                std::ptr::write_bytes(out, 0, rows * n);
            } else if self.work() <= TINY {
                for i in 0..rows {
                    for j in 0..n {
                        let term = |l: usize| {
                            let x = *left.offset(i as isize * self.left.row + l as isize * self.left.column);
                            x.wide() * (*right.offset(l as isize * self.right.row + j as isize * self.right.column)).wide()
                        };
                        *out.add(i * n + j) = T::narrow((0..k).map(term).fold(0.0, |sum, x| sum + x));
                    }
                }
            } else {
                let (a, b) = (self.left, self.right);
                // The library's paths for short sums and for vectors do not begin at zero and would keep a negative one.
                let short = k <= 2 || rows == 1 || n == 1;
                if short {
                    std::ptr::write_bytes(out, 0, rows * n);
                }
                let chunks = k.div_ceil(DEPTH);
                let depth = k.div_ceil(chunks);
                for first in (0..k).step_by(depth) {
                    let left = left.wrapping_offset(first as isize * a.column);
                    let right = right.wrapping_offset(first as isize * b.row);
                    let sizes = [rows, n, depth.min(k - first)];
                    T::gemm(sizes, out, first > 0 || short, left, [a.column, a.row], right, [b.column, b.row]);
                }
            }
        }
    }
}

trait Real: Copy {
    fn wide(self) -> f64;
    fn narrow(x: f64) -> Self;
    /// out [m, n] row-major = (add ? out : 0) + a [m, k] · b [k, n]; strides are (column, row).
    unsafe fn gemm(
        sizes: [usize; 3],
        out: *mut Self,
        add: bool,
        a: *const Self,
        strides_a: [isize; 2],
        b: *const Self,
        strides_b: [isize; 2],
    );
}

macro_rules! real {
    ($real:ty) => {
        impl Real for $real {
            fn wide(self) -> f64 {
                f64::from(self)
            }
            fn narrow(x: f64) -> Self {
                x as Self
            }
            unsafe fn gemm(
                [m, n, k]: [usize; 3],
                out: *mut Self,
                add: bool,
                a: *const Self,
                [a_column, a_row]: [isize; 2],
                b: *const Self,
                [b_column, b_row]: [isize; 2],
            ) {
                // SAFETY: the matrices lie in their buffers, as `ProductCode::new` checked.
                unsafe {
                    gemm::gemm(
                        m,
                        n,
                        k,
                        out,
                        1,
                        n as isize,
                        add,
                        a,
                        a_column,
                        a_row,
                        b,
                        b_column,
                        b_row,
                        if add { 1.0 } else { 0.0 },
                        1.0,
                        false,
                        false,
                        false,
                        gemm::Parallelism::None,
                    );
                }
            }
        }
    };
}
real!(f32);
real!(f64);
