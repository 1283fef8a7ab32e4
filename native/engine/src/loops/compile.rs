//! From a loop of a schedule to steps over tiles.

use super::emit::{Code, Count, Lookup, NO_POINTER, Pointer, Sink, Source, Step};
use super::graph::{Node, Register, Span, count_uses, fuse, register_of, registers};
use super::place::place_tiles;
use super::strided::Walk;
use crate::buffers::{Buffers, Extent, Place};
use crate::error::{Result, malformed};
use crate::schedule::{Axis, DType, Loop, LoopInput, LoopOutput, LoopStep, Op, Reduction};
use crate::simd::level::{Level, LoopFn};
use crate::simd::table;

/// Elements of a tile: registers of a few kB stay in the first cache.
const TILE: usize = 1024;

/// What a loop touches, for the rules of phases.
#[derive(Debug, Default, Clone)]
pub struct Traffic {
    pub reads: Vec<Extent>,
    pub writes: Vec<Extent>,
}

/// The product that a loop follows.
#[derive(Clone, Copy)]
pub struct Product {
    pub out: usize,
    pub dtype: DType,
}

struct Compiler<'a> {
    level: Level,
    code: &'a Loop,
    registers: Vec<Register>,
    product: Option<(Place, Product)>,
    out: Code,
    /// Pointer of each register in its own span.
    own: Vec<Pointer>,
    /// Pointer of the register repeated to whole tiles.
    whole: Vec<Pointer>,
    scratch: usize,
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
    for output in &mut flat.outputs {
        match output {
            LoopOutput::Element { .. } => {}
            LoopOutput::Row { register, buffer, offset } if one_column => {
                *output = LoopOutput::Element { register: *register, buffer: *buffer, offset: *offset };
            }
            LoopOutput::TotalReduce { register, .. } if spans_elements(&flat.inputs, &flat.body, *register) => {}
            _ => return None,
        }
    }
    flat.columns = code.rows.checked_mul(code.columns)?;
    flat.rows = 1;
    Some(flat)
}

