//! Loops made at random against an interpreter that computes one element after another.

use super::compile::compile;
use super::cut::cut;
use super::graph::registers;
use crate::buffers::{Buffers, Place};
use crate::memory::Region;
use crate::schedule::{Axis, DType, Loop, LoopInput, LoopOutput, LoopStep, Op, Reduction};
use crate::simd::level::Level;

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn number(&mut self) -> f64 {
        let special = [0.0, -0.0, 1.0, -1.0, f64::NAN, f64::INFINITY];
        if self.below(40) == 0 { self.of(&special) } else { self.below(4001) as f64 / 512.0 - 3.5 }
    }
}

/// Buffers of a test with what they held at first.
struct Memory {
    regions: Vec<Region>,
    buffers: Buffers,
}

fn size(dtype: DType) -> usize {
    dtype.size()
}

fn load(place: &Place, i: usize) -> f64 {
    assert!(i < place.length);
    // SAFETY: within the length.
    unsafe {
        match place.dtype {
            DType::F32 => f64::from(*place.start.cast::<f32>().add(i)),
            DType::F64 => *place.start.cast::<f64>().add(i),
            DType::I32 => f64::from(*place.start.cast::<i32>().add(i)),
            DType::Bool => f64::from(*place.start.add(i)),
        }
    }
}

fn store(place: &Place, i: usize, x: f64) {
    assert!(i < place.length);
    // SAFETY: within the length.
    unsafe {
        match place.dtype {
            DType::F32 => *place.start.cast::<f32>().add(i) = x as f32,
            DType::F64 => *place.start.cast::<f64>().add(i) = x,
            DType::I32 => *place.start.cast::<i32>().add(i) = x as i64 as i32,
            DType::Bool => *place.start.add(i) = u8::from(x != 0.0),
        }
    }
}

impl Memory {
    fn new() -> Self {
        Self { regions: Vec::new(), buffers: Buffers::default() }
    }

    fn add(&mut self, dtype: DType, length: usize, dice: &mut Dice) -> usize {
        let region = Region::new(length * size(dtype)).unwrap();
        let place = Place { start: region.start(), dtype, length };
        for i in 0..length {
            let x = dice.number();
            store(&place, i, if dtype == DType::Bool { f64::from(u8::from(x > 0.0)) } else { x });
        }
        self.regions.push(region);
        self.buffers.places.push(place);
        self.buffers.places.len() - 1
    }

    fn copy(&self) -> Self {
        let mut copy = Self::new();
        for place in &self.buffers.places {
            let region = Region::new(place.length * size(place.dtype)).unwrap();
            // SAFETY: both have the length.
            unsafe { std::ptr::copy_nonoverlapping(place.start, region.start(), place.length * size(place.dtype)) };
            copy.buffers.places.push(Place { start: region.start(), ..*place });
            copy.regions.push(region);
        }
        copy
    }
}

fn round(dtype: DType, x: f64) -> f64 {
    match dtype {
        DType::F32 => f64::from(x as f32),
        DType::F64 => x,
        DType::I32 => f64::from(x as i64 as i32),
        DType::Bool => f64::from(u8::from(x != 0.0)),
    }
}

fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

fn fold(op: Reduction, xs: impl Iterator<Item = f64>) -> f64 {
    match op {
        Reduction::Sum => xs.fold(0.0, |a, b| a + b),
        Reduction::Max => xs.fold(f64::NEG_INFINITY, larger),
        Reduction::Argmax => {
            let xs: Vec<f64> = xs.collect();
            let first_nan = xs.iter().position(|x| x.is_nan());
            let most = xs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            first_nan.or_else(|| xs.iter().position(|&x| x == most)).unwrap_or(0) as f64
        }
    }
}

fn digits(axes: &[Axis], mut i: usize) -> isize {
    let mut at = 0;
    for axis in axes.iter().rev() {
        at += (i % axis.length) as isize * axis.stride;
        i /= axis.length;
    }
    at
}

