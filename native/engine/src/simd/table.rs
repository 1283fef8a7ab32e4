//! Which loop computes which operation.

use super::level::{Args, Body, Level, LoopFn, at};
use super::map::{Block, Fill, Function1, Function2, Function3, Function4, Map1, Map2, Map3, Map4, Repeat, blocks, read, write};
use super::reduce::{AnyNonFinite, Argmax, ColumnMax, ColumnSum, Max, SegmentSum, Sum};
use super::{exact, math32, math64};
use crate::schedule::{DType, Op, Reduction};

macro_rules! functions1 {
    ($($name:ident: $in:ty => $out:ty, $fma:ident, |$x:ident| $body:expr;)*) => {$(
        struct $name;
        impl Function1 for $name {
            type In = $in;
            type Out = $out;
            #[inline(always)]
            #[allow(clippy::redundant_closure_call)]
            fn apply<const $fma: bool>($x: $in) -> $out { $body }
        }
    )*};
}
macro_rules! functions2 {
    ($($name:ident: $in:ty => $out:ty, |$x:ident, $y:ident| $body:expr;)*) => {$(
        struct $name;
        impl Function2 for $name {
            type In = $in;
            type Out = $out;
            #[inline(always)]
            fn apply<const FMA: bool>($x: $in, $y: $in) -> $out { $body }
        }
    )*};
}

functions1! {
    NegF32: f32 => f32, FMA, |x| -x;
    NegF64: f64 => f64, FMA, |x| -x;
    NegI32: i32 => i32, FMA, |x| x.wrapping_neg();
    AbsF32: f32 => f32, FMA, |x| x.abs();
    AbsF64: f64 => f64, FMA, |x| x.abs();
    AbsI32: i32 => i32, FMA, |x| x.wrapping_abs();
    SignF32: f32 => f32, FMA, |x| exact::sign32(x);
    SignF64: f64 => f64, FMA, |x| exact::sign64(x);
    SignI32: i32 => i32, FMA, |x| x.signum();
    ExpF32: f32 => f32, FMA, |x| math32::exp::<FMA>(x);
    ExpF64: f64 => f64, FMA, |x| math64::exp::<FMA>(x);
    LogF32: f32 => f32, FMA, |x| math32::log::<FMA>(x);
    LogF64: f64 => f64, FMA, |x| math64::log::<FMA>(x);
    Log1pF32: f32 => f32, FMA, |x| math32::log1p::<FMA>(x);
    Log1pF64: f64 => f64, FMA, |x| libm::log1p(x);
    SqrtF32: f32 => f32, FMA, |x| x.sqrt();
    SqrtF64: f64 => f64, FMA, |x| x.sqrt();
    TanhF32: f32 => f32, FMA, |x| math32::tanh::<FMA>(x);
    TanhF64: f64 => f64, FMA, |x| libm::tanh(x);
    ErfF32: f32 => f32, FMA, |x| math32::erf::<FMA>(x);
    ErfF64: f64 => f64, FMA, |x| libm::erf(x);
    SinF64: f64 => f64, FMA, |x| libm::sin(x);
    CosF64: f64 => f64, FMA, |x| libm::cos(x);
    FloorF32: f32 => f32, FMA, |x| x.floor();
    FloorF64: f64 => f64, FMA, |x| x.floor();
    HalfF32: f32 => f32, FMA, |x| exact::half32(x);
    HalfF64: f64 => f64, FMA, |x| exact::half64(x);
    CopyF32: f32 => f32, FMA, |x| x;
    CopyF64: f64 => f64, FMA, |x| x;
    CopyI32: i32 => i32, FMA, |x| x;
    CopyBool: u8 => u8, FMA, |x| x;
    F32F64: f32 => f64, FMA, |x| f64::from(x);
    F32I32: f32 => i32, FMA, |x| x as i32;
    F32Bool: f32 => u8, FMA, |x| u8::from(x != 0.0);
    F64F32: f64 => f32, FMA, |x| x as f32;
    F64I32: f64 => i32, FMA, |x| x as i32;
    F64Bool: f64 => u8, FMA, |x| u8::from(x != 0.0);
    I32F32: i32 => f32, FMA, |x| x as f32;
    I32F64: i32 => f64, FMA, |x| f64::from(x);
    I32Bool: i32 => u8, FMA, |x| u8::from(x != 0);
    BoolF32: u8 => f32, FMA, |x| f32::from(x);
    BoolF64: u8 => f64, FMA, |x| f64::from(x);
    BoolI32: u8 => i32, FMA, |x| i32::from(x);
    ReluF32: f32 => f32, FMA, |x| if 0.0 < x { x } else { 0.0 };
    ReluF64: f64 => f64, FMA, |x| if 0.0 < x { x } else { 0.0 };
}

