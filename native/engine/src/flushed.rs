//! Subnormal numbers are zero while kernels run.
//!
//! Averages of gradients that have become zero decay through the subnormal numbers and stay at the smallest of them for ever
//! (`0.9 × 4 × 2⁻¹⁴⁹` rounds back), and some processors take a hundred cycles for each. The processor can take them as zero
//! instead, as XLA has it do; nothing that is as large as the smallest normal number changes.

/// While it lives, this thread reads and writes subnormal numbers as zero of their sign.
pub struct Flushed {
    before: control::Word,
}

impl Flushed {
    pub fn begin() -> Self {
        let before = control::read();
        control::write(before | control::FLUSH);
        Self { before }
    }
}

impl Drop for Flushed {
    fn drop(&mut self) {
        control::write(self.before);
    }
}

// The compiler does not know of the mode. It may compute an operation of constants in the usual one, or move one across the switch: either
// changes what is left of numbers below the smallest normal one, and nothing else.

#[cfg(target_arch = "x86_64")]
mod control {
    use std::arch::asm;

    pub type Word = u32;
    /// Results are flushed (bit 15) and operands taken as zero (bit 6).
    pub const FLUSH: Word = 1 << 15 | 1 << 6;

    pub fn read() -> Word {
        let mut word: Word = 0;
        // SAFETY: stores the control word in a place of its size.
        unsafe { asm!("stmxcsr [{}]", in(reg) &raw mut word, options(nostack)) };
        word
    }

    pub fn write(word: Word) {
        // SAFETY: a word that was read, and two bits that every processor with AVX2 or SSE2 and a 64-bit mode has.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &raw const word, options(nostack)) };
    }
}

#[cfg(target_arch = "aarch64")]
mod control {
    use std::arch::asm;

    pub type Word = u64;
    pub const FLUSH: Word = 1 << 24;

    pub fn read() -> Word {
        let word: Word;
        // SAFETY: reads the control register.
        unsafe { asm!("mrs {}, fpcr", out(reg) word, options(nomem, nostack)) };
        word
    }

    pub fn write(word: Word) {
        // SAFETY: a word that was read, and the bit that flushes.
        unsafe { asm!("msr fpcr, {}", in(reg) word, options(nomem, nostack)) };
    }
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod control {
    pub type Word = u32;
    pub const FLUSH: Word = 0;
    pub fn read() -> Word {
        0
    }
    pub fn write(_: Word) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn subnormal_numbers_are_zero_as_long_as_it_lives() {
        let small = black_box(2.0f32.powi(-130));
        let (least, half) = (black_box(f32::MIN_POSITIVE), black_box(0.5f32));
        {
            let _flushed = Flushed::begin();
            assert_eq!((black_box(small * black_box(1.0))).to_bits(), 0);
            assert_eq!((black_box(-least * half)).to_bits(), (-0.0f32).to_bits());
            assert_eq!(black_box(least * black_box(1.0)), f32::MIN_POSITIVE);
        }
        assert_eq!(black_box(least * half), 2.0f32.powi(-127));
    }
}