/// The value of every register at every element, then the outputs.
fn plain(code: &Loop, memory: &Memory) {
    let (rows, columns) = (code.rows, code.columns);
    let graph = registers(code, None).unwrap();
    let places = &memory.buffers.places;
    let mut values: Vec<Vec<f64>> = Vec::new();
    let each = |f: &dyn Fn(usize, usize) -> f64| -> Vec<f64> { (0..rows * columns).map(|i| f(i / columns, i % columns)).collect() };
    for input in &code.inputs {
        values.push(match input {
            LoopInput::Element { buffer, offset, .. } => each(&|r, c| load(&places[*buffer], offset + r * columns + c)),
            LoopInput::Row { buffer, offset, .. } => each(&|r, _| load(&places[*buffer], offset + r)),
            LoopInput::Column { buffer, offset, .. } => each(&|_, c| load(&places[*buffer], offset + c)),
            LoopInput::Scalar { buffer, offset, .. } => each(&|_, _| load(&places[*buffer], *offset)),
            LoopInput::Strided { buffer, offset, row_axes, column_axes, .. } => {
                each(&|r, c| load(&places[*buffer], (*offset as isize + digits(row_axes, r) + digits(column_axes, c)) as usize))
            }
            LoopInput::Lookup { buffer, offset, table_rows, indices, index_offset, index_stride, .. } => each(&|r, c| {
                let index = load(&places[*indices], index_offset + r * index_stride);
                if index < 0.0 || index >= *table_rows as f64 { 0.0 } else { load(&places[*buffer], offset + index as usize * columns + c) }
            }),
            LoopInput::ColumnIndex => each(&|_, c| c as f64),
            LoopInput::RowIndex => each(&|r, _| r as f64),
            LoopInput::Step => each(&|_, _| 7.0),
            LoopInput::Product { .. } => unreachable!(),
        });
    }
    for (i, step) in code.body.iter().enumerate() {
        let dtype = graph[code.inputs.len() + i].dtype;
        let value = match step {
            LoopStep::Number { value, .. } => vec![round(dtype, *value); rows * columns],
            LoopStep::RowReduce { op, operand, .. } => {
                let found: Vec<f64> =
                    (0..rows).map(|r| round(dtype, fold(*op, values[*operand][r * columns..(r + 1) * columns].iter().copied()))).collect();
                each(&|r, _| found[r])
            }
            LoopStep::Elementwise { op, operands, .. } => (0..rows * columns)
                .map(|i| {
                    let x = |k: usize| values[operands[k]][i];
                    round(
                        dtype,
                        match op {
                            Op::Neg => -x(0),
                            Op::Abs => x(0).abs(),
                            Op::Sqrt => x(0).sqrt(),
                            Op::Floor => x(0).floor(),
                            Op::Cast if dtype == DType::I32 => f64::from(x(0) as i32),
                            Op::Cast => x(0),
                            Op::Add => x(0) + x(1),
                            Op::Sub => x(0) - x(1),
                            Op::Mul => x(0) * x(1),
                            Op::Div => x(0) / x(1),
                            Op::Maximum => larger(x(0), x(1)),
                            Op::Less => f64::from(u8::from(x(0) < x(1))),
                            Op::LessEqual => f64::from(u8::from(x(0) <= x(1))),
                            Op::Equal => f64::from(u8::from(x(0) == x(1))),
                            Op::Select => {
                                if x(0) != 0.0 {
                                    x(1)
                                } else {
                                    x(2)
                                }
                            }
                            _ => unreachable!(),
                        },
                    )
                })
                .collect(),
        };
        values.push(value);
    }
    for output in &code.outputs {
        match output {
            LoopOutput::Element { register, buffer, offset } => {
                (0..rows * columns).for_each(|i| store(&places[*buffer], offset + i, values[*register][i]));
            }
            LoopOutput::Strided { register, buffer, offset, row_axes, column_axes } => (0..rows * columns).for_each(|i| {
                let at = *offset as isize + digits(row_axes, i / columns) + digits(column_axes, i % columns);
                store(&places[*buffer], at as usize, values[*register][i]);
            }),
            LoopOutput::Row { register, buffer, offset } if columns > 0 => {
                (0..rows).for_each(|r| store(&places[*buffer], offset + r, values[*register][r * columns]));
            }
            LoopOutput::Row { .. } => {}
            LoopOutput::ColumnReduce { op, register, buffer, offset } => (0..columns).for_each(|c| {
                let found = fold(*op, (0..rows).map(|r| values[*register][r * columns + c]));
                store(&places[*buffer], offset + c, found);
            }),
            LoopOutput::TotalReduce { op, register, buffer, offset } => {
                use super::graph::Span;
                let by_row = matches!(graph[*register].span, Span::Row | Span::Scalar);
                let found = if by_row && columns > 0 {
                    fold(*op, (0..rows).map(|r| values[*register][r * columns]))
                } else {
                    fold(*op, values[*register].iter().copied())
                };
                store(&places[*buffer], *offset, found);
            }
        }
    }
}