functions2! {
    AddF32: f32 => f32, |x, y| x + y;
    AddF64: f64 => f64, |x, y| x + y;
    AddI32: i32 => i32, |x, y| x.wrapping_add(y);
    SubF32: f32 => f32, |x, y| x - y;
    SubF64: f64 => f64, |x, y| x - y;
    SubI32: i32 => i32, |x, y| x.wrapping_sub(y);
    MulF32: f32 => f32, |x, y| x * y;
    MulF64: f64 => f64, |x, y| x * y;
    MulI32: i32 => i32, |x, y| x.wrapping_mul(y);
    DivF32: f32 => f32, |x, y| x / y;
    DivF64: f64 => f64, |x, y| x / y;
    PowF32: f32 => f32, |x, y| exact::pow32(x, y);
    PowF64: f64 => f64, |x, y| exact::pow64(x, y);
    MaxF32: f32 => f32, |x, y| exact::max32(x, y);
    MaxF64: f64 => f64, |x, y| exact::max64(x, y);
    MaxI32: i32 => i32, |x, y| x.max(y);
    MinF32: f32 => f32, |x, y| exact::min32(x, y);
    MinF64: f64 => f64, |x, y| exact::min64(x, y);
    MinI32: i32 => i32, |x, y| x.min(y);
    ModF32: f32 => f32, |x, y| exact::mod32(x, y);
    ModF64: f64 => f64, |x, y| exact::mod64(x, y);
    ModI32: i32 => i32, |x, y| exact::mod_i32(x, y);
    EqualF32: f32 => u8, |x, y| u8::from(x == y);
    EqualF64: f64 => u8, |x, y| u8::from(x == y);
    EqualI32: i32 => u8, |x, y| u8::from(x == y);
    EqualBool: u8 => u8, |x, y| u8::from(x == y);
    LessF32: f32 => u8, |x, y| u8::from(x < y);
    LessF64: f64 => u8, |x, y| u8::from(x < y);
    LessI32: i32 => u8, |x, y| u8::from(x < y);
    LessEqualF32: f32 => u8, |x, y| u8::from(x <= y);
    LessEqualF64: f64 => u8, |x, y| u8::from(x <= y);
    LessEqualI32: i32 => u8, |x, y| u8::from(x <= y);
    SqrtAddF32: f32 => f32, |x, y| x.sqrt() + y;
    SqrtAddF64: f64 => f64, |x, y| x.sqrt() + y;
    MaskF32: f32 => f32, |x, y| if 0.0 < x { y } else { 0.0 };
    MaskF64: f64 => f64, |x, y| if 0.0 < x { y } else { 0.0 };
}

