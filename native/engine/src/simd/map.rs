//! Elementwise loops. Each works in blocks of fixed length: a block of every operand is read before a block of the result is
//! written, so the result may stand in the place of an operand, and the compiler needs no proof that they do not overlap.

use super::level::{Args, Body};
use std::marker::PhantomData;

/// One element from one to four of `In`. `CONDITION` operations read operand 0 as bool bytes instead.
pub trait Function1 {
    type In: Copy + Default;
    type Out: Copy + Default;
    fn apply<const FMA: bool>(x: Self::In) -> Self::Out;
}
pub trait Function2 {
    type In: Copy + Default;
    type Out: Copy + Default;
    fn apply<const FMA: bool>(x: Self::In, y: Self::In) -> Self::Out;
}
pub trait Function3 {
    type A: Copy + Default;
    type In: Copy + Default;
    fn apply<const FMA: bool>(a: Self::A, x: Self::In, y: Self::In) -> Self::In;
}
pub trait Function4 {
    type In: Copy + Default;
    fn apply<const FMA: bool>(a: Self::In, b: Self::In, x: Self::In, y: Self::In) -> Self::In;
}

/// Reads up to `L` elements from place `i`.
///
/// # Safety
/// `from` is readable for `i + count` elements, or for one where `splat`.
#[inline(always)]
pub unsafe fn read<T: Copy + Default, const L: usize>(from: *const u8, splat: bool, i: usize, count: usize) -> [T; L] {
    let from = from.cast::<T>();
    // SAFETY: the caller's promise; `[T; L]` has the alignment of T.
    unsafe {
        if splat {
            [*from; L]
        } else if count == L {
            from.add(i).cast::<[T; L]>().read()
        } else {
            let mut block = [T::default(); L];
            std::ptr::copy_nonoverlapping(from.add(i), block.as_mut_ptr(), count);
            block
        }
    }
}

/// # Safety
/// `to` is writable for `i + count` elements.
#[inline(always)]
pub unsafe fn write<T: Copy, const L: usize>(to: *mut u8, i: usize, count: usize, block: [T; L]) {
    let to = to.cast::<T>();
    // SAFETY: the caller's promise.
    unsafe {
        if count == L {
            to.add(i).cast::<[T; L]>().write(block);
        } else {
            std::ptr::copy_nonoverlapping(block.as_ptr(), to.add(i), count);
        }
    }
}

/// Calls `block(i, count)` for blocks of `L` elements and the rest.
#[inline(always)]
fn blocks<const L: usize>(n: usize, mut block: impl FnMut(usize, usize)) {
    let mut i = 0;
    while i + L <= n {
        block(i, L);
        i += L;
    }
    if i < n {
        block(i, n - i);
    }
}

pub struct Map1<F, const L: usize>(PhantomData<F>);
impl<F: Function1, const L: usize> Body for Map1<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: blocks lie inside n; the rest is the caller's promise.
        blocks::<L>(
            args.n,
            #[inline(always)]
            |i, count| unsafe {
                let x: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i, count);
                let mut out = [F::Out::default(); L];
                for l in 0..L {
                    out[l] = F::apply::<FMA>(x[l]);
                }
                write(args.to, i, count, out);
            },
        );
    }
}

pub struct Map2<F, const L: usize>(PhantomData<F>);
impl<F: Function2, const L: usize> Body for Map2<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: as above.
        blocks::<L>(
            args.n,
            #[inline(always)]
            |i, count| unsafe {
                let x: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i, count);
                let y: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i, count);
                let mut out = [F::Out::default(); L];
                for l in 0..L {
                    out[l] = F::apply::<FMA>(x[l], y[l]);
                }
                write(args.to, i, count, out);
            },
        );
    }
}

pub struct Map3<F, const L: usize>(PhantomData<F>);
impl<F: Function3, const L: usize> Body for Map3<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: as above.
        blocks::<L>(
            args.n,
            #[inline(always)]
            |i, count| unsafe {
                let a: [F::A; L] = read(args.from[0], args.splat & 1 != 0, i, count);
                let x: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i, count);
                let y: [F::In; L] = read(args.from[2], args.splat & 4 != 0, i, count);
                let mut out = [F::In::default(); L];
                for l in 0..L {
                    out[l] = F::apply::<FMA>(a[l], x[l], y[l]);
                }
                write(args.to, i, count, out);
            },
        );
    }
}

pub struct Map4<F, const L: usize>(PhantomData<F>);
impl<F: Function4, const L: usize> Body for Map4<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: as above.
        blocks::<L>(
            args.n,
            #[inline(always)]
            |i, count| unsafe {
                let a: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i, count);
                let b: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i, count);
                let x: [F::In; L] = read(args.from[2], args.splat & 4 != 0, i, count);
                let y: [F::In; L] = read(args.from[3], args.splat & 8 != 0, i, count);
                let mut out = [F::In::default(); L];
                for l in 0..L {
                    out[l] = F::apply::<FMA>(a[l], b[l], x[l], y[l]);
                }
                write(args.to, i, count, out);
            },
        );
    }
}

/// Repeats an element of the size of T: `to[0..n] = from[0]`.
pub struct Fill<T>(PhantomData<T>);
impl<T: Copy + Default> Body for Fill<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: the caller's promise.
        unsafe {
            let x = *args.from[0].cast::<T>();
            std::slice::from_raw_parts_mut(args.to.cast::<T>(), args.n).fill(x);
        }
    }
}

/// `to[r · n + c] = from[r]`: one element a row to all its columns.
pub struct Repeat<T>(PhantomData<T>);
impl<T: Copy + Default> Body for Repeat<T> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        const L: usize = 16;
        for row in 0..args.rows {
            // SAFETY: operand 0 has an element a row, `to` rows · n elements.
            unsafe {
                let block = [*args.from[0].cast::<T>().add(row); L];
                let to = args.to.cast::<T>().add(row * args.n);
                if args.n < L {
                    for c in 0..args.n {
                        *to.add(c) = block[0];
                    }
                    continue;
                }
                let mut c = 0;
                while c + L <= args.n {
                    to.add(c).cast::<[T; L]>().write(block);
                    c += L;
                }
                // The last block overlaps the one before.
                to.add(args.n - L).cast::<[T; L]>().write(block);
            }
        }
    }
}
