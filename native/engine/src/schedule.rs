//! The data of `src/engine/program/schedule/schedule.ts`, field by field; the meaning of each is written there.
//!
//! It arrives as JSON. JSON has no infinities, NaN and negative zero: numbers of the body may be the strings
//! "Infinity", "-Infinity", "NaN" and "-0". Values of constants do not travel in the JSON, they come as bytes.

use serde::{Deserialize, Deserializer};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DType {
    F32,
    F64,
    I32,
    Bool,
}

impl DType {
    /// Bytes of one element.
    pub fn size(self) -> usize {
        match self {
            Self::F32 | Self::I32 => 4,
            Self::F64 => 8,
            Self::Bool => 1,
        }
    }

    pub fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64)
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct Schedule {
    pub buffers: Vec<Buffer>,
    pub kernels: Vec<Kernel>,
    pub phases: Vec<Vec<usize>>,
    pub inputs: Vec<NamedBuffer>,
    pub outputs: Vec<NamedBuffer>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct NamedBuffer {
    pub name: String,
    pub buffer: usize,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Buffer {
    pub dtype: DType,
    pub length: usize,
    pub home: Home,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Home {
    Input,
    Constant,
    Temporary { place: Option<usize> },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Kernel {
    Loops(LoopKernel),
    Product(ProductKernel),
    SegmentSum(SegmentSumKernel),
    Random(RandomKernel),
    Svd(SvdKernel),
}

impl Kernel {
    pub fn once(&self) -> bool {
        match self {
            Self::Loops(k) => k.once,
            Self::Product(k) => k.once,
            Self::SegmentSum(k) => k.once,
            Self::Random(k) => k.once,
            Self::Svd(k) => k.once,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
pub struct LoopKernel {
    pub loops: Vec<Loop>,
    pub once: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Loop {
    pub rows: usize,
    pub columns: usize,
    pub inputs: Vec<LoopInput>,
    pub body: Vec<LoopStep>,
    pub outputs: Vec<LoopOutput>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Axis {
    pub length: usize,
    pub stride: isize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LoopInput {
    Element { buffer: usize, offset: usize, dtype: DType },
    Row { buffer: usize, offset: usize, dtype: DType },
    Column { buffer: usize, offset: usize, dtype: DType },
    Scalar { buffer: usize, offset: usize, dtype: DType },
    Strided { buffer: usize, offset: usize, dtype: DType, row_axes: Vec<Axis>, column_axes: Vec<Axis> },
    Lookup { buffer: usize, offset: usize, dtype: DType, table_rows: usize, indices: usize, index_offset: usize, index_stride: usize },
    ColumnIndex,
    RowIndex,
    Step,
    Product { dtype: DType },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Op {
    Neg,
    Abs,
    Sign,
    Exp,
    Log,
    Log1p,
    Sqrt,
    Tanh,
    Sin,
    Cos,
    Floor,
    Erf,
    RoundToHalf,
    Cast,
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Maximum,
    Minimum,
    Mod,
    Equal,
    Less,
    LessEqual,
    Select,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reduction {
    Sum,
    Max,
    Argmax,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LoopStep {
    Elementwise {
        op: Op,
        operands: Vec<usize>,
        dtype: DType,
    },
    Number {
        #[serde(deserialize_with = "number")]
        value: f64,
        dtype: DType,
    },
    RowReduce {
        op: Reduction,
        operand: usize,
        dtype: DType,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LoopOutput {
    Element { register: usize, buffer: usize, offset: usize },
    Strided { register: usize, buffer: usize, offset: usize, row_axes: Vec<Axis>, column_axes: Vec<Axis> },
    Row { register: usize, buffer: usize, offset: usize },
    ColumnReduce { op: Reduction, register: usize, buffer: usize, offset: usize },
    TotalReduce { op: Reduction, register: usize, buffer: usize, offset: usize },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Factor {
    pub buffer: usize,
    pub offset: usize,
    pub batch_stride: isize,
    pub row_stride: isize,
    pub column_stride: isize,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ProductKernel {
    pub dtype: DType,
    pub batch: usize,
    pub m: usize,
    pub n: usize,
    pub k: usize,
    pub left: Factor,
    pub right: Factor,
    pub out: usize,
    pub epilogue: Option<Loop>,
    pub once: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SegmentSumKernel {
    pub dtype: DType,
    pub rows: usize,
    pub width: usize,
    pub segments: usize,
    pub values: usize,
    pub indices: usize,
    pub index_offset: usize,
    pub index_stride: usize,
    pub out: usize,
    pub offset: usize,
    pub once: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub struct RandomKernel {
    pub primitive: RandomPrimitive,
    pub counter: usize,
    pub out: usize,
    pub once: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "op")]
pub enum RandomPrimitive {
    #[serde(rename = "randomUniform")]
    Uniform { seed: u32, stream: u32, shape: Vec<usize>, dtype: DType },
    #[serde(rename = "randomNormal")]
    Normal { seed: u32, stream: u32, shape: Vec<usize>, dtype: DType },
    #[serde(rename = "randomPermutation")]
    Permutation { seed: u32, stream: u32, n: usize },
}

#[derive(Debug, Clone, Deserialize)]
pub struct SvdKernel {
    pub dtype: DType,
    pub rows: usize,
    pub columns: usize,
    pub operand: usize,
    pub out: usize,
    pub once: bool,
}

fn number<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Name(String),
    }
    match Written::deserialize(from)? {
        Written::Number(value) => Ok(value),
        Written::Name(name) => match name.as_str() {
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            "NaN" => Ok(f64::NAN),
            "-0" => Ok(-0.0),
            _ => Err(serde::de::Error::custom(format!("{name:?} is not a number"))),
        },
    }
}