/// Sine or cosine in f32: blocks of small angles as vector code, others element by element.
macro_rules! circular {
    ($($name:ident, $small:path, $any:path;)*) => {$(
        struct $name;
        impl Block for $name {
            #[inline(always)]
            unsafe fn block<const FMA: bool, const L: usize>(args: &Args, i: usize) {
                // SAFETY: the caller's promise.
                unsafe {
                    let x: [f32; L] = read(args.from[0], args.splat & 1 != 0, i);
                    let mut out = [0f32; L];
                    for l in 0..L {
                        out[l] = $small(x[l]);
                    }
                    if !x.iter().all(|x| x.abs() <= math32::LARGE_ANGLE) {
                        for l in (0..L).filter(|&l| x[l].abs() > math32::LARGE_ANGLE) {
                            out[l] = $any(x[l]);
                        }
                    }
                    write(args.to, i, out);
                }
            }
        }
        impl Body for $name {
            #[inline(always)]
            unsafe fn run<const FMA: bool>(args: &Args) {
                // SAFETY: the caller's promise.
                unsafe { blocks::<Self, FMA, LONG>(args) }
            }
        }
    )*};
}
circular! {
    SinF32, math32::sin, libm::sinf;
    CosF32, math32::cos, libm::cosf;
}

/// `a ? x : y`.
struct Select<T>(std::marker::PhantomData<T>);
impl<T: Copy + Default> Function3 for Select<T> {
    type A = u8;
    type In = T;
    #[inline(always)]
    fn apply<const FMA: bool>(a: u8, x: T, y: T) -> T {
        if a != 0 { x } else { y }
    }
}

/// Several operations in one pass; each rounds where the single ones round.
macro_rules! fused {
    ($($name:ident: $in:ty, |$a:ident, $b:ident, $x:ident, $y:ident| $body:expr;)*) => {$(
        struct $name;
        impl Function4 for $name {
            type In = $in;
            #[inline(always)]
            fn apply<const FMA: bool>($a: $in, $b: $in, $x: $in, $y: $in) -> $in { $body }
        }
    )*};
}
macro_rules! fused3 {
    ($($name:ident: $in:ty, |$a:ident, $x:ident, $y:ident| $body:expr;)*) => {$(
        struct $name;
        impl Function3 for $name {
            type A = $in;
            type In = $in;
            #[inline(always)]
            fn apply<const FMA: bool>($a: $in, $x: $in, $y: $in) -> $in { $body }
        }
    )*};
}
fused! {
    SelectLessF32: f32, |a, b, x, y| if a < b { x } else { y };
    SelectLessF64: f64, |a, b, x, y| if a < b { x } else { y };
    SelectLessI32: i32, |a, b, x, y| if a < b { x } else { y };
    SelectLessEqualF32: f32, |a, b, x, y| if a <= b { x } else { y };
    SelectLessEqualF64: f64, |a, b, x, y| if a <= b { x } else { y };
    SelectLessEqualI32: i32, |a, b, x, y| if a <= b { x } else { y };
    SelectEqualF32: f32, |a, b, x, y| if a == b { x } else { y };
    SelectEqualF64: f64, |a, b, x, y| if a == b { x } else { y };
    SelectEqualI32: i32, |a, b, x, y| if a == b { x } else { y };
    MulMulAddF32: f32, |a, b, x, y| a * b + x * y;
    MulMulAddF64: f64, |a, b, x, y| a * b + x * y;
}
fused3! {
    MulAddF32: f32, |a, x, y| a * x + y;
    MulAddF64: f64, |a, x, y| a * x + y;
    MulSubF32: f32, |a, x, y| a * x - y;
    MulSubF64: f64, |a, x, y| a * x - y;
    SubMulF32: f32, |a, x, y| y - a * x;
    SubMulF64: f64, |a, x, y| y - a * x;
    AddAddF32: f32, |a, x, y| (a + x) + y;
    AddAddF64: f64, |a, x, y| (a + x) + y;
}

/// Elements of a block (four vectors of AVX2) of cheap operations and of long ones.
const SHORT: usize = 32;
const LONG: usize = 32;

fn one<F: Function1>(level: Level) -> Option<LoopFn> {
    Some(at::<Map1<F, SHORT>>(level))
}
fn long<F: Function1>(level: Level) -> Option<LoopFn> {
    Some(at::<Map1<F, LONG>>(level))
}
fn two<F: Function2>(level: Level) -> Option<LoopFn> {
    Some(at::<Map2<F, SHORT>>(level))
}
fn three<F: Function3>(level: Level) -> Option<LoopFn> {
    Some(at::<Map3<F, SHORT>>(level))
}
fn four<F: Function4>(level: Level) -> Option<LoopFn> {
    Some(at::<Map4<F, 16>>(level))
}

