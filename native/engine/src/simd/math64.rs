//! Exponential and logarithm in f64 as vector code, within 2 ulp; the rarer functions come from the `libm` crate element by
//! element, so that results do not depend on the C library of the computer.
#![allow(clippy::excessive_precision)]

#[inline(always)]
fn fma<const FMA: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// Adding and taking away 1.5 · 2⁵² rounds to an integer, ties to even.
const ROUND: f64 = 6755399441055744.0;

/// 2ⁿ for n in [−1022, 1023].
#[inline(always)]
fn power_of_two(n: i64) -> f64 {
    f64::from_bits((n.wrapping_add(1023) as u64) << 52)
}

/// eˣ = 2ⁿ eʳ, |r| ≤ ½ ln 2, eʳ by its Taylor series to r¹³ (remainder 4e-18).
#[inline(always)]
pub fn exp<const FMA: bool>(x: f64) -> f64 {
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let shifted = fma::<FMA>(x, std::f64::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = fma::<FMA>(-n, 1.90821492927058770002e-10, fma::<FMA>(-n, 6.93147180369123816490e-01, x));
    let mut p = 1.0 / 6227020800.0;
    p = fma::<FMA>(p, r, 1.0 / 479001600.0);
    p = fma::<FMA>(p, r, 1.0 / 39916800.0);
    p = fma::<FMA>(p, r, 1.0 / 3628800.0);
    p = fma::<FMA>(p, r, 1.0 / 362880.0);
    p = fma::<FMA>(p, r, 1.0 / 40320.0);
    p = fma::<FMA>(p, r, 1.0 / 5040.0);
    p = fma::<FMA>(p, r, 1.0 / 720.0);
    p = fma::<FMA>(p, r, 1.0 / 120.0);
    p = fma::<FMA>(p, r, 1.0 / 24.0);
    p = fma::<FMA>(p, r, 1.0 / 6.0);
    p = fma::<FMA>(p, r, 0.5);
    let y = fma::<FMA>(p, r * r, r) + 1.0;
    let n = (shifted.to_bits() as i64).wrapping_sub(ROUND.to_bits() as i64);
    let half = n >> 1;
    y * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// Source: FreeBSD msun, e_log.c.
#[inline(always)]
pub fn log<const FMA: bool>(x: f64) -> f64 {
    let small = x < f64::MIN_POSITIVE;
    let bits = (if small { x * 18014398509481984.0 } else { x }).to_bits();
    let bits = bits.wrapping_add(0x3ff0000000000000 - 0x3fe6a09e667f3bcd);
    let k = ((bits >> 52) as i32).wrapping_sub(1023);
    let f = f64::from_bits((bits & 0x000fffffffffffff).wrapping_add(0x3fe6a09e667f3bcd)) - 1.0;
    let k = f64::from(if small { k - 54 } else { k });
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * fma::<FMA>(w, fma::<FMA>(w, 1.531383769920937332e-01, 2.222219843214978396e-01), 3.999999999940941908e-01);
    let t2 = z * fma::<FMA>(
        w,
        fma::<FMA>(w, fma::<FMA>(w, 1.479819860511658591e-01, 1.818357216161805012e-01), 2.857142874366239149e-01),
        6.666666666666735130e-01,
    );
    let half = 0.5 * f * f;
    let low = k * 1.90821492927058770002e-10;
    let y = fma::<FMA>(k, 6.93147180369123816490e-01, f - (half - (s * (half + (t1 + t2)) + low)));
    let y = if x == 0.0 { f64::NEG_INFINITY } else { y };
    let y = if x == f64::INFINITY { x } else { y };
    if x < 0.0 || x.is_nan() { f64::NAN } else { y }
}
