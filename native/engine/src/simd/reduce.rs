//! Reductions. Totals are carried in f64 whatever the dtype, in sixteen lanes that are added in a fixed order at the end, so the
//! bytes depend on the number of elements only.

use super::exact::max64;
use super::level::{Args, Body};
use super::map::{read, write};
use std::marker::PhantomData;

pub const LANES: usize = 16;

/// An element that f64 holds exactly.
pub trait Exact: Copy + Default + PartialOrd {
    /// No element is smaller.
    const LOWEST: Self;
    fn wide(self) -> f64;
    fn is_nan(self) -> bool;
}
impl Exact for f32 {
    const LOWEST: Self = Self::NEG_INFINITY;
    #[inline(always)]
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
}
impl Exact for f64 {
    const LOWEST: Self = Self::NEG_INFINITY;
    #[inline(always)]
    fn is_nan(self) -> bool {
        Self::is_nan(self)
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        self
    }
}
impl Exact for i32 {
    const LOWEST: Self = Self::MIN;
    #[inline(always)]
    fn is_nan(self) -> bool {
        false
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
}

/// Calls `block(elements, first)` for blocks of a row of n: elements of lane `first` and above count. The last block overlaps the one
/// before where n is no multiple of the lanes, so that all of it can be read at once.
///
/// # Safety
/// `row` is readable for n elements.
#[inline(always)]
unsafe fn row_blocks<T: Exact>(row: *const T, n: usize, mut block: impl FnMut([T; LANES], usize)) {
    // SAFETY: the caller's promise.
    unsafe {
        if n < LANES {
            // At the end of the block, as the overlapping one would stand.
            let mut x = [T::default(); LANES];
            std::ptr::copy_nonoverlapping(row, x.as_mut_ptr().add(LANES - n), n);
            return block(x, LANES - n);
        }
        let mut i = 0;
        while i + LANES <= n {
            block(row.add(i).cast::<[T; LANES]>().read(), 0);
            i += LANES;
        }
        if i < n {
            block(row.add(n - LANES).cast::<[T; LANES]>().read(), LANES - (n - i));
        }
    }
}

/// `to[r]` (f64) = Σ of row r.
pub struct Sum<T>(PhantomData<T>);
impl<T: Exact> Body for Sum<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        for row in 0..args.rows {
            let mut lanes = [0f64; LANES];
            // SAFETY: operand 0 is readable for rows · n elements, `to` writable for rows.
            unsafe {
                row_blocks::<T>(
                    args.from[0].cast::<T>().add(row * args.n),
                    args.n,
                    #[inline(always)]
                    |x, first| {
                        for l in 0..LANES {
                            lanes[l] += if l >= first { x[l].wide() } else { 0.0 };
                        }
                    },
                );
                let mut width = LANES / 2;
                while width > 0 {
                    for l in 0..width {
                        lanes[l] += lanes[l + width];
                    }
                    width /= 2;
                }
                *args.to.cast::<f64>().add(row) = lanes[0];
            }
        }
    }
}

/// The larger of two; NaN stays once it is there. Two comparisons and a choice, so that a row of them needs no branch.
#[inline(always)]
fn sticky_larger<T: Exact>(most: T, x: T) -> T {
    if most >= x || most.is_nan() { most } else { x }
}

/// `to[r]` (f64) = the largest of row r; NaN wins; +0 is larger than −0; −∞ of nothing.
pub struct Max<T>(PhantomData<T>);
impl<T: Exact> Body for Max<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        for row in 0..args.rows {
            let mut lanes = [T::LOWEST; LANES];
            // SAFETY: as in `Sum`.
            unsafe {
                row_blocks::<T>(
                    args.from[0].cast::<T>().add(row * args.n),
                    args.n,
                    #[inline(always)]
                    |x, first| {
                        for l in 0..LANES {
                            let x = if l >= first { x[l] } else { T::LOWEST };
                            lanes[l] = sticky_larger(lanes[l], x);
                        }
                    },
                );
                let mut width = LANES / 2;
                while width > 0 {
                    for l in 0..width {
                        lanes[l] = sticky_larger(lanes[l], lanes[l + width]);
                    }
                    width /= 2;
                }
                let mut most = if args.n == 0 { f64::NEG_INFINITY } else { lanes[0].wide() };
                if most == 0.0 {
                    // Comparisons do not tell the two zeros apart. Rows with zero as their largest are few.
                    let row = std::slice::from_raw_parts(args.from[0].cast::<T>().add(row * args.n), args.n);
                    most = if row.iter().any(|x| x.wide().to_bits() == 0) { 0.0 } else { -0.0 };
                }
                *args.to.cast::<f64>().add(row) = most;
            }
        }
    }
}