/// The loop of an operation on operands of `dtype`; for `cast` and `copy` see `cast`. None where it is not defined.
pub fn elementwise(level: Level, op: Op, dtype: DType) -> Option<LoopFn> {
    use DType::{Bool, F32, F64, I32};
    match (op, dtype) {
        (Op::Neg, F32) => one::<NegF32>(level),
        (Op::Neg, F64) => one::<NegF64>(level),
        (Op::Neg, I32) => one::<NegI32>(level),
        (Op::Abs, F32) => one::<AbsF32>(level),
        (Op::Abs, F64) => one::<AbsF64>(level),
        (Op::Abs, I32) => one::<AbsI32>(level),
        (Op::Sign, F32) => one::<SignF32>(level),
        (Op::Sign, F64) => one::<SignF64>(level),
        (Op::Sign, I32) => one::<SignI32>(level),
        (Op::Exp, F32) => long::<ExpF32>(level),
        (Op::Exp, F64) => long::<ExpF64>(level),
        (Op::Log, F32) => long::<LogF32>(level),
        (Op::Log, F64) => long::<LogF64>(level),
        (Op::Log1p, F32) => long::<Log1pF32>(level),
        (Op::Log1p, F64) => long::<Log1pF64>(level),
        (Op::Sqrt, F32) => one::<SqrtF32>(level),
        (Op::Sqrt, F64) => one::<SqrtF64>(level),
        (Op::Tanh, F32) => long::<TanhF32>(level),
        (Op::Tanh, F64) => long::<TanhF64>(level),
        (Op::Erf, F32) => long::<ErfF32>(level),
        (Op::Erf, F64) => long::<ErfF64>(level),
        (Op::Sin, F32) => Some(at::<SinF32>(level)),
        (Op::Sin, F64) => long::<SinF64>(level),
        (Op::Cos, F32) => Some(at::<CosF32>(level)),
        (Op::Cos, F64) => long::<CosF64>(level),
        (Op::Floor, F32) => one::<FloorF32>(level),
        (Op::Floor, F64) => one::<FloorF64>(level),
        (Op::RoundToHalf, F32) => one::<HalfF32>(level),
        (Op::RoundToHalf, F64) => one::<HalfF64>(level),
        (Op::Add, F32) => two::<AddF32>(level),
        (Op::Add, F64) => two::<AddF64>(level),
        (Op::Add, I32) => two::<AddI32>(level),
        (Op::Sub, F32) => two::<SubF32>(level),
        (Op::Sub, F64) => two::<SubF64>(level),
        (Op::Sub, I32) => two::<SubI32>(level),
        (Op::Mul, F32) => two::<MulF32>(level),
        (Op::Mul, F64) => two::<MulF64>(level),
        (Op::Mul, I32) => two::<MulI32>(level),
        (Op::Div, F32) => two::<DivF32>(level),
        (Op::Div, F64) => two::<DivF64>(level),
        (Op::Pow, F32) => two::<PowF32>(level),
        (Op::Pow, F64) => two::<PowF64>(level),
        (Op::Maximum, F32) => two::<MaxF32>(level),
        (Op::Maximum, F64) => two::<MaxF64>(level),
        (Op::Maximum, I32) => two::<MaxI32>(level),
        (Op::Minimum, F32) => two::<MinF32>(level),
        (Op::Minimum, F64) => two::<MinF64>(level),
        (Op::Minimum, I32) => two::<MinI32>(level),
        (Op::Mod, F32) => two::<ModF32>(level),
        (Op::Mod, F64) => two::<ModF64>(level),
        (Op::Mod, I32) => two::<ModI32>(level),
        (Op::Equal, F32) => two::<EqualF32>(level),
        (Op::Equal, F64) => two::<EqualF64>(level),
        (Op::Equal, I32) => two::<EqualI32>(level),
        (Op::Equal, Bool) => two::<EqualBool>(level),
        (Op::Less, F32) => two::<LessF32>(level),
        (Op::Less, F64) => two::<LessF64>(level),
        (Op::Less, I32) => two::<LessI32>(level),
        (Op::LessEqual, F32) => two::<LessEqualF32>(level),
        (Op::LessEqual, F64) => two::<LessEqualF64>(level),
        (Op::LessEqual, I32) => two::<LessEqualI32>(level),
        // Only moved, never looked at: two dtypes of one size share a loop.
        (Op::Select, F32 | I32) => three::<Select<u32>>(level),
        (Op::Select, F64) => three::<Select<u64>>(level),
        (Op::Select, Bool) => three::<Select<u8>>(level),
        _ => None,
    }
}

