//! From a loop of a schedule to steps over tiles.

use super::emit::{Code, Count, NO_POINTER, Pointer, Source, Step};
use super::graph::{Node, Register, Span, count_uses, fuse, registers};
use super::place::place_tiles;
use super::run::to_i32;
use super::written::Written;
use crate::buffers::{Buffers, Extent, Place};
use crate::error::{Result, malformed};
use crate::schedule::{Axis, DType, Loop, LoopInput, LoopOutput, LoopStep, Op};
use crate::simd::level::{Level, LoopFn};
use crate::simd::table;

/// Elements of a tile: registers of a few kB stay in the first cache.
const TILE: usize = 1024;

/// What a loop touches, for the rules of phases.
#[derive(Debug, Default, Clone)]
pub struct Traffic {
    pub reads: Vec<Extent>,
    pub writes: Vec<Extent>,
    /// Of each write which elements, exactly.
    pub places: Vec<Written>,
}

/// The product that a loop follows.
#[derive(Clone, Copy)]
pub struct Product {
    pub out: usize,
    pub dtype: DType,
}

pub(super) struct Compiler<'a> {
    pub(super) level: Level,
    pub(super) code: &'a Loop,
    pub(super) registers: Vec<Register>,
    pub(super) product: Option<(Place, Product)>,
    pub(super) out: Code,
    /// Pointer of each register in its own span.
    pub(super) own: Vec<Pointer>,
    /// Pointer of the register repeated to whole tiles.
    pub(super) whole: Vec<Pointer>,
    pub(super) scratch: usize,
}

/// A flat space where the loop knows neither rows nor columns: one row that may be cut anywhere.
fn flattened(code: &Loop) -> Option<Loop> {
    let one_column = code.columns == 1;
    let mut flat = code.clone();
    for input in &mut flat.inputs {
        match input {
            LoopInput::Element { .. } | LoopInput::Scalar { .. } | LoopInput::Step | LoopInput::Product { .. } => {}
            LoopInput::Row { buffer, offset, dtype } if one_column => {
                *input = LoopInput::Element { buffer: *buffer, offset: *offset, dtype: *dtype };
            }
            _ => return None,
        }
    }
    if flat.body.iter().any(|step| matches!(step, LoopStep::RowReduce { .. })) {
        return None;
    }
    let spans = span_elements(&flat.inputs, &flat.body);
    for output in &mut flat.outputs {
        match output {
            LoopOutput::Element { .. } => {}
            LoopOutput::Row { register, buffer, offset } if one_column => {
                *output = LoopOutput::Element { register: *register, buffer: *buffer, offset: *offset };
            }
            LoopOutput::TotalReduce { register, .. } if spans.get(*register) == Some(&true) => {}
            _ => return None,
        }
    }
    flat.columns = code.rows.checked_mul(code.columns)?;
    flat.rows = 1;
    Some(flat)
}

/// Of each register whether it depends on an element input, in a loop that has only those and scalars.
fn span_elements(inputs: &[LoopInput], body: &[LoopStep]) -> Vec<bool> {
    let mut spans: Vec<bool> = inputs.iter().map(|input| matches!(input, LoopInput::Element { .. } | LoopInput::Product { .. })).collect();
    for step in body {
        let of = |operand: &usize| spans.get(*operand) == Some(&true);
        spans.push(matches!(step, LoopStep::Elementwise { operands, .. } if operands.iter().any(of)));
    }
    spans
}

