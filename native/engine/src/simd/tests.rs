use super::level::{Args, Level, LoopFn};
use super::table::{cast, elementwise};
use crate::schedule::{DType, Op, Reduction};

/// Levels that this processor has; those that it lacks are named in the output.
fn levels() -> Vec<Level> {
    let (there, lacking): (Vec<_>, Vec<_>) = Level::ALL.into_iter().partition(|level| level.is_available());
    for level in lacking {
        eprintln!("not tested on this processor: {}", level.name());
    }
    there
}

fn run<I: Copy, O: Copy + Default>(f: LoopFn, operands: &[&[I]], n: usize, splat: u8) -> Vec<O> {
    let mut out = vec![O::default(); n];
    let mut from = [std::ptr::null(); 4];
    for (place, operand) in from.iter_mut().zip(operands) {
        *place = operand.as_ptr().cast();
    }
    // SAFETY: operands have n elements, or one where splat.
    unsafe { f(&Args { n, rows: 1, from, splat, to: out.as_mut_ptr().cast() }) };
    out
}

/// Numbers of every size and sign, and the special ones.
fn many() -> Vec<f32> {
    let mut numbers = vec![0.0, -0.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1.0, -1.0, 0.5, 0.625, 0.921875, f32::MIN_POSITIVE];
    numbers.extend((0..=u32::MAX >> 12).map(|i| f32::from_bits(i << 12 | (i.wrapping_mul(2654435761) >> 20))));
    numbers
}

fn ulps(a: f32, exact: f64) -> f64 {
    if a.is_nan() || exact.is_nan() {
        return if a.is_nan() && exact.is_nan() { 0.0 } else { f64::INFINITY };
    }
    let near = exact as f32;
    if a == near {
        return 0.0;
    }
    if near.is_infinite() || a.is_infinite() {
        return f64::INFINITY;
    }
    let ulp = f64::from(f32::from_bits(near.abs().to_bits() + 1)) - f64::from(near.abs());
    (f64::from(a) - exact).abs() / ulp
}

#[test]
fn positive_zero_is_the_larger_zero_wherever_it_stands() {
    use super::table::{column_reduction, row_reduction};
    for level in levels() {
        for n in [1, 2, 15, 16, 17, 40] {
            for place in 0..n {
                let mut row = vec![-0f32; n];
                let largest = |row: &[f32], start: f64| {
                    let mut found = [start];
                    let none = std::ptr::null();
                    let args = |n, rows, to: &mut [f64; 1]| Args {
                        n,
                        rows,
                        from: [row.as_ptr().cast(), none, none, none],
                        splat: 0,
                        to: to.as_mut_ptr().cast(),
                    };
                    // SAFETY: the row has n elements, as one row or as one column.
                    unsafe { row_reduction(level, Reduction::Max, DType::F32).unwrap()(&args(n, 1, &mut found)) };
                    let mut down = [start];
                    // SAFETY: as above.
                    unsafe { column_reduction(level, Reduction::Max, DType::F32).unwrap()(&args(1, n, &mut down)) };
                    assert_eq!(found[0].to_bits(), down[0].to_bits(), "{row:?} on {}", level.name());
                    found[0]
                };
                assert!(largest(&row, f64::NEG_INFINITY).is_sign_negative());
                row[place] = 0.0;
                assert_eq!(largest(&row, f64::NEG_INFINITY).to_bits(), 0, "{place} of {n} on {}", level.name());
                row[place] = 1.0;
                assert_eq!(largest(&row, f64::NEG_INFINITY), 1.0);
            }
        }
    }
}

