//! The body of a loop as a graph that was held to the rules: every register with its span, dtype and number of uses.

use crate::error::{Result, malformed};
use crate::schedule::{DType, Loop, LoopInput, LoopOutput, LoopStep, Op, Reduction};
use crate::simd::table::Fused;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Scalar,
    Row,
    Column,
    Element,
}

impl Span {
    /// The smallest span that covers both.
    pub fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Scalar, span) | (span, Self::Scalar) => span,
            (a, b) if a == b => a,
            _ => Self::Element,
        }
    }
}

#[derive(Debug, Clone)]
pub enum Node {
    Input,
    Number(f64),
    /// On operands of the dtype of the last one.
    Elementwise(Op),
    Fused(Fused),
    RowReduce(Reduction),
}

#[derive(Debug, Clone)]
pub struct Register {
    pub node: Node,
    pub operands: Vec<usize>,
    pub dtype: DType,
    pub span: Span,
    pub uses: usize,
}

fn still(axes: &[crate::schedule::Axis]) -> bool {
    axes.iter().all(|axis| axis.stride == 0 || axis.length == 1)
}

fn input(input: &LoopInput, product: Option<DType>) -> Result<(DType, Span)> {
    Ok(match input {
        LoopInput::Element { dtype, .. } | LoopInput::Lookup { dtype, .. } => (*dtype, Span::Element),
        LoopInput::Row { dtype, .. } => (*dtype, Span::Row),
        LoopInput::Column { dtype, .. } => (*dtype, Span::Column),
        LoopInput::Scalar { dtype, .. } => (*dtype, Span::Scalar),
        LoopInput::Strided { dtype, row_axes, column_axes, .. } => {
            let span = match (still(row_axes), still(column_axes)) {
                (true, true) => Span::Scalar,
                (true, false) => Span::Column,
                (false, true) => Span::Row,
                (false, false) => Span::Element,
            };
            (*dtype, span)
        }
        LoopInput::ColumnIndex => (DType::I32, Span::Column),
        LoopInput::RowIndex => (DType::I32, Span::Row),
        LoopInput::Step => (DType::F64, Span::Scalar),
        LoopInput::Product { dtype } => match product {
            Some(own) if own == *dtype => (own, Span::Element),
            _ => return malformed("a loop reads the product of a kernel that is none, or of another dtype"),
        },
    })
}

fn arity(op: Op) -> usize {
    match op {
        Op::Neg | Op::Abs | Op::Sign | Op::Exp | Op::Log | Op::Log1p | Op::Sqrt | Op::Tanh => 1,
        Op::Sin | Op::Cos | Op::Floor | Op::Erf | Op::RoundToHalf | Op::Cast => 1,
        Op::Select => 3,
        _ => 2,
    }
}

fn elementwise(registers: &[Register], op: Op, operands: &[usize], dtype: DType) -> Result<Register> {
    let fault = || malformed(format!("{op:?} of registers {operands:?} does not give {dtype:?}"));
    if operands.len() != arity(op) || operands.iter().any(|&operand| operand >= registers.len()) {
        return fault();
    }
    let dtypes: Vec<DType> = operands.iter().map(|&operand| registers[operand].dtype).collect();
    let values = if op == Op::Select { &dtypes[1..] } else { &dtypes[..] };
    let of = values[0];
    let fits = values.iter().all(|&dtype| dtype == of)
        && match op {
            Op::Cast => true,
            Op::Equal | Op::Less | Op::LessEqual => dtype == DType::Bool,
            Op::Select => dtypes[0] == DType::Bool && dtype == of,
            _ => dtype == of,
        };
    if !fits {
        return fault();
    }
    let span = operands.iter().fold(Span::Scalar, |span, &operand| span.join(registers[operand].span));
    Ok(Register { node: Node::Elementwise(op), operands: operands.to_vec(), dtype, span, uses: 0 })
}

/// All registers of a loop: inputs first, then the steps of the body. `product` is the dtype of the product it follows.
pub fn registers(code: &Loop, product: Option<DType>) -> Result<Vec<Register>> {
    let mut registers = Vec::with_capacity(code.inputs.len() + code.body.len());
    for from in &code.inputs {
        let (dtype, span) = input(from, product)?;
        registers.push(Register { node: Node::Input, operands: Vec::new(), dtype, span, uses: 0 });
    }
    for step in &code.body {
        let register = match step {
            LoopStep::Elementwise { op, operands, dtype } => elementwise(&registers, *op, operands, *dtype)?,
            LoopStep::Number { value, dtype } => {
                Register { node: Node::Number(*value), operands: Vec::new(), dtype: *dtype, span: Span::Scalar, uses: 0 }
            }
            LoopStep::RowReduce { op, operand, dtype } => row_reduce(&registers, *op, *operand, *dtype)?,
        };
        registers.push(register);
    }
    for output in &code.outputs {
        check_output(&registers, output)?;
    }
    Ok(registers)
}

fn row_reduce(registers: &[Register], op: Reduction, operand: usize, dtype: DType) -> Result<Register> {
    let Some(of) = registers.get(operand) else {
        return malformed(format!("there is no register {operand}"));
    };
    let result = if op == Reduction::Argmax { DType::I32 } else { of.dtype };
    if of.dtype == DType::Bool || dtype != result {
        return malformed(format!("{op:?} of {:?} does not give {dtype:?}", of.dtype));
    }
    Ok(Register { node: Node::RowReduce(op), operands: vec![operand], dtype, span: Span::Row, uses: 0 })
}