/// Whether a register depends on an element input, in a loop that has only those and scalars.
fn spans_elements(inputs: &[LoopInput], body: &[LoopStep], register: usize) -> bool {
    match inputs.get(register) {
        Some(input) => matches!(input, LoopInput::Element { .. } | LoopInput::Product { .. }),
        None => match body.get(register - inputs.len()) {
            Some(LoopStep::Elementwise { operands, .. }) => {
                operands.iter().any(|&operand| operand < register && spans_elements(inputs, body, operand))
            }
            _ => false,
        },
    }
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
struct Access {
    kind: &'static str,
    first: usize,
    size: usize,
    axes: Vec<Axis>,
    extent: Extent,
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

    /// Everything else first, then the elements that their own step may write: by then all that is read is known.
    fn outputs(&mut self, buffers: &Buffers, reads: &[Access], traffic: &mut Traffic) -> Result<()> {
        let code = self.code;
        let mut accesses = Vec::new();
        for output in &code.outputs {
            accesses.push(self.access(output, buffers)?);
        }
        let single = code.rows <= self.out.tile_rows && code.columns <= self.out.width;
        for (output, access) in code.outputs.iter().zip(&accesses) {
            let after = matches!(output, LoopOutput::ColumnReduce { .. } | LoopOutput::TotalReduce { .. });
            let clash = |read: &Access| {
                let same = access.kind == read.kind && access.first == read.first && access.size == read.size && access.axes == read.axes;
                access.extent.overlaps(read.extent) && !same
            };
            if !after && !single && reads.iter().any(clash) {
                return malformed("a loop writes elements that it reads at other places");
            }
            traffic.writes.push(access.extent);
        }
        if reads.iter().any(|read| traffic.writes.iter().any(|write| write.overlaps(read.extent))) {
            self.keep_overwritten_inputs(&traffic.writes);
        }
        for (output, access) in code.outputs.iter().zip(&accesses) {
            if !matches!(output, LoopOutput::Element { .. }) {
                self.output(output, access, buffers)?;
            }
        }
        for (output, access) in code.outputs.iter().zip(&accesses) {
            if matches!(output, LoopOutput::Element { .. }) {
                self.element_output(register_of(output), access, reads);
            }
        }
        Ok(())
    }

    fn pointer(&mut self, source: Source) -> Pointer {
        self.out.sources.push(source);
        self.out.sources.len() - 1
    }

    /// Scratch memory that lives as long as the task.
    fn keep(&mut self, bytes: usize) -> Pointer {
        let at = self.scratch;
        self.scratch += bytes.next_multiple_of(64);
        self.pointer(Source::Scratch(at))
    }

    fn inputs(&mut self, buffers: &Buffers) -> Result<(Vec<Access>, Traffic)> {
        let mut accesses = Vec::new();
        let mut traffic = Traffic::default();
        let code = self.code;
        let (rows, columns) = (code.rows as i128, code.columns as i128);
        for (i, input) in code.inputs.iter().enumerate() {
            let mut touch = |kind, place: Place, offset: usize, axes: Vec<Axis>, extent: Extent| {
                let size = place.dtype.size();
                accesses.push(Access { kind, first: place.start as usize + offset * size, size, axes, extent });
                traffic.reads.push(extent);
                (place.start.wrapping_add(offset * size), size)
            };
            let pointer = match input {
                LoopInput::Element { buffer, offset, dtype } => {
                    let (place, extent) = buffers.range(*buffer, *dtype, *offset, rows * columns)?;
                    let (base, size) = touch("element", place, *offset, Vec::new(), extent);
                    self.pointer(Source::Element { base, size })
                }
                LoopInput::Row { buffer, offset, dtype } => {
                    let (place, extent) = buffers.range(*buffer, *dtype, *offset, rows)?;
                    let (base, size) = touch("row", place, *offset, Vec::new(), extent);
                    self.pointer(Source::Row { base, size })
                }
                LoopInput::Column { buffer, offset, dtype } => {
                    let (place, extent) = buffers.range(*buffer, *dtype, *offset, columns)?;
                    let (base, size) = touch("column", place, *offset, Vec::new(), extent);
                    self.pointer(Source::Column { base, size })
                }
                LoopInput::Scalar { buffer, offset, dtype } => {
                    let (place, extent) = buffers.range(*buffer, *dtype, *offset, 1)?;
                    let (base, _) = touch("scalar", place, *offset, Vec::new(), extent);
                    self.pointer(Source::Fixed(base))
                }
                LoopInput::Strided { buffer, offset, dtype, row_axes, column_axes } => {
                    let (walk, extent) = Walk::new(buffers, *buffer, *dtype, *offset, row_axes, column_axes, code.rows, code.columns)?;
                    touch("strided", buffers.get(*buffer)?, *offset, [&row_axes[..], &column_axes[..]].concat(), extent);
                    self.out.walks.push(walk);
                    self.strided_input(i)
                }
                LoopInput::Lookup { buffer, offset, dtype, table_rows, indices, index_offset, index_stride } => {
                    let (place, extent) = buffers.range(*buffer, *dtype, *offset, *table_rows as i128 * columns)?;
                    let (table, size) = touch("lookup", place, *offset, Vec::new(), extent);
                    let last = *index_offset as i128 + (rows - 1).max(0) * *index_stride as i128;
                    let (chosen, extent) = if rows == 0 {
                        buffers.range(*indices, DType::I32, 0, 0)?
                    } else {
                        buffers.span(*indices, DType::I32, *index_offset as i128, last)?
                    };
                    let (first, _) = touch("indices", chosen, *index_offset, Vec::new(), extent);
                    self.out.lookups.push(Lookup {
                        table: table.cast_const(),
                        size,
                        table_rows: *table_rows,
                        indices: first.cast_const().cast(),
                        index_stride: *index_stride,
                    });
                    let to = self.pointer(Source::Tile { size });
                    if self.registers[i].uses > 0 {
                        self.out.per_tile.push(Step::Lookup { lookup: self.out.lookups.len() - 1, to });
                    }
                    to
                }
                LoopInput::ColumnIndex => {
                    let to = self.keep(4 * self.out.width);
                    self.out.per_columns.push(Step::ColumnIndex { to });
                    to
                }
                LoopInput::RowIndex => {
                    let to = self.keep(4 * self.out.tile_rows);
                    self.out.per_tile.push(Step::RowIndex { to });
                    to
                }
                LoopInput::Step => {
                    let to = self.keep(8);
                    self.out.per_task.push(Step::StepNumber { to });
                    to
                }
                LoopInput::Product { .. } => {
                    let Some((place, product)) = self.product else { return malformed("there is no product to read") };
                    let (place, extent) = buffers.range(product.out, place.dtype, 0, rows * columns)?;
                    let (base, size) = touch("element", place, 0, Vec::new(), extent);
                    self.pointer(Source::Element { base, size })
                }
            };
            self.own[i] = pointer;
        }
        Ok((accesses, traffic))
    }

    /// The last walk as an input, gathered when its span asks for it.
    fn strided_input(&mut self, i: usize) -> Pointer {
        let walk = self.out.walks.len() - 1;
        let size = self.registers[i].dtype.size();
        let used = self.registers[i].uses > 0;
        let (count, to) = match self.registers[i].span {
            Span::Scalar => (Count::One, self.keep(8)),
            Span::Row => (Count::Rows, self.keep(size * self.out.tile_rows)),
            Span::Column => (Count::Columns, self.keep(size * self.out.width)),
            Span::Element => (Count::Tile, self.pointer(Source::Tile { size })),
        };
        if used {
            let step = Step::Gather { walk, size, count, to };
            match count {
                Count::One => self.out.per_task.push(step),
                Count::Columns => self.out.per_columns.push(step),
                _ => self.out.per_tile.push(step),
            }
        }
        to
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
                    DType::I32 => u64::from((value as i64 as i32) as u32),
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
    fn in_tile(&mut self, register: usize) -> (Pointer, bool) {
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
    fn filled(&mut self, register: usize) -> Pointer {
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

    fn access(&self, output: &LoopOutput, buffers: &Buffers) -> Result<Access> {
        let dtype = self.registers[register_of(output)].dtype;
        let (rows, columns) = (self.code.rows as i128, self.code.columns as i128);
        let mut all_axes = Vec::new();
        let (kind, buffer, offset, extent) = match output {
            LoopOutput::Element { buffer, offset, .. } => {
                ("element", buffer, offset, buffers.range(*buffer, dtype, *offset, rows * columns)?.1)
            }
            LoopOutput::Strided { buffer, offset, row_axes, column_axes, .. } => {
                all_axes = [&row_axes[..], &column_axes[..]].concat();
                let (_, extent) = Walk::new(buffers, *buffer, dtype, *offset, row_axes, column_axes, self.code.rows, self.code.columns)?;
                ("strided", buffer, offset, extent)
            }
            LoopOutput::Row { buffer, offset, .. } => ("row", buffer, offset, buffers.range(*buffer, dtype, *offset, rows)?.1),
            LoopOutput::ColumnReduce { buffer, offset, .. } => {
                ("columns", buffer, offset, buffers.range(*buffer, dtype, *offset, columns)?.1)
            }
            LoopOutput::TotalReduce { buffer, offset, .. } => ("total", buffer, offset, buffers.range(*buffer, dtype, *offset, 1)?.1),
        };
        let size = dtype.size();
        let first = buffers.get(*buffer)?.start as usize + offset.wrapping_mul(size);
        Ok(Access { kind, first, size, axes: all_axes, extent })
    }

    fn element_output(&mut self, register: usize, access: &Access, reads: &[Access]) {
        let dtype = self.registers[register].dtype;
        let source = Source::Element { base: access.first as *mut u8, size: dtype.size() };
        let is_element = self.registers[register].span == Span::Element;
        if !is_element || !self.write_directly(register, source, access.extent, reads) {
            let (from, is_one) = self.in_tile(register);
            let to = self.pointer(source);
            self.copy(dtype, Count::Tile, from, is_one, to);
        }
    }

    fn output(&mut self, output: &LoopOutput, access: &Access, buffers: &Buffers) -> Result<()> {
        let register = register_of(output);
        let dtype = self.registers[register].dtype;
        let size = dtype.size();
        let start = access.first as *mut u8;
        match output {
            LoopOutput::Element { .. } => {}
            LoopOutput::Strided { buffer, offset, row_axes, column_axes, .. } => {
                let (walk, _) = Walk::new(buffers, *buffer, dtype, *offset, row_axes, column_axes, self.code.rows, self.code.columns)?;
                let (from, splat) = self.in_tile(register);
                self.out.walks.push(walk);
                self.out.per_tile.push(Step::Scatter { walk: self.out.walks.len() - 1, size, from, splat });
            }
            LoopOutput::Row { .. } => {
                let to = self.pointer(Source::Row { base: start, size });
                self.copy(dtype, Count::Rows, self.own[register], self.registers[register].span == Span::Scalar, to);
            }
            LoopOutput::ColumnReduce { op, .. } => {
                let Some(run) = table::column_reduction(self.level, *op, dtype) else {
                    return malformed(format!("{op:?} of {dtype:?} over rows"));
                };
                let from = self.filled(register);
                let sink = self.sink(true, *op, dtype, start);
                self.out.per_tile.push(Step::ColumnReduce { run, from, sink });
            }
            LoopOutput::TotalReduce { op, .. } => {
                let Some(run) = table::row_reduction(self.level, *op, dtype) else {
                    return malformed(format!("{op:?} of {dtype:?} over all elements"));
                };
                let span = self.registers[register].span;
                let by_row = matches!(span, Span::Row | Span::Scalar);
                let from = match span {
                    Span::Row => self.own[register],
                    Span::Scalar => {
                        let to = self.keep(size * self.out.tile_rows);
                        self.copy(dtype, Count::Rows, self.own[register], true, to);
                        to
                    }
                    Span::Column | Span::Element => self.filled(register),
                };
                let sink = self.sink(false, *op, dtype, start);
                self.out.per_tile.push(Step::TotalReduce { run, from, sink, by_row });
            }
        }
        Ok(())
    }

    fn sink(&mut self, by_column: bool, op: Reduction, dtype: DType, out: *mut u8) -> usize {
        self.out.sinks.push(Sink { by_column, is_max: op == Reduction::Max, dtype, out, parts: std::ptr::null_mut() });
        self.out.sinks.len() - 1
    }

    fn copy(&mut self, dtype: DType, count: Count, from: Pointer, is_one: bool, to: Pointer) {
        let run = if is_one { table::fill(self.level, dtype) } else { table::cast(self.level, dtype, dtype) };
        let from = [from, NO_POINTER, NO_POINTER, NO_POINTER];
        self.out.per_tile.push(Step::Map { run, count, from, splat: u8::from(is_one), to });
    }

    /// Lets the step that computes a register write into the output at once, where nothing reads what stood there after that.
    fn write_directly(&mut self, register: usize, to: Source, extent: Extent, reads: &[Access]) -> bool {
        let own = self.own[register];
        if !matches!(self.out.sources[own], Source::Tile { .. }) {
            return false;
        }
        let Some(defined) = self.out.per_tile.iter().position(|step| step.writes() == Some(own)) else { return false };
        if !matches!(self.out.per_tile[defined], Step::Map { .. }) {
            return false;
        }
        let (Source::Element { base: start, .. }, overlaps) = (to, |read: &&Access| read.extent.overlaps(extent)) else { return false };
        let aligned = reads.iter().filter(overlaps).all(|read| read.kind == "element" && read.first == start as usize);
        let later = self.out.per_tile[defined + 1..].iter().flat_map(Step::reads);
        if !aligned || later.into_iter().any(|pointer| matches!(self.out.sources[pointer], Source::Element { base, .. } if base == start)) {
            return false;
        }
        self.out.sources[own] = to;
        true
    }

    /// Copies inputs that are written out as they are and that another output overwrites: outputs are written one after another.
    fn keep_overwritten_inputs(&mut self, written: &[Extent]) {
        for output in &self.code.outputs {
            let i = register_of(output);
            if !matches!(self.registers[i].node, Node::Input) {
                continue;
            }
            let (dtype, own) = (self.registers[i].dtype, self.own[i]);
            let size = dtype.size();
            let (base, length, count) = match self.out.sources[own] {
                Source::Element { base, .. } => (base, self.code.rows * self.code.columns, Count::Tile),
                Source::Row { base, .. } => (base, self.code.rows, Count::Rows),
                Source::Fixed(base) => (base, 1, Count::One),
                _ => continue,
            };
            let extent = Extent { first: base as usize, end: base as usize + length * size };
            if !written.iter().any(|other| other.overlaps(extent)) {
                continue;
            }
            let to = match count {
                Count::Tile => self.pointer(Source::Tile { size }),
                Count::Rows => self.keep(size * self.out.tile_rows),
                _ => self.keep(8),
            };
            self.copy(dtype, count, own, false, to);
            self.own[i] = to;
        }
    }
}

fn cost(step: &Step) -> f64 {
    match step {
        Step::Map { .. } | Step::Repeat { .. } => 0.12,
        Step::Lookup { .. } | Step::Gather { .. } | Step::Scatter { .. } => 0.3,
        _ => 0.2,
    }
}
