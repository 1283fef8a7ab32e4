//! Philox 4x32-10 as `src/engine/ops/philox.ts` defines it, bit by bit.

/// Which random numbers.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    pub seed: u32,
    pub stream: u32,
    pub counter: i32,
}

fn philox4x32(mut c: [u32; 4], mut k: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let p0 = 0xd2511f53u64 * u64::from(c[0]);
        let p1 = 0xcd9e8d57u64 * u64::from(c[2]);
        c = [(p1 >> 32) as u32 ^ c[1] ^ k[0], p1 as u32, (p0 >> 32) as u32 ^ c[3] ^ k[1], p0 as u32];
        k = [k[0].wrapping_add(0x9e3779b9), k[1].wrapping_add(0xbb67ae85)];
    }
    c
}

impl Draw {
    /// Words of a block: counter = (block, 0, counter mod 2³², ⌊counter / 2³²⌋).
    pub fn block(self, block: u32) -> [u32; 4] {
        let wide = i64::from(self.counter);
        philox4x32([block, 0, wide as u32, (wide >> 32) as u32], [self.seed, self.stream])
    }
}

/// A word as a multiple of 2⁻²⁴ in [0, 1): exact in f32.
pub fn uniform24(word: u32) -> f32 {
    (word >> 8) as f32 * (1.0 / 16777216.0)
}

/// Two words as a multiple of 2⁻⁵³ in [0, 1).
pub fn uniform53(high: u32, low: u32) -> f64 {
    (f64::from(high >> 5) * 67108864.0 + f64::from(low >> 6)) * (1.0 / 9007199254740992.0)
}

/// The two normals of a block, by Box and Muller.
pub fn normals(words: [u32; 4]) -> [f64; 2] {
    let radius = (-2.0 * libm::log(1.0 - uniform53(words[0], words[1]))).sqrt();
    let angle = 2.0 * std::f64::consts::PI * uniform53(words[2], words[3]);
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}

/// Fisher–Yates in Durstenfeld's form with the f64 uniforms of the same draw.
pub fn fill_permutation(out: &mut [i32], draw: Draw) {
    for (i, place) in out.iter_mut().enumerate() {
        *place = i as i32;
    }
    for i in (1..out.len()).rev() {
        let words = draw.block((i / 2) as u32);
        let u = if i % 2 == 0 { uniform53(words[0], words[1]) } else { uniform53(words[2], words[3]) };
        out.swap(i, (u * (i + 1) as f64) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        assert_eq!(philox4x32([0; 4], [0; 2]), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        assert_eq!(philox4x32([u32::MAX; 4], [u32::MAX; 2]), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        assert_eq!(
            philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]
        );
    }

    #[test]
    fn a_permutation_holds_each_number_once() {
        let mut out = [0; 101];
        fill_permutation(&mut out, Draw { seed: 5, stream: 2, counter: -9 });
        let mut sorted = out;
        sorted.sort_unstable();
        assert!(sorted.iter().enumerate().all(|(i, &x)| i as i32 == x));
        assert_ne!(out, sorted);
    }
}