/// `to[r]` (f64) = index of the first largest of row r; NaN counts as the largest.
pub struct Argmax<T>(PhantomData<T>);
impl<T: Exact> Body for Argmax<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        for row in 0..args.rows {
            let mut best = 0;
            let mut most = f64::NEG_INFINITY;
            for i in 0..args.n {
                // SAFETY: as in `Sum`.
                let x = unsafe { *args.from[0].cast::<T>().add(row * args.n + i) }.wide();
                if i == 0 || x > most || x.is_nan() {
                    most = x;
                    best = i;
                    if x.is_nan() {
                        break;
                    }
                }
            }
            // SAFETY: as in `Sum`.
            unsafe { *args.to.cast::<f64>().add(row) = best as f64 };
        }
    }
}

/// `to[c]` (f64, n of them) += Σ over rows of column c, in order of the rows.
pub struct ColumnSum<T>(PhantomData<T>);
impl<T: Exact> ColumnSum<T> {
    /// L columns from column c on.
    ///
    /// # Safety
    /// As `Body::run`.
    #[inline(always)]
    unsafe fn block<const L: usize>(args: &Args, c: usize) {
        // SAFETY: operand 0 is readable for rows · n elements, `to` is n numbers.
        unsafe {
            let mut totals: [f64; L] = read(args.to, false, c);
            for row in 0..args.rows {
                let x: [T; L] = read(args.from[0], false, row * args.n + c);
                for l in 0..L {
                    totals[l] += x[l].wide();
                }
            }
            write(args.to, c, totals);
        }
    }
}
impl<T: Exact> Body for ColumnSum<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        let mut c = 0;
        // SAFETY: blocks lie inside n; the rest is the caller's promise.
        unsafe {
            while c + 16 <= args.n {
                Self::block::<16>(args, c);
                c += 16;
            }
            while c + 4 <= args.n {
                Self::block::<4>(args, c);
                c += 4;
            }
            while c < args.n {
                Self::block::<1>(args, c);
                c += 1;
            }
        }
    }
}

/// `to[c]` (f64, n of them) = the larger of it and of column c.
pub struct ColumnMax<T>(PhantomData<T>);
impl<T: Exact> Body for ColumnMax<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        for row in 0..args.rows {
            for c in 0..args.n {
                // SAFETY: as in `ColumnSum`.
                unsafe {
                    let to = args.to.cast::<f64>().add(c);
                    *to = max64(*to, (*args.from[0].cast::<T>().add(row * args.n + c)).wide());
                }
            }
        }
    }
}

/// How a segment sum finds its rows; operand 1 of the loop.
pub struct Segments {
    pub indices: *const i32,
    pub index_stride: usize,
    /// Elements from row to row of the values.
    pub width: usize,
    pub segments: usize,
}

/// `to[s · n + c]` (f64) += column c of the rows with index s, in order of the rows.
pub struct SegmentSum<T>(PhantomData<T>);
impl<T: Exact> Body for SegmentSum<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: operand 1 is a `Segments`, whose rows the caller checked; indices are checked here.
        unsafe {
            let Segments { indices, index_stride, width, segments } = *args.from[1].cast::<Segments>();
            for row in 0..args.rows {
                let index = *indices.add(row * index_stride);
                if index < 0 || index as usize >= segments {
                    continue;
                }
                let from = args.from[0].cast::<T>().add(row * width);
                let to = args.to.cast::<f64>().add(index as usize * args.n);
                let mut c = 0;
                while c + LANES <= args.n {
                    let x = from.add(c).cast::<[T; LANES]>().read();
                    let mut totals = to.add(c).cast::<[f64; LANES]>().read();
                    for l in 0..LANES {
                        totals[l] += x[l].wide();
                    }
                    to.add(c).cast::<[f64; LANES]>().write(totals);
                    c += LANES;
                }
                while c < args.n {
                    *to.add(c) += (*from.add(c)).wide();
                    c += 1;
                }
            }
        }
    }
}

/// `to[0]` (bool byte) = 1 where an element is NaN or infinite.
pub struct AnyNonFinite<T>(PhantomData<T>);
impl Body for AnyNonFinite<f32> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        const EXPONENT: u32 = 0x7f800000;
        // SAFETY: operand 0 is readable for n elements.
        let x = unsafe { std::slice::from_raw_parts(args.from[0].cast::<u32>(), args.n) };
        let largest = x.iter().fold(0u32, |most, bits| most.max(bits & EXPONENT));
        // SAFETY: `to` is one byte.
        unsafe { *args.to = u8::from(largest == EXPONENT) };
    }
}
impl Body for AnyNonFinite<f64> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        const EXPONENT: u32 = 0x7ff00000;
        // SAFETY: operand 0 is readable for n elements.
        let x = unsafe { std::slice::from_raw_parts(args.from[0].cast::<u64>(), args.n) };
        let largest = x.iter().fold(0u32, |most, bits| most.max((bits >> 32) as u32 & EXPONENT));
        // SAFETY: `to` is one byte.
        unsafe { *args.to = u8::from(largest == EXPONENT) };
    }
}