#[test]
fn elementary_functions_in_f32_are_within_two_ulp() {
    type Exact = fn(f64) -> f64;
    let functions: [(Op, Exact); 7] = [
        (Op::Exp, libm::exp),
        (Op::Log, libm::log),
        (Op::Log1p, libm::log1p),
        (Op::Tanh, libm::tanh),
        (Op::Erf, libm::erf),
        (Op::Sin, libm::sin),
        (Op::Cos, libm::cos),
    ];
    let x = many();
    for level in levels() {
        for (op, exact) in functions {
            let y: Vec<f32> = run(elementwise(level, op, DType::F32).unwrap(), &[&x], x.len(), 0);
            for (&x, &y) in x.iter().zip(&y) {
                let off = ulps(y, exact(f64::from(x)));
                assert!(off <= 2.0, "{op:?}({x:e}) = {y:e} on {}: {off} ulp", level.name());
            }
        }
    }
}

#[test]
fn exponential_and_logarithm_in_f64_are_within_two_ulp() {
    let x: Vec<f64> = (0..400_000u64).map(|i| f64::from_bits((i << 46) ^ i.wrapping_mul(0x9e3779b97f4a7c15) >> 18)).collect();
    let x: Vec<f64> = x.into_iter().chain([0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 709.7, -745.1, 1.0]).collect();
    let x: Vec<f64> = x.into_iter().chain((0..100_000).map(|i| f64::from(i) * 0.0143 - 715.0)).collect();
    for level in levels() {
        for (op, exact) in [(Op::Exp, libm::exp as fn(f64) -> f64), (Op::Log, libm::log)] {
            let y: Vec<f64> = run(elementwise(level, op, DType::F64).unwrap(), &[&x], x.len(), 0);
            for (&x, &y) in x.iter().zip(&y) {
                let want = exact(x);
                let ulp = f64::from_bits(want.abs().to_bits() + 1) - want.abs();
                let same = (y.is_nan() && want.is_nan()) || y == want || (y - want).abs() <= 2.0 * ulp;
                assert!(same, "{op:?}({x:e}) = {y:e}, not {want:e}, on {}", level.name());
            }
        }
    }
}

/// Rounds to the nearest half by trying all of them.
fn nearest_half(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let a = x.abs();
    if a >= 65520.0 {
        return f64::INFINITY.copysign(x);
    }
    let unit = if a < 2f64.powi(-14) { 2f64.powi(-24) } else { 2f64.powf(a.log2().floor() - 10.0) };
    let scaled = a / unit;
    let low = scaled.floor();
    let up = scaled - low > 0.5 || (scaled - low == 0.5 && low % 2.0 == 1.0);
    ((if up { low + 1.0 } else { low }) * unit).copysign(x)
}

#[test]
fn round_to_half_gives_the_nearest_half_ties_to_even() {
    let x: Vec<f32> = many().into_iter().chain([65504.0, 65519.996, 65520.0, 65536.0, 6.1e-5, 5.96e-8, 2.98e-8, 2.9802322e-8]).collect();
    let wide: Vec<f64> = x.iter().map(|&x| f64::from(x) * (1.0 + 1e-13)).collect();
    for level in levels() {
        let y: Vec<f32> = run(elementwise(level, Op::RoundToHalf, DType::F32).unwrap(), &[&x], x.len(), 0);
        let z: Vec<f64> = run(elementwise(level, Op::RoundToHalf, DType::F64).unwrap(), &[&wide], x.len(), 0);
        for i in 0..x.len() {
            let (narrow, want) = (nearest_half(f64::from(x[i])), nearest_half(wide[i]));
            assert!(f64::from(y[i]) == narrow || x[i].is_nan(), "{} became {}, not {narrow}", x[i], y[i]);
            assert!(z[i] == want || wide[i].is_nan(), "{} became {}, not {want}", wide[i], z[i]);
        }
    }
}

