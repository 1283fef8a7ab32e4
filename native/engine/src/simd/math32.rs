//! Elementary functions in f32 without branches, so that loops over them become vector code. Each is within 2 ulp of the exact
//! value, infinities, NaN and denormal numbers included (asserted by `simd::tests`).
#![allow(clippy::excessive_precision)]

#[inline(always)]
fn fma<const FMA: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// Adding and taking away 1.5 · 2²³ rounds to an integer, ties to even.
const ROUND: f32 = 12582912.0;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/// 2ⁿ for n in [−126, 127].
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// eˣ = 2ⁿ eʳ, |r| ≤ ½ ln 2, eʳ by a polynomial of degree 7. Source of coefficients: Moshier, Cephes, expf.
#[inline(always)]
pub fn exp<const FMA: bool>(x: f32) -> f32 {
    let x = if x > 89.0 { 89.0 } else { x };
    let x = if x < -105.0 { -105.0 } else { x };
    let shifted = fma::<FMA>(x, std::f32::consts::LOG2_E, ROUND);
    let n = shifted - ROUND;
    let r = fma::<FMA>(-n, LN2_LOW, fma::<FMA>(-n, LN2_HIGH, x));
    let mut p = 1.9875691500e-4;
    p = fma::<FMA>(p, r, 1.3981999507e-3);
    p = fma::<FMA>(p, r, 8.3334519073e-3);
    p = fma::<FMA>(p, r, 4.1665795894e-2);
    p = fma::<FMA>(p, r, 1.6666665459e-1);
    p = fma::<FMA>(p, r, 5.0000001201e-1);
    let y = fma::<FMA>(p, r * r, r) + 1.0;
    let n = (shifted.to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32);
    let half = n >> 1; // in two factors, as 2ⁿ alone may be infinite or denormal
    y * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// log(1 + f) for 1 + f in [√½, √2]: f − f²/2 + s (f²/2 + R(s²)), s = f/(2 + f). Source: FreeBSD msun, e_logf.c.
#[inline(always)]
fn log_near_one<const FMA: bool>(f: f32, k: f32, correction: f32) -> f32 {
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * fma::<FMA>(w, 0.24279078841, 0.40000972152);
    let t2 = z * fma::<FMA>(w, 0.28498786688, 0.66666662693);
    let half = 0.5 * f * f;
    let low = fma::<FMA>(k, 9.0580006145e-6, correction);
    fma::<FMA>(k, 6.9313812256e-1, f - (half - (s * (half + (t1 + t2)) + low)))
}

/// x = 2ᵏ (1 + f) with 1 + f in [√½, √2].
#[inline(always)]
fn split(x: f32) -> (f32, i32) {
    let bits = x.to_bits().wrapping_add(0x3f800000 - 0x3f3504f3);
    let k = (bits >> 23) as i32 - 127;
    (f32::from_bits((bits & 0x007fffff).wrapping_add(0x3f3504f3)) - 1.0, k)
}

#[inline(always)]
pub fn log<const FMA: bool>(x: f32) -> f32 {
    let small = x < f32::MIN_POSITIVE;
    let (f, k) = split(if small { x * 33554432.0 } else { x });
    let k = if small { k - 25 } else { k };
    let y = log_near_one::<FMA>(f, k as f32, 0.0);
    let y = if x == 0.0 { f32::NEG_INFINITY } else { y };
    let y = if x == f32::INFINITY { x } else { y };
    if x < 0.0 || x.is_nan() { f32::NAN } else { y }
}

/// log(1 + x), with u = fl(1 + x): log u + (1 + x − u)/u.
#[inline(always)]
pub fn log1p<const FMA: bool>(x: f32) -> f32 {
    let u = 1.0 + x;
    let lost = if x < 1.0 { x - (u - 1.0) } else { 1.0 - (u - x) };
    let (f, k) = split(u);
    // Where nothing is scaled, f = x keeps what the sum lost.
    let plain = k == 0;
    let y = log_near_one::<FMA>(if plain { x } else { f }, k as f32, if plain { 0.0 } else { lost / u });
    let y = if x.abs() < 5.9604645e-8 { x } else { y };
    let y = if x == -1.0 { f32::NEG_INFINITY } else { y };
    let y = if x == f32::INFINITY { x } else { y };
    if x < -1.0 || x.is_nan() { f32::NAN } else { y }
}

/// Below 0.625 x + x³ P(x²), above 1 − 2/(e²ˣ + 1). Source of coefficients: Cephes, tanhf.
#[inline(always)]
pub fn tanh<const FMA: bool>(x: f32) -> f32 {
    let a = x.abs();
    let z = x * x;
    let mut p = -5.70498872745e-3;
    p = fma::<FMA>(p, z, 2.06390887954e-2);
    p = fma::<FMA>(p, z, -5.37397155531e-2);
    p = fma::<FMA>(p, z, 1.33314422036e-1);
    p = fma::<FMA>(p, z, -3.33332819422e-1);
    let near = fma::<FMA>(p * z, x, x);
    let far = 1.0 - 2.0 / (exp::<FMA>(2.0 * a) + 1.0);
    // Of −0 the sum above makes +0.
    (if a < 0.625 { near } else { far }).copysign(x)
}

/// Polynomials on both sides of 0.92; above, 1 − exp of one. Source: N. Juffa's single-precision erff, 1 ulp.
#[inline(always)]
pub fn erf<const FMA: bool>(x: f32) -> f32 {
    let t = x.abs();
    let t = if t > 4.5 { 4.5 } else { t };
    let s = t * t;
    let mut r = fma::<FMA>(-1.72853470e-5, t, 3.83197126e-4);
    let u = fma::<FMA>(-3.88396438e-3, t, 2.42546219e-2);
    r = fma::<FMA>(r, s, u);
    r = fma::<FMA>(r, t, -1.06777877e-1);
    r = fma::<FMA>(r, t, -6.34846687e-1);
    r = fma::<FMA>(r, t, -1.28717512e-1);
    r = fma::<FMA>(r, t, -t);
    let far = (1.0 - exp::<FMA>(r)).copysign(x);
    let mut q = -5.96761703e-4;
    q = fma::<FMA>(q, s, 4.99119423e-3);
    q = fma::<FMA>(q, s, -2.67681349e-2);
    q = fma::<FMA>(q, s, 1.12819925e-1);
    q = fma::<FMA>(q, s, -3.76125336e-1);
    q = fma::<FMA>(q, s, 1.28379166e-1);
    let near = fma::<FMA>(q, x, x);
    if t > 0.921875 { far } else { near }
}

/// Above this, sine and cosine reduce their argument in full.
pub const LARGE_ANGLE: f32 = 4.0e8;

/// x − n π/2 in f64, with π/2 in two parts of which n times the first is exact; and n.
#[inline(always)]
fn quarter_turns(x: f32) -> (f64, i32) {
    const ROUND: f64 = 6755399441055744.0;
    let x = f64::from(x);
    let shifted = x * std::f64::consts::FRAC_2_PI + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 1.57079631090164184570 - n * 1.58932547735281966916e-8;
    (r, shifted.to_bits() as i32)
}

/// Sine and cosine on |r| ≤ π/4, in f64. Source: FreeBSD msun, k_sinf.c and k_cosf.c.
#[inline(always)]
fn sine_and_cosine(r: f64) -> (f64, f64) {
    let z = r * r;
    let w = z * z;
    let s = z * r;
    let sine = (r + s * (-0.166666666416265235595 + z * 0.0083333293858894631756))
        + s * w * (-0.000198393348360966317347 + z * 0.0000027183114939898219064);
    let cosine = ((1.0 + z * -0.499999997251031003120) + w * 0.0416666233237390631894)
        + (w * z) * (-0.00138867637746099294692 + z * 0.0000243904487962774090654);
    (sine, cosine)
}

/// For |x| ≤ `LARGE_ANGLE`.
#[inline(always)]
pub fn sin(x: f32) -> f32 {
    let (r, n) = quarter_turns(x);
    let (sine, cosine) = sine_and_cosine(r);
    let y = if n & 1 == 0 { sine } else { cosine };
    let y = if n & 2 == 0 { y } else { -y } as f32;
    if x == 0.0 { x } else { y }
}

/// For |x| ≤ `LARGE_ANGLE`.
#[inline(always)]
pub fn cos(x: f32) -> f32 {
    let (r, n) = quarter_turns(x);
    let (sine, cosine) = sine_and_cosine(r);
    let y = if n & 1 == 0 { cosine } else { sine };
    (if (n.wrapping_add(1)) & 2 == 0 { y } else { -y }) as f32
}
