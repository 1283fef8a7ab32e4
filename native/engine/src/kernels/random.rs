use super::philox::{Draw, fill_permutation, normals, uniform24, uniform53};
use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::schedule::{DType, RandomKernel, RandomPrimitive};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Uniform,
    Normal,
    Permutation,
}

/// Random numbers of one draw.
pub struct RandomCode {
    kind: Kind,
    dtype: DType,
    seed: u32,
    stream: u32,
    counter: *const i32,
    out: *mut u8,
    pub length: usize,
}

/// Blocks of four words a task makes.
pub const BLOCKS_A_TASK: usize = 4096;

impl RandomCode {
    pub fn new(kernel: &RandomKernel, buffers: &Buffers) -> Result<(Self, [Extent; 2])> {
        let size = |shape: &[usize]| shape.iter().try_fold(1usize, |n, &d| n.checked_mul(d));
        let (kind, dtype, seed, stream, length) = match &kernel.primitive {
            RandomPrimitive::Uniform { seed, stream, shape, dtype } => (Kind::Uniform, *dtype, *seed, *stream, size(shape)),
            RandomPrimitive::Normal { seed, stream, shape, dtype } => (Kind::Normal, *dtype, *seed, *stream, size(shape)),
            RandomPrimitive::Permutation { seed, stream, n } => (Kind::Permutation, DType::I32, *seed, *stream, Some(*n)),
        };
        let Some(length) = length.filter(|&length| length <= u32::MAX as usize) else {
            return malformed("a draw of more than 2³² numbers");
        };
        if kind != Kind::Permutation && !dtype.is_float() {
            return malformed(format!("random numbers of dtype {dtype:?}"));
        }
        let (counter, read) = buffers.range(kernel.counter, DType::I32, 0, 1)?;
        let (out, written) = buffers.range(kernel.out, dtype, 0, length as i128)?;
        Ok((Self { kind, dtype, seed, stream, counter: counter.start.cast_const().cast(), out: out.start, length }, [read, written]))
    }

    /// Elements of a block.
    fn width(&self) -> usize {
        if self.kind == Kind::Uniform && self.dtype == DType::F32 { 4 } else { 2 }
    }

    pub fn parts(&self) -> usize {
        if self.kind == Kind::Permutation { 1 } else { self.length.div_ceil(self.width() * BLOCKS_A_TASK).max(1) }
    }

    /// # Safety
    /// Nobody else touches this part of the result while it is made.
    pub unsafe fn run(&self, part: usize) {
        // SAFETY: `new` held buffers to their lengths.
        unsafe {
            let draw = Draw { seed: self.seed, stream: self.stream, counter: *self.counter };
            if self.kind == Kind::Permutation {
                return fill_permutation(std::slice::from_raw_parts_mut(self.out.cast(), self.length), draw);
            }
            let width = self.width();
            let first = part * BLOCKS_A_TASK;
            for block in first..(first + BLOCKS_A_TASK).min(self.length.div_ceil(width)) {
                let words = draw.block(block as u32);
                let at = block * width;
                let count = width.min(self.length - at);
                match (self.kind, self.dtype) {
                    (Kind::Uniform, DType::F32) => {
                        for (i, &word) in words[..count].iter().enumerate() {
                            *self.out.cast::<f32>().add(at + i) = uniform24(word);
                        }
                    }
                    (kind, dtype) => {
                        let pair = match kind {
                            Kind::Uniform => [uniform53(words[0], words[1]), uniform53(words[2], words[3])],
                            _ => normals(words),
                        };
                        for (i, &x) in pair[..count].iter().enumerate() {
                            match dtype {
                                DType::F32 => *self.out.cast::<f32>().add(at + i) = x as f32,
                                _ => *self.out.cast::<f64>().add(at + i) = x,
                            }
                        }
                    }
                }
            }
        }
    }
}