/// What the reference computes for one pair, in f64.
fn plain(op: Op, x: f64, y: f64) -> f64 {
    match op {
        Op::Add => x + y,
        Op::Sub => x - y,
        Op::Mul => x * y,
        Op::Div => x / y,
        Op::Maximum if x.is_nan() || y.is_nan() => f64::NAN,
        Op::Minimum if x.is_nan() || y.is_nan() => f64::NAN,
        Op::Maximum => x.max(y),
        Op::Minimum => x.min(y),
        Op::Mod => {
            let rest = x % y;
            if rest != 0.0 && (rest < 0.0) != (y < 0.0) { rest + y } else { rest }
        }
        Op::Equal => f64::from(u8::from(x == y)),
        Op::Less => f64::from(u8::from(x < y)),
        Op::LessEqual => f64::from(u8::from(x <= y)),
        _ => libm::pow(x, y),
    }
}

#[test]
fn pairs_are_computed_as_the_reference_does_at_every_length_and_splat() {
    let special = [f32::NEG_INFINITY, -2.5, -1.0, -0.0, 0.0, 0.5, 1.0, 3.0, f32::INFINITY, f32::NAN, 1e-40, -7.25, 2.0];
    let ops = [Op::Add, Op::Sub, Op::Mul, Op::Div, Op::Maximum, Op::Minimum, Op::Mod, Op::Equal, Op::Less, Op::LessEqual, Op::Pow];
    let pairs: Vec<(f32, f32)> = special.iter().flat_map(|&x| special.iter().map(move |&y| (x, y))).collect();
    for level in levels() {
        for n in [0, 1, 7, 31, 32, 33, 64, 100, pairs.len()] {
            let x: Vec<f32> = pairs[..n].iter().map(|pair| pair.0).collect();
            let y: Vec<f32> = pairs[..n].iter().map(|pair| pair.1).collect();
            for op in ops {
                for splat in 0..3u8 {
                    if n == 0 && splat > 0 {
                        continue;
                    }
                    let is_condition = matches!(op, Op::Equal | Op::Less | Op::LessEqual);
                    let f = elementwise(level, op, DType::F32).unwrap();
                    let out: Vec<f64> = if is_condition {
                        run::<f32, u8>(f, &[&x, &y], n, splat).into_iter().map(f64::from).collect()
                    } else {
                        run::<f32, f32>(f, &[&x, &y], n, splat).into_iter().map(f64::from).collect()
                    };
                    for i in 0..n {
                        let (x, y) = (x[if splat & 1 != 0 { 0 } else { i }], y[if splat & 2 != 0 { 0 } else { i }]);
                        let want = f64::from(plain(op, f64::from(x), f64::from(y)) as f32);
                        let same = out[i] == want || (out[i].is_nan() && want.is_nan());
                        assert!(same, "{op:?}({x}, {y}) = {}, not {want}, on {}", out[i], level.name());
                    }
                }
            }
        }
    }
}

#[test]
fn integers_wrap_and_never_trap() {
    let x = [i32::MIN, i32::MAX, -7, 7, 0, i32::MIN, 5];
    let y = [-1, i32::MAX, 3, -3, 0, 0, 0];
    for level in levels() {
        let f = |op| run::<i32, i32>(elementwise(level, op, DType::I32).unwrap(), &[&x, &y], x.len(), 0);
        assert_eq!(f(Op::Add), [i32::MAX, -2, -4, 4, 0, i32::MIN, 5]);
        assert_eq!(f(Op::Mul), [i32::MIN, 1, -21, -21, 0, 0, 0]);
        assert_eq!(f(Op::Mod), [0, 0, 2, -2, 0, 0, 0]);
        let f = |op| run::<i32, i32>(elementwise(level, op, DType::I32).unwrap(), &[&x], x.len(), 0);
        assert_eq!(f(Op::Neg), [i32::MIN, -i32::MAX, 7, -7, 0, i32::MIN, -5]);
        assert_eq!(f(Op::Abs), [i32::MIN, i32::MAX, 7, 7, 0, i32::MIN, 5]);
        assert_eq!(f(Op::Sign), [-1, 1, -1, 1, 0, -1, 1]);
    }
}

