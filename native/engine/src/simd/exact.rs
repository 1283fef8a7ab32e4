//! Operations with one right answer: what `ops/reference/elementwise.ts` computes, bit by bit.

/// −1, 0 or 1; NaN and the sign of zero are kept.
#[inline(always)]
pub fn sign32(x: f32) -> f32 {
    let one = 1f32.copysign(x);
    if x == 0.0 || x.is_nan() { x } else { one }
}
#[inline(always)]
pub fn sign64(x: f64) -> f64 {
    let one = 1f64.copysign(x);
    if x == 0.0 || x.is_nan() { x } else { one }
}

/// NaN wins, +0 is larger than −0.
#[inline(always)]
pub fn max32(x: f32, y: f32) -> f32 {
    let tie = f32::from_bits(x.to_bits() & y.to_bits());
    let larger = if x > y { x } else { y };
    let larger = if x == y { tie } else { larger };
    if x.is_nan() { x } else { larger }
}
#[inline(always)]
pub fn max64(x: f64, y: f64) -> f64 {
    let tie = f64::from_bits(x.to_bits() & y.to_bits());
    let larger = if x > y { x } else { y };
    let larger = if x == y { tie } else { larger };
    if x.is_nan() { x } else { larger }
}
#[inline(always)]
pub fn min32(x: f32, y: f32) -> f32 {
    let tie = f32::from_bits(x.to_bits() | y.to_bits());
    let smaller = if x < y { x } else { y };
    let smaller = if x == y { tie } else { smaller };
    if x.is_nan() { x } else { smaller }
}
#[inline(always)]
pub fn min64(x: f64, y: f64) -> f64 {
    let tie = f64::from_bits(x.to_bits() | y.to_bits());
    let smaller = if x < y { x } else { y };
    let smaller = if x == y { tie } else { smaller };
    if x.is_nan() { x } else { smaller }
}

/// Remainder with the sign of the divisor; in f64 for f32 too, so that the sum is rounded once as in the reference.
#[inline(always)]
pub fn mod64(x: f64, y: f64) -> f64 {
    let rest = libm::fmod(x, y);
    if rest != 0.0 && (rest < 0.0) != (y < 0.0) { rest + y } else { rest }
}
#[inline(always)]
pub fn mod32(x: f32, y: f32) -> f32 {
    mod64(f64::from(x), f64::from(y)) as f32
}
/// By zero it gives zero.
#[inline(always)]
pub fn mod_i32(x: i32, y: i32) -> i32 {
    if y == 0 {
        return 0;
    }
    let rest = x.wrapping_rem(y);
    if rest != 0 && (rest < 0) != (y < 0) { rest.wrapping_add(y) } else { rest }
}

/// As IEEE 754 (and C): 1 to any power is 1. Squares are exact.
#[inline(always)]
pub fn pow64(x: f64, y: f64) -> f64 {
    if y == 2.0 { x * x } else { libm::pow(x, y) }
}
#[inline(always)]
pub fn pow32(x: f32, y: f32) -> f32 {
    if y == 2.0 { x * x } else { libm::pow(f64::from(x), f64::from(y)) as f32 }
}

/// The nearest IEEE half value, ties to even; above 65 504 + ½ ulp infinity.
///
/// Below 2⁻¹⁴ halves are multiples of 2⁻²⁴: adding and taking away ½ rounds to one, as ulp(½) = 2⁻²⁴.
/// Above, the lowest 13 bits of the significand go.
#[inline(always)]
pub fn half32(x: f32) -> f32 {
    let bits = x.to_bits();
    let sign = bits & 0x80000000;
    let a = f32::from_bits(bits & 0x7fffffff);
    let small = (a + 0.5) - 0.5;
    let rounded = (a.to_bits().wrapping_add(0xfff + ((bits >> 13) & 1))) & !0x1fff;
    let rounded = if rounded >= 0x47800000 { 0x7f800000 } else { rounded };
    let y = if a < 1.0 / 16384.0 { small.to_bits() } else { rounded };
    let y = if a.is_nan() { a.to_bits() } else { y };
    f32::from_bits(y | sign)
}
#[inline(always)]
pub fn half64(x: f64) -> f64 {
    let bits = x.to_bits();
    let sign = bits & (1 << 63);
    let a = f64::from_bits(bits & !(1 << 63));
    let small = (a + 268435456.0) - 268435456.0;
    let rounded = (a.to_bits().wrapping_add(((1 << 41) - 1) + ((bits >> 42) & 1))) & !((1 << 42) - 1);
    let rounded = if rounded >= 0x40f0000000000000 { 0x7ff0000000000000 } else { rounded };
    let y = if a < 1.0 / 16384.0 { small.to_bits() } else { rounded };
    let y = if a.is_nan() { a.to_bits() } else { y };
    f64::from_bits(y | sign)
}