fn input(rows: usize, columns: usize, memory: &mut Memory, dice: &mut Dice) -> LoopInput {
    let dtype = dice.of(&[DType::F32, DType::F32, DType::F32, DType::F64, DType::I32]);
    let offset = dice.below(3);
    let mut buffer = |dtype, length: usize, dice: &mut Dice| memory.add(dtype, offset + length, dice);
    match dice.below(9) {
        0..3 => LoopInput::Element { buffer: buffer(dtype, rows * columns, dice), offset, dtype },
        3 => LoopInput::Row { buffer: buffer(dtype, rows, dice), offset, dtype },
        4 => LoopInput::Column { buffer: buffer(dtype, columns, dice), offset, dtype },
        5 => LoopInput::Scalar { buffer: buffer(dtype, 1, dice), offset, dtype },
        6 => {
            // Transposed, with the columns in two digits where that goes.
            let column_axes = if columns.is_multiple_of(2) {
                vec![Axis { length: 2, stride: (rows * columns / 2) as isize }, Axis { length: columns / 2, stride: rows as isize }]
            } else {
                vec![Axis { length: columns, stride: rows as isize }]
            };
            let row_axes = vec![Axis { length: rows, stride: 1 }];
            LoopInput::Strided { buffer: buffer(dtype, rows * columns, dice), offset, dtype, row_axes, column_axes }
        }
        7 => LoopInput::Lookup {
            buffer: buffer(dtype, 5 * columns, dice),
            offset,
            dtype,
            table_rows: 5,
            indices: memory.add(DType::I32, 1 + 2 * rows, dice),
            index_offset: 1,
            index_stride: 2,
        },
        _ => dice.of(&[0, 1, 2]).pipe(|i| match i {
            0 => LoopInput::ColumnIndex,
            1 => LoopInput::RowIndex,
            _ => LoopInput::Step,
        }),
    }
}

trait Pipe: Sized {
    fn pipe<T>(self, f: impl FnOnce(Self) -> T) -> T {
        f(self)
    }
}
impl<T> Pipe for T {}

fn body(code: &mut Loop, dice: &mut Dice) {
    for _ in 0..1 + dice.below(14) {
        let graph = registers(code, None).unwrap();
        let known = graph.len();
        let a = dice.below(known);
        let of = graph[a].dtype;
        let same: Vec<usize> = (0..known).filter(|&i| graph[i].dtype == of).collect();
        let b = dice.of(&same);
        let conditions: Vec<usize> = (0..known).filter(|&i| graph[i].dtype == DType::Bool).collect();
        let step = |op, operands: Vec<usize>, dtype| LoopStep::Elementwise { op, operands, dtype };
        let float = of.is_float();
        if float && dice.below(6) == 0 {
            // The mask of a ReLU, which becomes one operation.
            code.body.push(LoopStep::Number { value: 0.0, dtype: of });
            code.body.push(step(Op::Less, vec![known, a], DType::Bool));
            code.body.push(step(Op::Select, vec![known + 1, dice.of(&[a, b]), known], of));
            continue;
        }
        code.body.push(match dice.below(12) {
            0 => LoopStep::Number { value: dice.number(), dtype: dice.of(&[DType::F32, DType::F64, DType::I32]) },
            1 if of != DType::Bool && code.columns > 0 => match dice.below(3) {
                0 => LoopStep::RowReduce { op: Reduction::Sum, operand: a, dtype: of },
                1 => LoopStep::RowReduce { op: Reduction::Max, operand: a, dtype: of },
                _ => LoopStep::RowReduce { op: Reduction::Argmax, operand: a, dtype: DType::I32 },
            },
            2 => {
                let to = dice.of(&[DType::F32, DType::F64, DType::I32, DType::Bool]);
                step(Op::Cast, vec![a], to)
            }
            3 if !conditions.is_empty() => step(Op::Select, vec![dice.of(&conditions), a, b], of),
            4 if of != DType::Bool => step(dice.of(&[Op::Less, Op::LessEqual]), vec![a, b], DType::Bool),
            5 => step(Op::Equal, vec![a, b], DType::Bool),
            6 if float => step(dice.of(&[Op::Sqrt, Op::Sqrt, Op::Floor]), vec![a], of),
            7 if float => step(Op::Div, vec![a, b], of),
            8 if of != DType::Bool => step(dice.of(&[Op::Neg, Op::Abs]), vec![a], of),
            9 if float => step(Op::Maximum, vec![a, b], of),
            // Products of i32 are left to their own test: f64 loses their low bits.
            10 if float => step(Op::Mul, vec![a, b], of),
            _ if of != DType::Bool => step(dice.of(&[Op::Add, Op::Sub]), vec![a, b], of),
            _ => step(Op::Equal, vec![a, b], DType::Bool),
        });
    }
}

