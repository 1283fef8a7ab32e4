//! Sums of parts in a fixed order, whoever ends when.

use crate::error::Result;
use crate::memory::Region;
use std::sync::atomic::{AtomicBool, Ordering};

/// Partial results of one length that are added in pairs, then pairs of pairs, into the first. Whoever ends second of a pair adds it, so
/// that the adding is spread over time and threads, and the order follows from the number of parts alone.
pub struct Tree {
    length: usize,
    parts: usize,
    /// Of the parts after the first, whose place is the result.
    own: Vec<Region>,
    /// Whether one side of a pair has ended, by level and left side.
    half: Vec<AtomicBool>,
}

/// Levels of as many parts as a kernel has at most.
const LEVELS: usize = usize::BITS as usize;

impl Tree {
    pub fn new(length: usize, parts: usize) -> Result<Self> {
        let own = (1..parts).map(|_| Region::new(length * size_of::<f32>())).collect::<Result<_>>()?;
        let levels = LEVELS - parts.leading_zeros() as usize;
        Ok(Self { length, parts, own, half: (0..levels * parts).map(|_| AtomicBool::new(false)).collect() })
    }

    pub fn parts(&self) -> usize {
        self.parts
    }

    pub fn bytes(&self) -> u64 {
        (self.own.len() * self.length * size_of::<f32>()) as u64
    }

    /// Where a part is to be computed.
    pub fn place(&self, part: usize, result: *mut f32) -> *mut f32 {
        if part == 0 { result } else { self.own[part - 1].start().cast() }
    }

    /// Adds what can be added now that a part has been computed.
    ///
    /// # Safety
    /// Called once for each part of a round, after it was computed; `result` holds as many numbers as a part has.
    pub unsafe fn ended(&self, mut part: usize, result: *mut f32) {
        for level in 0.. {
            let span = 1 << level;
            if span >= self.parts {
                return;
            }
            let left = part & !span;
            let right = left + span;
            if right < self.parts {
                // The first to come leaves it to the second, who sees what the first has computed.
                if !self.half[level * self.parts + left].fetch_xor(true, Ordering::AcqRel) {
                    return;
                }
                // SAFETY: both sides have ended, and nobody else adds this pair.
                unsafe { add(self.place(left, result), self.place(right, result), self.length) };
            }
            part = left;
        }
    }
}

unsafe fn add(to: *mut f32, from: *const f32, length: usize) {
    // SAFETY: the caller's promise; parts do not overlap.
    let (to, from) = unsafe { (std::slice::from_raw_parts_mut(to, length), std::slice::from_raw_parts(from, length)) };
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_added_in_one_order_whoever_ends_first() {
        for parts in 1..9 {
            let tree = Tree::new(3, parts).unwrap();
            let numbers = |part: usize| [1.0 + part as f32, 1e-7 * part as f32, 1e8 / (part + 1) as f32];
            let mut outcomes = Vec::new();
            for turn in 0..2 * parts {
                let mut result = [0.0f32; 3];
                for i in 0..parts {
                    let part = if turn < parts { (i + turn) % parts } else { (turn + parts - i) % parts };
                    // SAFETY: places have three numbers.
                    unsafe {
                        tree.place(part, result.as_mut_ptr()).copy_from(numbers(part).as_ptr(), 3);
                        tree.ended(part, result.as_mut_ptr());
                    }
                }
                outcomes.push(result.map(f32::to_bits));
            }
            assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]));
            let exact = (0..parts).map(|part| f64::from(numbers(part)[2])).sum::<f64>();
            assert!((f64::from(f32::from_bits(outcomes[0][2])) / exact - 1.0).abs() < 1e-6);
        }
    }
}
