//! Where a loop writes.

use super::compile::{Access, Compiler, Traffic};
use super::emit::{Count, NO_POINTER, Pointer, Sink, Source, Step};
use super::graph::{Node, Span, register_of};
use super::strided::Walk;
use super::written::{Written, are_apart};
use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::schedule::{Axis, DType, LoopOutput, Reduction};
use crate::simd::table;

impl Compiler<'_> {
    /// Everything else first, then the elements that their own step may write: by then all that is read is known.
    pub(super) fn outputs(&mut self, buffers: &Buffers, reads: &[Access], traffic: &mut Traffic) -> Result<()> {
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
        traffic.places.extend(accesses.iter().map(|access| self.written(access)));
        self.check_product(buffers, reads, &accesses)?;
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
                if !are_apart(&all_axes) {
                    return malformed(format!("the axes of an output in buffer {buffer} meet at one element"));
                }
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

    /// Rows of a product are computed at different times: an epilogue meets its own elements only, until all have ended.
    fn check_product(&self, buffers: &Buffers, reads: &[Access], writes: &[Access]) -> Result<()> {
        let Some((place, product)) = self.product else { return Ok(()) };
        let code = self.code;
        if code.rows <= 1 {
            return Ok(());
        }
        let (_, out) = buffers.range(product.out, place.dtype, 0, code.rows as i128 * code.columns as i128)?;
        let strange = |access: &&Access| {
            let own = access.kind == "element" || (access.kind == "row" && code.columns == 1);
            let after = matches!(access.kind, "columns" | "total");
            access.extent.overlaps(out) && !after && !(own && access.first == out.first && access.size == place.dtype.size())
        };
        match reads.iter().chain(writes).find(strange) {
            None => Ok(()),
            Some(_) => malformed("the epilogue of a product touches elements of it that are not its own"),
        }
    }

    fn written(&self, access: &Access) -> Written {
        let (rows, columns) = (self.code.rows, self.code.columns);
        let run = |length| vec![Axis { length, stride: 1 }];
        let axes = match access.kind {
            "strided" => access.axes.clone(),
            "element" => run(rows * columns),
            "row" => run(rows),
            "columns" => run(columns),
            _ => Vec::new(),
        };
        Written { first: access.first, size: access.size, axes, extent: access.extent }
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