fn outputs(code: &mut Loop, memory: &mut Memory, dice: &mut Dice) {
    use super::graph::Span;
    let graph = registers(code, None).unwrap();
    let (rows, columns) = (code.rows, code.columns);
    let mut overwritten = Vec::new();
    for _ in 0..1 + dice.below(4) {
        let register = if dice.below(3) == 0 { dice.below(graph.len()) } else { graph.len() - 1 - dice.below(3.min(graph.len())) };
        let dtype = graph[register].dtype;
        let offset = dice.below(3);
        let op = dice.of(&[Reduction::Sum, Reduction::Sum, Reduction::Max]);
        let in_place = code.inputs.iter().find_map(|input| match input {
            LoopInput::Element { buffer, offset, dtype: of } if *of == dtype && !overwritten.contains(buffer) => Some((*buffer, *offset)),
            _ => None,
        });
        code.outputs.push(match dice.below(7) {
            0 if rows * columns > 0 && dtype != DType::Bool => {
                LoopOutput::TotalReduce { op, register, buffer: memory.add(dtype, 1 + offset, dice), offset }
            }
            1 if dtype != DType::Bool => {
                LoopOutput::ColumnReduce { op, register, buffer: memory.add(dtype, columns + offset, dice), offset }
            }
            2 if matches!(graph[register].span, Span::Row | Span::Scalar) && columns > 0 => {
                LoopOutput::Row { register, buffer: memory.add(dtype, rows + offset, dice), offset }
            }
            3 => LoopOutput::Strided {
                register,
                buffer: memory.add(dtype, rows * columns + offset, dice),
                offset,
                row_axes: vec![Axis { length: rows, stride: 1 }],
                column_axes: vec![Axis { length: columns, stride: rows as isize }],
            },
            4 | 5 if in_place.is_some() => {
                let (buffer, offset) = in_place.unwrap();
                overwritten.push(buffer);
                LoopOutput::Element { register, buffer, offset }
            }
            _ => LoopOutput::Element { register, buffer: memory.add(dtype, rows * columns + offset, dice), offset },
        });
    }
}

fn same(a: f64, b: f64, dtype: DType) -> bool {
    let tolerance = if dtype == DType::F32 { 2e-7 } else { 1e-12 };
    a == b || (a.is_nan() && b.is_nan()) || (dtype.is_float() && (a - b).abs() <= tolerance * (1.0 + b.abs()))
}

#[test]
fn loops_made_at_random_compute_what_a_plain_interpreter_does() {
    let levels: Vec<Level> = Level::ALL.into_iter().filter(|level| level.is_available()).collect();
    for seed in 0..1000 {
        let mut dice = Dice(seed * 7919 + 1);
        let rows = dice.of(&[0, 1, 1, 2, 5, 37, 300]);
        let columns = dice.of(&[0, 1, 1, 3, 8, 59, 200, 1024, 1500]);
        let rows = if columns > 300 { rows.min(7) } else { rows };
        let mut memory = Memory::new();
        let mut code = Loop { rows, columns, inputs: Vec::new(), body: Vec::new(), outputs: Vec::new() };
        for _ in 0..1 + dice.below(4) {
            let next = input(rows, columns, &mut memory, &mut dice);
            code.inputs.push(next);
        }
        body(&mut code, &mut dice);
        outputs(&mut code, &mut memory, &mut dice);
        let expected = memory.copy();
        plain(&code, &expected);
        for &level in &levels {
            let found = memory.copy();
            let (mut compiled, _) =
                compile(&code, &found.buffers, None, level).unwrap_or_else(|error| panic!("{seed}: {error}\n{code:#?}"));
            let (parts, row_parts) = cut_small(&compiled, seed as usize);
            let mut totals = Vec::new();
            for sink in &mut compiled.sinks {
                let numbers = if sink.by_column { row_parts * compiled.columns } else { parts.len() };
                totals.push(Region::new(8 * numbers).unwrap());
                sink.parts = totals.last().unwrap().start().cast();
            }
            let scratch = Region::new(compiled.scratch).unwrap();
            let mut pointers = vec![std::ptr::null_mut(); compiled.sources.len()];
            // SAFETY: one thread, memory of the sizes asked for.
            unsafe {
                // Backwards: the order of parts must not matter.
                for part in parts.iter().rev() {
                    compiled.run(part, scratch.start(), &mut pointers, 7.0);
                }
                compiled.finish(row_parts, parts.len());
            }
            for (buffer, (a, b)) in found.buffers.places.iter().zip(&expected.buffers.places).enumerate() {
                for i in 0..a.length {
                    let (x, y) = (load(a, i), load(b, i));
                    assert!(
                        same(x, y, a.dtype),
                        "seed {seed}, {}: element {i} of buffer {buffer} is {x}, not {y}\n{code:#?}",
                        level.name()
                    );
                }
            }
        }
    }
}

/// The parts of a loop; every second time as many as its shape allows, so that small ones are cut too.
fn cut_small(code: &super::emit::Code, seed: usize) -> (Vec<super::run::Part>, usize) {
    if seed.is_multiple_of(2) {
        return cut(code);
    }
    super::cut::cut_into(code, 4)
}