pub fn cast(level: Level, from: DType, to: DType) -> LoopFn {
    use DType::{Bool, F32, F64, I32};
    match (from, to) {
        (F32, F32) => at::<Map1<CopyF32, SHORT>>(level),
        (F64, F64) => at::<Map1<CopyF64, SHORT>>(level),
        (I32, I32) => at::<Map1<CopyI32, SHORT>>(level),
        (Bool, Bool) => at::<Map1<CopyBool, SHORT>>(level),
        (F32, F64) => at::<Map1<F32F64, SHORT>>(level),
        (F32, I32) => at::<Map1<F32I32, SHORT>>(level),
        (F32, Bool) => at::<Map1<F32Bool, SHORT>>(level),
        (F64, F32) => at::<Map1<F64F32, SHORT>>(level),
        (F64, I32) => at::<Map1<F64I32, SHORT>>(level),
        (F64, Bool) => at::<Map1<F64Bool, SHORT>>(level),
        (I32, F32) => at::<Map1<I32F32, SHORT>>(level),
        (I32, F64) => at::<Map1<I32F64, SHORT>>(level),
        (I32, Bool) => at::<Map1<I32Bool, SHORT>>(level),
        (Bool, F32) => at::<Map1<BoolF32, SHORT>>(level),
        (Bool, F64) => at::<Map1<BoolF64, SHORT>>(level),
        (Bool, I32) => at::<Map1<BoolI32, SHORT>>(level),
    }
}

/// Operations that two or three single ones are joined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fused {
    /// a < b ? x : y
    SelectLess,
    SelectLessEqual,
    SelectEqual,
    /// a · b + c
    MulAdd,
    /// a · b − c
    MulSub,
    /// c − a · b
    SubMul,
    /// a · b + c · d
    MulMulAdd,
    /// (a + b) + c
    AddAdd,
    /// √a + b
    SqrtAdd,
    /// 0 < a ? a : 0
    Relu,
    /// 0 < a ? b : 0
    Mask,
}

pub fn fused(level: Level, op: Fused, dtype: DType) -> Option<LoopFn> {
    use DType::{F32, F64, I32};
    match (op, dtype) {
        (Fused::SelectLess, F32) => four::<SelectLessF32>(level),
        (Fused::SelectLess, F64) => four::<SelectLessF64>(level),
        (Fused::SelectLess, I32) => four::<SelectLessI32>(level),
        (Fused::SelectLessEqual, F32) => four::<SelectLessEqualF32>(level),
        (Fused::SelectLessEqual, F64) => four::<SelectLessEqualF64>(level),
        (Fused::SelectLessEqual, I32) => four::<SelectLessEqualI32>(level),
        (Fused::SelectEqual, F32) => four::<SelectEqualF32>(level),
        (Fused::SelectEqual, F64) => four::<SelectEqualF64>(level),
        (Fused::SelectEqual, I32) => four::<SelectEqualI32>(level),
        (Fused::MulAdd, F32) => three::<MulAddF32>(level),
        (Fused::MulAdd, F64) => three::<MulAddF64>(level),
        (Fused::MulSub, F32) => three::<MulSubF32>(level),
        (Fused::MulSub, F64) => three::<MulSubF64>(level),
        (Fused::SubMul, F32) => three::<SubMulF32>(level),
        (Fused::SubMul, F64) => three::<SubMulF64>(level),
        (Fused::MulMulAdd, F32) => four::<MulMulAddF32>(level),
        (Fused::MulMulAdd, F64) => four::<MulMulAddF64>(level),
        (Fused::AddAdd, F32) => three::<AddAddF32>(level),
        (Fused::AddAdd, F64) => three::<AddAddF64>(level),
        (Fused::SqrtAdd, F32) => two::<SqrtAddF32>(level),
        (Fused::SqrtAdd, F64) => two::<SqrtAddF64>(level),
        (Fused::Relu, F32) => one::<ReluF32>(level),
        (Fused::Relu, F64) => one::<ReluF64>(level),
        (Fused::Mask, F32) => two::<MaskF32>(level),
        (Fused::Mask, F64) => two::<MaskF64>(level),
        _ => None,
    }
}

