//! Where a loop reads.

use super::compile::{Access, Compiler, Traffic};
use super::emit::{Count, Lookup, Pointer, Source, Step};
use super::graph::Span;
use super::strided::Walk;
use crate::buffers::{Buffers, Extent, Place};
use crate::error::{Result, malformed};
use crate::schedule::{Axis, DType, LoopInput};

impl Compiler<'_> {
    pub(super) fn inputs(&mut self, buffers: &Buffers) -> Result<(Vec<Access>, Traffic)> {
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
                    self.out.per_task.push(Step::UpdateNumber { to });
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
}
