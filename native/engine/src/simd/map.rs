//! Elementwise loops. Each works in blocks of fixed length: a block of every operand is read before a block of the result is
//! written, so the result may stand in the place of an operand, and the compiler needs no proof that they do not overlap.

use super::level::{Args, Body};
use std::marker::PhantomData;

/// One element from one to four; operand 0 of three may be of another type, as conditions are.
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

/// Reads `L` elements from place `i`.
///
/// # Safety
/// `from` is readable for `i + L` elements, or for one where `splat`.
#[inline(always)]
pub unsafe fn read<T: Copy, const L: usize>(from: *const u8, splat: bool, i: usize) -> [T; L] {
    let from = from.cast::<T>();
    // SAFETY: the caller's promise; `[T; L]` has the alignment of T.
    unsafe { if splat { [*from; L] } else { from.add(i).cast::<[T; L]>().read() } }
}

/// # Safety
/// `to` is writable for `i + L` elements.
#[inline(always)]
pub unsafe fn write<T: Copy, const L: usize>(to: *mut u8, i: usize, block: [T; L]) {
    // SAFETY: the caller's promise.
    unsafe { to.cast::<T>().add(i).cast::<[T; L]>().write(block) }
}

/// One block of an elementwise loop.
pub trait Block {
    /// # Safety
    /// As `Body::run`, with `L` elements from place `i` on.
    unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize);
}

/// Blocks of `L` elements, of eight, then one by one.
///
/// # Safety
/// As `Body::run`.
#[inline(always)]
pub unsafe fn blocks<B: Block, const FMA: bool, const L: usize>(args: &Args) {
    let mut i = 0;
    // SAFETY: blocks lie inside n; the rest is the caller's promise.
    unsafe {
        while i + L <= args.n {
            B::block::<FMA, L>(args, i);
            i += L;
        }
        while i + 8 <= args.n {
            B::block::<FMA, 8>(args, i);
            i += 8;
        }
        while i < args.n {
            B::block::<FMA, 1>(args, i);
            i += 1;
        }
    }
}

pub struct Map1<F, const L: usize>(PhantomData<F>);
impl<F: Function1, const W: usize> Block for Map1<F, W> {
    #[inline(always)]
    unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let x: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i);
            let mut out = [F::Out::default(); L];
            for l in 0..L {
                out[l] = F::apply::<FMA>(x[l]);
            }
            write(args.to, i, out);
        }
    }
}
impl<F: Function1, const L: usize> Body for Map1<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: the caller's promise.
        unsafe { blocks::<Self, FMA, L>(args) }
    }
}

pub struct Map2<F, const L: usize>(PhantomData<F>);
impl<F: Function2, const W: usize> Block for Map2<F, W> {
    #[inline(always)]
    unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let x: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i);
            let y: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i);
            let mut out = [F::Out::default(); L];
            for l in 0..L {
                out[l] = F::apply::<FMA>(x[l], y[l]);
            }
            write(args.to, i, out);
        }
    }
}
impl<F: Function2, const L: usize> Body for Map2<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: the caller's promise.
        unsafe { blocks::<Self, FMA, L>(args) }
    }
}

pub struct Map3<F, const L: usize>(PhantomData<F>);
impl<F: Function3, const W: usize> Block for Map3<F, W> {
    #[inline(always)]
    unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let a: [F::A; L] = read(args.from[0], args.splat & 1 != 0, i);
            let x: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i);
            let y: [F::In; L] = read(args.from[2], args.splat & 4 != 0, i);
            let mut out = [F::In::default(); L];
            for l in 0..L {
                out[l] = F::apply::<FMA>(a[l], x[l], y[l]);
            }
            write(args.to, i, out);
        }
    }
}
impl<F: Function3, const L: usize> Body for Map3<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: the caller's promise.
        unsafe { blocks::<Self, FMA, L>(args) }
    }
}

pub struct Map4<F, const L: usize>(PhantomData<F>);
impl<F: Function4, const W: usize> Block for Map4<F, W> {
    #[inline(always)]
    unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize) {
        // SAFETY: the caller's promise.
        unsafe {
            let a: [F::In; L] = read(args.from[0], args.splat & 1 != 0, i);
            let b: [F::In; L] = read(args.from[1], args.splat & 2 != 0, i);
            let x: [F::In; L] = read(args.from[2], args.splat & 4 != 0, i);
            let y: [F::In; L] = read(args.from[3], args.splat & 8 != 0, i);
            let mut out = [F::In::default(); L];
            for l in 0..L {
                out[l] = F::apply::<FMA>(a[l], b[l], x[l], y[l]);
            }
            write(args.to, i, out);
        }
    }
}
impl<F: Function4, const L: usize> Body for Map4<F, L> {
    #[inline(always)]
    unsafe fn run<const FMA: bool>(args: &Args) {
        // SAFETY: the caller's promise.
        unsafe { blocks::<Self, FMA, L>(args) }
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