/// The register of an output.
pub fn register_of(output: &LoopOutput) -> usize {
    match output {
        LoopOutput::Element { register, .. }
        | LoopOutput::Strided { register, .. }
        | LoopOutput::Row { register, .. }
        | LoopOutput::ColumnReduce { register, .. }
        | LoopOutput::TotalReduce { register, .. } => *register,
    }
}

fn check_output(registers: &[Register], output: &LoopOutput) -> Result<()> {
    let Some(register) = registers.get(register_of(output)) else {
        return malformed(format!("there is no register {}", register_of(output)));
    };
    match output {
        LoopOutput::Row { .. } if matches!(register.span, Span::Element | Span::Column) => {
            malformed("a row is written from a register that has a number an element")
        }
        LoopOutput::ColumnReduce { op, .. } | LoopOutput::TotalReduce { op, .. }
            if *op == Reduction::Argmax || register.dtype == DType::Bool =>
        {
            malformed(format!("{op:?} of {:?} over rows is not defined", register.dtype))
        }
        _ => Ok(()),
    }
}

/// Counts the uses of registers by outputs and by registers that are used themselves.
pub fn count_uses(registers: &mut [Register], outputs: &[LoopOutput]) {
    for register in registers.iter_mut() {
        register.uses = 0;
    }
    for output in outputs {
        registers[register_of(output)].uses += 1;
    }
    for i in (0..registers.len()).rev() {
        if registers[i].uses > 0 {
            for operand in registers[i].operands.clone() {
                registers[operand].uses += 1;
            }
        }
    }
}

/// Joins operations to the fused ones. An operation is taken into another where nothing else uses it and both have one span, so
/// nothing is computed more often; every rounding stays where it was.
pub fn fuse(registers: &mut [Register]) {
    for i in 0..registers.len() {
        if registers[i].uses == 0 {
            continue;
        }
        let own = registers[i].clone();
        let Node::Elementwise(op) = own.node else { continue };
        let inner = |operand: usize, wanted: &[Op]| -> Option<(Op, Vec<usize>)> {
            let register = &registers[operand];
            match register.node {
                Node::Elementwise(op) if wanted.contains(&op) && register.uses == 1 && register.span == own.span => {
                    Some((op, register.operands.clone()))
                }
                _ => None,
            }
        };
        let fused = match op {
            Op::Select => inner(own.operands[0], &[Op::Less, Op::LessEqual, Op::Equal])
                .filter(|(_, operands)| registers[operands[0]].dtype == own.dtype)
                .map(|(op, operands)| {
                    let fused = match op {
                        Op::Less => Fused::SelectLess,
                        Op::LessEqual => Fused::SelectLessEqual,
                        _ => Fused::SelectEqual,
                    };
                    (fused, vec![operands[0], operands[1], own.operands[1], own.operands[2]], vec![own.operands[0]])
                }),
            Op::Add if own.dtype.is_float() => {
                let [x, y] = [own.operands[0], own.operands[1]];
                match (inner(x, &[Op::Mul]), inner(y, &[Op::Mul])) {
                    (Some((_, a)), Some((_, b))) if x != y => Some((Fused::MulMulAdd, [a, b].concat(), vec![x, y])),
                    (Some((_, a)), _) => Some((Fused::MulAdd, [a, vec![y]].concat(), vec![x])),
                    (_, Some((_, b))) => Some((Fused::MulAdd, [b, vec![x]].concat(), vec![y])),
                    _ => match (inner(x, &[Op::Add, Op::Sqrt]), inner(y, &[Op::Add, Op::Sqrt])) {
                        (Some((Op::Add, a)), _) => Some((Fused::AddAdd, [a, vec![y]].concat(), vec![x])),
                        (_, Some((Op::Add, b))) => Some((Fused::AddAdd, [b, vec![x]].concat(), vec![y])),
                        (Some((_, a)), _) => Some((Fused::SqrtAdd, [a, vec![y]].concat(), vec![x])),
                        (_, Some((_, b))) => Some((Fused::SqrtAdd, [b, vec![x]].concat(), vec![y])),
                        _ => None,
                    },
                }
            }
            Op::Sub if own.dtype.is_float() => {
                let [x, y] = [own.operands[0], own.operands[1]];
                match (inner(x, &[Op::Mul]), inner(y, &[Op::Mul])) {
                    (Some((_, a)), _) => Some((Fused::MulSub, [a, vec![y]].concat(), vec![x])),
                    (_, Some((_, b))) => Some((Fused::SubMul, [b, vec![x]].concat(), vec![y])),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some((fused, operands, taken)) = fused {
            if own.dtype == DType::Bool {
                continue;
            }
            let is_zero =
                |operand: usize| matches!(registers[operand].node, Node::Number(value) if value == 0.0 && value.is_sign_positive());
            let against_zero = fused == Fused::SelectLess && own.dtype.is_float() && is_zero(operands[0]) && is_zero(operands[3]);
            let (node, kept, dropped) = match operands[..] {
                [a, b, x, y] if against_zero && b == x => (Fused::Relu, vec![b], vec![a, x, y]),
                [a, b, x, y] if against_zero => (Fused::Mask, vec![b, x], vec![a, y]),
                _ => (fused, operands, Vec::new()),
            };
            registers[i].node = Node::Fused(node);
            registers[i].operands = kept;
            for operand in taken {
                registers[operand].uses = 0;
            }
            for operand in dropped {
                registers[operand].uses -= 1;
            }
        }
    }
}