pub fn compile(code: &Loop, buffers: &Buffers, product: Option<Product>, level: Level) -> Result<(Code, Traffic)> {
    if code.rows.checked_mul(code.columns).is_none_or(|n| n > isize::MAX as usize / 8) {
        return malformed(format!("a loop over {} × {} elements", code.rows, code.columns));
    }
    // Shapes are checked on the loop as it was given.
    registers(code, product.map(|product| product.dtype))?;
    let flat = if product.is_none() { flattened(code) } else { None };
    let code = flat.as_ref().unwrap_or(code);
    let mut registers = registers(code, product.map(|product| product.dtype))?;
    count_uses(&mut registers, &code.outputs);
    fuse(&mut registers);

    let whole_rows = code.body.iter().any(|step| matches!(step, LoopStep::RowReduce { .. }));
    // A row that is overwritten must not be read again for another part of its columns.
    let writes_rows = code.outputs.iter().any(|output| matches!(output, LoopOutput::Row { .. }));
    let width = if whole_rows || writes_rows { code.columns } else { code.columns.min(TILE) };
    let tile_rows = if width < code.columns { 1 } else { (TILE / width.max(1)).clamp(1, code.rows.max(1)) };
    let product = match product {
        Some(product) => Some((buffers.get(product.out)?, product)),
        None => None,
    };
    let count = registers.len();
    let mut compiler = Compiler {
        level,
        code,
        registers,
        product,
        out: Code {
            rows: code.rows,
            columns: code.columns,
            tile_rows,
            width,
            sources: Vec::new(),
            per_task: Vec::new(),
            per_columns: Vec::new(),
            per_tile: Vec::new(),
            walks: Vec::new(),
            lookups: Vec::new(),
            sinks: Vec::new(),
            numbers: Box::new([]),
            scratch: 0,
            may_cut_columns: width < code.columns,
            cost: 0.0,
        },
        own: vec![NO_POINTER; count],
        whole: vec![NO_POINTER; count],
        scratch: 0,
    };
    let traffic = compiler.run(buffers)?;
    Ok((compiler.out, traffic))
}

/// What an input or an output of a loop touches, and in which order: two that are equal touch the same element at the same time.
#[derive(PartialEq)]
pub(super) struct Access {
    pub(super) kind: &'static str,
    pub(super) first: usize,
    pub(super) size: usize,
    pub(super) axes: Vec<Axis>,
    pub(super) extent: Extent,
}

