use super::emit::Code;
use super::run::Part;

/// Nanoseconds that a task should take at least.
const WORTH_A_TASK: f64 = 15_000.0;
const MOST_PARTS: usize = 16;

/// Boundaries of at most `parts` ranges of `n` in multiples of `step`, as even as that allows.
pub fn ranges(n: usize, step: usize, parts: usize) -> Vec<(usize, usize)> {
    let blocks = n.div_ceil(step.max(1));
    let parts = parts.clamp(1, blocks.max(1));
    let at = |i: usize| (blocks * i / parts * step).min(n);
    (0..parts).map(|i| (at(i), at(i + 1))).collect()
}

/// The parts of a loop, and how many ranges of rows there are. It follows from the shape and the body alone.
pub fn cut(code: &Code) -> (Vec<Part>, usize) {
    let time = (code.rows * code.columns) as f64 * code.cost;
    cut_into(code, ((time / WORTH_A_TASK) as usize).clamp(1, MOST_PARTS))
}

pub(super) fn cut_into(code: &Code, wanted: usize) -> (Vec<Part>, usize) {
    let rows = ranges(code.rows, code.tile_rows, wanted);
    let across = if code.may_cut_columns { wanted / rows.len() } else { 1 };
    let columns = ranges(code.columns, code.width, across.max(1));
    let mut parts = Vec::new();
    for (row_part, &rows) in rows.iter().enumerate() {
        for &columns in &columns {
            parts.push(Part { rows, columns, row_part, part: parts.len() });
        }
    }
    (parts, rows.len())
}
