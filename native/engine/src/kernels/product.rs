use super::tree::Tree;
use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::loops::compile::{Product, Traffic, compile};
use crate::loops::cut::ranges;
use crate::loops::emit::Code;
use crate::loops::run::Part;
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
    /// Whether the tiles of this engine compute it, or the library.
    in_tiles: bool,
    /// Of a long sum into a small matrix: parts are ranges of its terms.
    sums: Option<Tree>,
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
/// A sum of so many times as many terms as the result has rows is long: its rows would be few for what each of them reads.
const LONG: usize = 2;
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

#[cfg(target_arch = "x86_64")]
fn tiles_fit(dtype: DType, [rows, n, k]: [usize; 3], right: Matrix) -> bool {
    let work = rows.saturating_mul(n).saturating_mul(k);
    dtype == DType::F32 && work > TINY && n >= super::tiles::LANES / 2 && right.column.unsigned_abs() <= super::tiles::FARTHEST
}

#[cfg(not(target_arch = "x86_64"))]
fn tiles_fit(_: DType, _: [usize; 3], _: Matrix) -> bool {
    false
}

#[cfg(target_arch = "x86_64")]
fn tiles_scratch() -> usize {
    super::tiles::PACKED * size_of::<f32>()
}

#[cfg(not(target_arch = "x86_64"))]
fn tiles_scratch() -> usize {
    0
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
        let in_tiles = level == Level::Avx512 && tiles_fit(dtype, [rows, n, k], right);
        let mut code = Self { dtype, batch, m, n, k, left, right, out: out.start, in_tiles, sums: None, epilogue };
        if in_tiles && batch == 1 && k > LONG * m && code.epilogue.is_none() {
            code.sums = Some(Tree::new(m * n, (code.work() / WORTH_A_TASK).clamp(1, MOST_PARTS))?);
        }
        Ok((code, traffic))
    }

    pub fn rows(&self) -> usize {
        self.batch * self.m
    }

    fn work(&self) -> usize {
        self.rows().saturating_mul(self.n).saturating_mul(self.k)
    }

    /// Bytes of scratch memory.
    pub fn scratch(&self) -> usize {
        if self.in_tiles { tiles_scratch() } else { 0 }
    }

    /// The parts: ranges of rows, or of terms, of which each has all rows then.
    pub fn parts(&self) -> Vec<Part> {
        let own = self.work() / WORTH_A_TASK;
        let after = self.epilogue.as_ref().map_or(0, |code| ((self.rows() * self.n) as f64 * code.cost / 20_000.0) as usize);
        let wanted = (own + after).clamp(1, MOST_PARTS);
        let ranges = match &self.sums {
            Some(tree) => vec![(0, self.rows()); tree.parts()],
            None => ranges(self.rows(), PANEL, wanted),
        };
        let part = |(part, rows)| Part { rows, columns: (0, self.n), row_part: part, part };
        ranges.into_iter().enumerate().map(part).collect()
    }

    /// Bytes of partial sums.
    pub fn totals(&self) -> u64 {
        self.sums.as_ref().map_or(0, Tree::bytes)
    }

    /// A guess of the time it takes, in nanoseconds.
    pub fn cost(&self) -> f64 {
        self.work() as f64 * 0.03 + (self.rows() * self.n) as f64 * self.epilogue.as_ref().map_or(0.0, |code| code.cost)
    }

    pub fn describe(&self) -> String {
        let after = if self.epilogue.is_some() { " and epilogue" } else { "" };
        format!("product {} · {} × {} over {}{after}", self.batch, self.m, self.n, self.k)
    }

    /// Computes a part of the product, without the epilogue.
    ///
    /// # Safety
    /// Nobody else writes the factors or touches this part; `scratch` holds `self.scratch()` bytes and begins at a cache line.
    pub unsafe fn multiply(&self, part: &Part, scratch: *mut u8) {
        if let Some(tree) = &self.sums {
            // SAFETY: the caller's promise.
            return unsafe { self.terms(tree, part.part, scratch) };
        }
        let (mut row, end) = part.rows;
        while row < end {
            let (b, i) = (row / self.m, row % self.m);
            let rows = (self.m - i).min(end - row);
            // SAFETY: `new` held buffers to their lengths.
            unsafe {
                match self.dtype {
                    DType::F32 if self.in_tiles => {
                        let out = self.out.cast::<f32>().add(row * self.n);
                        self.tiles(b, [i, rows], [0, self.k], out, scratch);
                    }
                    DType::F32 => self.block::<f32>(b, i, rows, row),
                    _ => self.block::<f64>(b, i, rows, row),
                }
            }
            row += rows;
        }
    }

    /// A part of the terms of every sum, added to the others that have ended.
    unsafe fn terms(&self, tree: &Tree, part: usize, scratch: *mut u8) {
        let first = |part: usize| self.k * part / tree.parts();
        let result = self.out.cast::<f32>();
        // SAFETY: as in `multiply`.
        unsafe {
            self.tiles(0, [0, self.m], [first(part), first(part + 1) - first(part)], tree.place(part, result), scratch);
            tree.ended(part, result);
        }
    }

    /// Rows of batch `b` and terms, both as the first one and how many there are.
    #[cfg(target_arch = "x86_64")]
    unsafe fn tiles(&self, b: usize, [row, rows]: [usize; 2], [term, terms]: [usize; 2], out: *mut f32, scratch: *mut u8) {
        use super::tiles::{View, multiply};
        let view = |of: &Matrix, row: usize, column: usize| View {
            start: of.start.cast::<f32>().wrapping_offset(b as isize * of.batch + row as isize * of.row + column as isize * of.column),
            row: of.row,
            column: of.column,
        };
        // SAFETY: as in `multiply`; `new` asked for the level.
        unsafe { multiply([rows, self.n, terms], view(&self.left, row, term), view(&self.right, term, 0), out, scratch.cast()) };
    }

    #[cfg(not(target_arch = "x86_64"))]
    unsafe fn tiles(&self, _: usize, _: [usize; 2], _: [usize; 2], _: *mut f32, _: *mut u8) {
        unreachable!("no such level here")
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