#[test]
fn casts_go_towards_zero_and_stay_in_range() {
    let x = [-1.9, 1.9, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 3e9, -0.0, 0.5];
    for level in levels() {
        let whole: Vec<i32> = run(cast(level, DType::F64, DType::I32), &[&x], x.len(), 0);
        assert_eq!(whole, [-1, 1, 0, i32::MAX, i32::MIN, i32::MAX, 0, 0]);
        let truth: Vec<u8> = run(cast(level, DType::F64, DType::Bool), &[&x], x.len(), 0);
        assert_eq!(truth, [1, 1, 1, 1, 1, 1, 0, 1]);
    }
}

/// `cargo test --release -- --ignored --nocapture times`: what an element of each operation takes, on tiles of 1003.
#[test]
#[ignore = "prints times, claims nothing"]
fn times_of_operations() {
    use super::table::{Fused, fused, repeat, row_reduction};
    use crate::schedule::Reduction;
    let level = Level::best();
    let x: Vec<f32> = (0..1024).map(|i| (i as f32 * 12.9898).sin()).collect();
    let bits: Vec<u8> = (0..1024).map(|i| u8::from(i % 3 == 0)).collect();
    let mut out = vec![0f64; 2048];
    let mut time = |name: &str, f: LoopFn, from: [*const u8; 4], splat: u8, n: usize, rows: usize| {
        let args = Args { n, rows, from, splat, to: out.as_mut_ptr().cast() };
        let mut best = f64::INFINITY;
        for _ in 0..200 {
            let since = std::time::Instant::now();
            for _ in 0..20 {
                // SAFETY: operands and result have 1024 elements.
                unsafe { f(&args) };
            }
            best = best.min(since.elapsed().as_secs_f64() * 5e7 / (n * rows) as f64);
        }
        println!("{name:24} {best:.3} ns an element");
    };
    let (p, b) = (x.as_ptr().cast::<u8>(), bits.as_ptr());
    let [one, ops] = [Op::Exp, Op::Add].map(|op| elementwise(level, op, DType::F32).unwrap());
    time("exp", one, [p; 4], 0, 1003, 1);
    time("log", elementwise(level, Op::Log, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("log of 17", elementwise(level, Op::Log, DType::F32).unwrap(), [p; 4], 0, 17, 1);
    time("log1p of 17", elementwise(level, Op::Log1p, DType::F32).unwrap(), [p; 4], 0, 17, 1);
    time("add of 17", ops, [p; 4], 0, 17, 1);
    time("add", ops, [p; 4], 0, 1003, 1);
    time("add of one", ops, [p; 4], 2, 1003, 1);
    time("div", elementwise(level, Op::Div, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("equal", elementwise(level, Op::Equal, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("select", elementwise(level, Op::Select, DType::F32).unwrap(), [b, p, p, p], 0, 1003, 1);
    time("select with one", elementwise(level, Op::Select, DType::F32).unwrap(), [b, p, p, p], 4, 1003, 1);
    time("maximum", elementwise(level, Op::Maximum, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("mul add", fused(level, Fused::MulAdd, DType::F32).unwrap(), [p; 4], 2, 1003, 1);
    time("mul mul add", fused(level, Fused::MulMulAdd, DType::F32).unwrap(), [p; 4], 10, 1003, 1);
    time("select less", fused(level, Fused::SelectLess, DType::F32).unwrap(), [p; 4], 1, 1003, 1);
    time("relu", fused(level, Fused::Relu, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("mask", fused(level, Fused::Mask, DType::F32).unwrap(), [p; 4], 0, 1003, 1);
    time("row sum", row_reduction(level, Reduction::Sum, DType::F32).unwrap(), [p; 4], 0, 59, 17);
    time("row max", row_reduction(level, Reduction::Max, DType::F32).unwrap(), [p; 4], 0, 59, 17);
    time("column sum", super::table::column_reduction(level, Reduction::Sum, DType::F32).unwrap(), [p; 4], 0, 59, 17);
    time("repeat", repeat(level, DType::F32), [p; 4], 0, 59, 17);
}