impl Compiler<'_> {
    fn run(&mut self, buffers: &Buffers) -> Result<Traffic> {
        let (reads, mut traffic) = self.inputs(buffers)?;
        let mut numbers = Vec::new();
        for register in 0..self.registers.len() {
            if self.registers[register].uses > 0 {
                self.register(register, &mut numbers)?;
            }
        }
        // Addresses of numbers are known when all are there.
        self.out.numbers = numbers.iter().map(|&(_, bits)| bits).collect();
        for (i, &(pointer, _)) in numbers.iter().enumerate() {
            self.out.sources[pointer] = Source::Fixed((&raw const self.out.numbers[i]).cast_mut().cast());
        }
        self.outputs(buffers, &reads, &mut traffic)?;
        place_tiles(&self.out.per_tile, &mut self.out.sources, self.out.tile_rows * self.out.width, &mut self.scratch);
        self.out.scratch = self.scratch;
        self.out.cost = self.out.per_tile.iter().map(cost).sum::<f64>() + 0.05;
        Ok(traffic)
    }

    pub(super) fn pointer(&mut self, source: Source) -> Pointer {
        self.out.sources.push(source);
        self.out.sources.len() - 1
    }

    /// Scratch memory that lives as long as the task.
    pub(super) fn keep(&mut self, bytes: usize) -> Pointer {
        let at = self.scratch;
        self.scratch += bytes.next_multiple_of(64);
        self.pointer(Source::Scratch(at))
    }

    fn register(&mut self, i: usize, numbers: &mut Vec<(Pointer, u64)>) -> Result<()> {
        let register = self.registers[i].clone();
        let size = register.dtype.size();
        match register.node {
            Node::Input => return Ok(()),
            Node::Number(value) => {
                let bits = match register.dtype {
                    DType::F32 => u64::from((value as f32).to_bits()),
                    DType::F64 => value.to_bits(),
                    DType::I32 => u64::from(to_i32(value) as u32),
                    DType::Bool => u64::from(value != 0.0),
                };
                self.own[i] = self.pointer(Source::Fixed(std::ptr::null_mut()));
                numbers.push((self.own[i], bits));
                return Ok(());
            }
            Node::RowReduce(op) => {
                let operand = register.operands[0];
                let Some(run) = table::row_reduction(self.level, op, self.registers[operand].dtype) else {
                    return malformed(format!("{op:?} of {:?}", self.registers[operand].dtype));
                };
                let from = self.filled(operand);
                let total = self.keep(8 * self.out.tile_rows);
                let to = self.keep(size * self.out.tile_rows);
                self.own[i] = to;
                self.out.per_tile.push(Step::RowReduce { run, from, total, dtype: register.dtype, to });
                return Ok(());
            }
            Node::Elementwise(_) | Node::Fused(_) => {}
        }
        let run = self.loop_of(&register)?;
        let (count, to) = match register.span {
            Span::Scalar => (Count::One, self.keep(8)),
            Span::Row => (Count::Rows, self.keep(size * self.out.tile_rows)),
            Span::Column => (Count::Columns, self.keep(size * self.out.width)),
            Span::Element => (Count::Tile, NO_POINTER),
        };
        let mut from = [NO_POINTER; 4];
        let mut splat = 0;
        for (place, &operand) in register.operands.iter().enumerate() {
            let (pointer, is_one) = match register.span {
                Span::Element => self.in_tile(operand),
                _ => (self.own[operand], self.registers[operand].span == Span::Scalar && register.span != Span::Scalar),
            };
            from[place] = pointer;
            splat |= u8::from(is_one) << place;
        }
        let to = if to == NO_POINTER { self.pointer(Source::Tile { size }) } else { to };
        self.own[i] = to;
        let step = Step::Map { run, count, from, splat, to };
        match register.span {
            Span::Scalar => self.out.per_task.push(step),
            Span::Column => self.out.per_columns.push(step),
            Span::Row | Span::Element => self.out.per_tile.push(step),
        }
        Ok(())
    }

    fn loop_of(&self, register: &Register) -> Result<LoopFn> {
        let of = self.registers[register.operands[register.operands.len() - 1]].dtype;
        let found = match register.node {
            Node::Elementwise(Op::Cast) => Some(table::cast(self.level, of, register.dtype)),
            Node::Elementwise(op) => table::elementwise(self.level, op, of),
            Node::Fused(op) => table::fused(self.level, op, of),
            _ => None,
        };
        found.map_or_else(|| malformed(format!("{:?} is not defined for {of:?}", register.node)), Ok)
    }

    /// A register as operand of an element: its pointer, and whether that is one element for the whole tile.
    pub(super) fn in_tile(&mut self, register: usize) -> (Pointer, bool) {
        let own = self.own[register];
        match self.registers[register].span {
            Span::Element => (own, false),
            Span::Scalar => (own, true),
            Span::Column if self.out.tile_rows == 1 => (own, false),
            Span::Column => (self.pattern(register), false),
            Span::Row if self.out.tile_rows == 1 => (own, true),
            Span::Row if self.out.columns == 1 => (own, false),
            Span::Row => (self.repeated(register), false),
        }
    }

    /// A register that is there for every element of the tile.
    pub(super) fn filled(&mut self, register: usize) -> Pointer {
        let (pointer, is_one) = self.in_tile(register);
        if !is_one {
            return pointer;
        }
        if self.whole[register] == NO_POINTER {
            let size = self.registers[register].dtype.size();
            let to = self.pointer(Source::Tile { size });
            self.out.per_tile.push(Step::Map {
                run: table::fill(self.level, self.registers[register].dtype),
                count: Count::Tile,
                from: [pointer, NO_POINTER, NO_POINTER, NO_POINTER],
                splat: 1,
                to,
            });
            self.whole[register] = to;
        }
        self.whole[register]
    }

    fn pattern(&mut self, register: usize) -> Pointer {
        if self.whole[register] == NO_POINTER {
            let size = self.registers[register].dtype.size();
            let to = self.keep(size * self.out.tile_rows * self.out.width);
            self.out.per_columns.push(Step::Pattern { size, from: self.own[register], to });
            self.whole[register] = to;
        }
        self.whole[register]
    }

    fn repeated(&mut self, register: usize) -> Pointer {
        if self.whole[register] == NO_POINTER {
            let dtype = self.registers[register].dtype;
            let to = self.pointer(Source::Tile { size: dtype.size() });
            let run = table::repeat(self.level, dtype);
            self.out.per_tile.push(Step::Repeat { run, from: self.own[register], to });
            self.whole[register] = to;
        }
        self.whole[register]
    }
}

fn cost(step: &Step) -> f64 {
    match step {
        Step::Map { .. } | Step::Repeat { .. } => 0.12,
        Step::Lookup { .. } | Step::Gather { .. } | Step::Scatter { .. } => 0.3,
        _ => 0.2,
    }
}
