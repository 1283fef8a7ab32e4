//! Which elements outputs write, exactly: extents say only between which bytes.

use crate::buffers::Extent;
use crate::error::{Result, malformed};
use crate::memory::Region;
use crate::schedule::Axis;

/// Elements of `size` bytes at `first` + Σ index · stride of the axes.
#[derive(Debug, Clone)]
pub struct Written {
    pub first: usize,
    pub size: usize,
    pub axes: Vec<Axis>,
    pub extent: Extent,
}

/// Whether each element of axes stands alone: each stride is larger than all that the smaller ones reach.
pub fn are_apart(axes: &[Axis]) -> bool {
    if axes.iter().any(|axis| axis.length == 0) {
        return true;
    }
    let mut steps: Vec<(u128, u128)> =
        axes.iter().filter(|axis| axis.length > 1).map(|axis| (axis.stride.unsigned_abs() as u128, axis.length as u128)).collect();
    steps.sort_unstable();
    let mut reach = 0;
    steps.into_iter().all(|(stride, length)| {
        let apart = stride > reach;
        reach += stride * (length - 1);
        apart
    })
}

/// Refuses outputs that write the same element. What they write may interleave, as parts of the rows of one matrix do.
pub fn check_apart(written: &[Written]) -> Result<()> {
    let mut written: Vec<&Written> = written.iter().filter(|w| w.extent.first < w.extent.end).collect();
    written.sort_unstable_by_key(|w| w.extent.first);
    let mut from = 0;
    while from < written.len() {
        let mut end = written[from].extent.end;
        let mut to = from + 1;
        while to < written.len() && written[to].extent.first < end {
            end = end.max(written[to].extent.end);
            to += 1;
        }
        if to - from > 1 {
            check_group(&written[from..to], written[from].extent.first, end)?;
        }
        from = to;
    }
    Ok(())
}

/// Marks every element between two addresses that is written.
fn check_group(written: &[&Written], first: usize, end: usize) -> Result<()> {
    let size = written[0].size;
    if written.iter().any(|w| w.size != size || !(w.first - first).is_multiple_of(size)) {
        return malformed("two outputs of one kernel write the same bytes as different dtypes");
    }
    let marks = Region::new((end - first) / size)?;
    for w in written {
        let mut free = true;
        let start = ((w.first - first) / size) as isize;
        each(&w.axes, start, &mut |at| {
            // SAFETY: the extents of all outputs lie between the addresses; marks begin as zeros.
            unsafe {
                let mark = marks.start().offset(at);
                free &= *mark == 0;
                *mark = 1;
            }
        });
        if !free {
            return malformed("two outputs of one kernel write the same element");
        }
    }
    Ok(())
}

fn each(axes: &[Axis], start: isize, visit: &mut impl FnMut(isize)) {
    match axes {
        [] => visit(start),
        [axis, inner @ ..] => (0..axis.length as isize).for_each(|i| each(inner, start + i * axis.stride, visit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(axes: &[(usize, isize)]) -> Vec<Axis> {
        axes.iter().map(|&(length, stride)| Axis { length, stride }).collect()
    }

    fn written(first: usize, of: &[(usize, isize)]) -> Written {
        let last = of.iter().map(|&(length, stride)| (length - 1) * stride as usize).sum::<usize>();
        Written { first, size: 4, axes: axes(of), extent: Extent { first, end: first + 4 * (last + 1) } }
    }

    #[test]
    fn axes_meet_where_a_stride_is_zero_or_within_the_reach_of_smaller_ones() {
        assert!(are_apart(&axes(&[(3, 1), (5, 3)])) && are_apart(&axes(&[(5, -6), (1, 0), (3, 2)])) && are_apart(&[]));
        assert!(!are_apart(&axes(&[(2, 0)])) && !are_apart(&axes(&[(3, 1), (5, 2)])) && !are_apart(&axes(&[(2, 4), (2, -4)])));
    }

    #[test]
    fn outputs_may_interleave_but_not_meet() {
        let rows_of = |first: usize, length: usize| written(1000 + 4 * first, &[(6, 5), (length, 1)]);
        assert!(check_apart(&[rows_of(0, 2), rows_of(2, 3)]).is_ok());
        assert!(check_apart(&[rows_of(0, 3), rows_of(2, 3)]).is_err());
        assert!(check_apart(&[written(1000, &[(6, 1)]), written(1020, &[])]).is_err());
        assert!(check_apart(&[written(1000, &[(6, 1)]), written(1024, &[])]).is_ok());
    }
}