/// Reductions of whole rows to f64.
pub fn row_reduction(level: Level, op: Reduction, dtype: DType) -> Option<LoopFn> {
    Some(match (op, dtype) {
        (Reduction::Sum, DType::F32) => at::<Sum<f32>>(level),
        (Reduction::Sum, DType::F64) => at::<Sum<f64>>(level),
        (Reduction::Sum, DType::I32) => at::<Sum<i32>>(level),
        (Reduction::Max, DType::F32) => at::<Max<f32>>(level),
        (Reduction::Max, DType::F64) => at::<Max<f64>>(level),
        (Reduction::Max, DType::I32) => at::<Max<i32>>(level),
        (Reduction::Argmax, DType::F32) => at::<Argmax<f32>>(level),
        (Reduction::Argmax, DType::F64) => at::<Argmax<f64>>(level),
        (Reduction::Argmax, DType::I32) => at::<Argmax<i32>>(level),
        (_, DType::Bool) => return None,
    })
}

/// Reductions over rows into f64 totals.
pub fn column_reduction(level: Level, op: Reduction, dtype: DType) -> Option<LoopFn> {
    Some(match (op, dtype) {
        (Reduction::Sum, DType::F32) => at::<ColumnSum<f32>>(level),
        (Reduction::Sum, DType::F64) => at::<ColumnSum<f64>>(level),
        (Reduction::Sum, DType::I32) => at::<ColumnSum<i32>>(level),
        (Reduction::Max, DType::F32) => at::<ColumnMax<f32>>(level),
        (Reduction::Max, DType::F64) => at::<ColumnMax<f64>>(level),
        (Reduction::Max, DType::I32) => at::<ColumnMax<i32>>(level),
        _ => return None,
    })
}

/// Repeats one element.
pub fn fill(level: Level, dtype: DType) -> LoopFn {
    match dtype.size() {
        1 => at::<Fill<u8>>(level),
        4 => at::<Fill<u32>>(level),
        _ => at::<Fill<u64>>(level),
    }
}

/// Repeats the element of a row over its columns.
pub fn repeat(level: Level, dtype: DType) -> LoopFn {
    match dtype.size() {
        1 => at::<Repeat<u8>>(level),
        4 => at::<Repeat<u32>>(level),
        _ => at::<Repeat<u64>>(level),
    }
}

/// Sums of rows by index; None for bool.
pub fn segment_sum(level: Level, dtype: DType) -> Option<LoopFn> {
    match dtype {
        DType::F32 => Some(at::<SegmentSum<f32>>(level)),
        DType::F64 => Some(at::<SegmentSum<f64>>(level)),
        DType::I32 => Some(at::<SegmentSum<i32>>(level)),
        DType::Bool => None,
    }
}

/// Whether an element is NaN or infinite; only floats can be.
pub fn any_non_finite(level: Level, dtype: DType) -> Option<LoopFn> {
    match dtype {
        DType::F32 => Some(at::<AnyNonFinite<f32>>(level)),
        DType::F64 => Some(at::<AnyNonFinite<f64>>(level)),
        _ => None,
    }
}
