//! Products of f32 matrices on processors with AVX-512, whose 32 registers hold a tile of 24 sums.
//!
//! Columns are cut into panels of a few vectors, the sum into stretches of some hundred terms. The part of the right factor that belongs
//! to a panel and a stretch is laid out one behind the other, where it stays in the first cache while tiles of a few rows pass over it.
//! Elements of the left factor are read where they lie, whichever way it runs. Which rows a task has changes no byte: a number of the
//! result is the sum of its stretches, each of which is summed term by term.

use std::arch::x86_64::*;

/// A factor: where it begins, and how far its rows and columns are apart, in elements.
#[derive(Clone, Copy)]
pub struct View {
    pub start: *const f32,
    pub row: isize,
    pub column: isize,
}

/// Numbers in a vector.
pub const LANES: usize = 16;
/// Vectors of a panel at most.
const WIDEST: usize = 4;
/// Terms of a stretch at most.
const DEPTH: usize = 256;
/// Floats that a thread needs for the part of the right factor in use.
pub const PACKED: usize = DEPTH * WIDEST * LANES;

/// Columns of the right factor are at most so many elements apart.
pub const FARTHEST: usize = 1 << 26;

/// Rows of a tile of so many vectors: as many sums as registers hold beside the right factor and one element of the left.
const ROWS: [usize; WIDEST + 1] = [0, 12, 12, 8, 6];

type Tile = unsafe fn(depth: usize, a: View, b: *const f32, out: *mut f32, out_row: usize, last: __mmask16, add: bool);

/// Tiles by their vectors and rows.
fn tile(vectors: usize, rows: usize) -> Tile {
    macro_rules! of_rows {
        ($v:literal: $($r:literal)*) => {
            match rows {
                $($r => multiply_tile::<$r, $v>,)*
                _ => unreachable!(),
            }
        };
    }
    match vectors {
        1 => of_rows!(1: 1 2 3 4 5 6 7 8 9 10 11 12),
        2 => of_rows!(2: 1 2 3 4 5 6 7 8 9 10 11 12),
        3 => of_rows!(3: 1 2 3 4 5 6 7 8),
        _ => of_rows!(4: 1 2 3 4 5 6),
    }
}

/// out [R, 16 V] = (add ? out : 0) + a [R, depth] · b [depth, 16 V], without the columns that `last` masks in the last vector.
///
/// # Safety
/// The processor has AVX-512; the matrices lie in memory that nobody writes meanwhile.
#[target_feature(enable = "avx512f")]
unsafe fn multiply_tile<const R: usize, const V: usize>(
    depth: usize,
    a: View,
    mut b: *const f32,
    out: *mut f32,
    out_row: usize,
    last: __mmask16,
    add: bool,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); V]; R];
        // Rows in groups of three: an address is a pointer and one or two times the distance of rows.
        let groups = R.div_ceil(3);
        let mut starts = [a.start; 4];
        for (group, start) in starts.iter_mut().enumerate().take(groups) {
            *start = a.start.wrapping_offset(3 * group as isize * a.row);
        }
        for _ in 0..depth {
            let mut right = [_mm512_setzero_ps(); V];
            for (v, right) in right.iter_mut().enumerate() {
                *right = _mm512_load_ps(b.add(v * LANES));
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let left = _mm512_set1_ps(*starts[r / 3].offset((r % 3) as isize * a.row));
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum = _mm512_fmadd_ps(left, right, *sum);
                }
            }
            for start in starts.iter_mut().take(groups) {
                *start = start.wrapping_offset(a.column);
            }
            b = b.add(V * LANES);
        }
        for (r, sums) in sums.iter().enumerate() {
            let row = out.add(r * out_row);
            for (v, sum) in sums.iter().enumerate() {
                let place = row.wrapping_add(v * LANES);
                let mask = if v + 1 == V { last } else { !0 };
                let before = if add { _mm512_maskz_loadu_ps(mask, place) } else { _mm512_setzero_ps() };
                _mm512_mask_storeu_ps(place, mask, _mm512_add_ps(before, *sum));
            }
        }
    }
}

/// Columns of sixteen vectors as vectors.
#[inline]
#[target_feature(enable = "avx512f")]
fn transposed(rows: [__m512; LANES]) -> [__m512; LANES] {
    let pairs: [__m512; LANES] = std::array::from_fn(|i| {
        let (x, y) = (rows[i & !1], rows[i | 1]);
        if i & 1 == 0 { _mm512_unpacklo_ps(x, y) } else { _mm512_unpackhi_ps(x, y) }
    });
    // Of four rows each: element 4 q + i in quarter q.
    let fours: [__m512; LANES] = std::array::from_fn(|i| {
        let (x, y) = (_mm512_castps_pd(pairs[(i & !3) + (i >> 1 & 1)]), _mm512_castps_pd(pairs[(i & !3) + (i >> 1 & 1) + 2]));
        _mm512_castpd_ps(if i & 1 == 0 { _mm512_unpacklo_pd(x, y) } else { _mm512_unpackhi_pd(x, y) })
    });
    std::array::from_fn(|column| {
        let (quarter, i) = (column / 4, column % 4);
        let [a, b, c, d] = [fours[i], fours[4 + i], fours[8 + i], fours[12 + i]];
        let (low, high) = match quarter {
            0 => (_mm512_shuffle_f32x4::<0b00_00_00_00>(a, b), _mm512_shuffle_f32x4::<0b00_00_00_00>(c, d)),
            1 => (_mm512_shuffle_f32x4::<0b01_01_01_01>(a, b), _mm512_shuffle_f32x4::<0b01_01_01_01>(c, d)),
            2 => (_mm512_shuffle_f32x4::<0b10_10_10_10>(a, b), _mm512_shuffle_f32x4::<0b10_10_10_10>(c, d)),
            _ => (_mm512_shuffle_f32x4::<0b11_11_11_11>(a, b), _mm512_shuffle_f32x4::<0b11_11_11_11>(c, d)),
        };
        _mm512_shuffle_f32x4::<0b10_00_10_00>(low, high)
    })
}

/// Lays `depth` rows of `columns` columns out one behind the other, each in `width` floats of which the last are zero.
#[target_feature(enable = "avx512f")]
unsafe fn pack(b: View, depth: usize, columns: usize, width: usize, packed: *mut f32) {
    // SAFETY: the caller's promise.
    unsafe {
        if b.column == 1 {
            let last: __mmask16 = !0 >> (LANES - (columns - (width - LANES)));
            for l in 0..depth {
                let (from, to) = (b.start.offset(l as isize * b.row), packed.add(l * width));
                for v in (0..width - LANES).step_by(LANES) {
                    _mm512_store_ps(to.add(v), _mm512_loadu_ps(from.add(v)));
                }
                _mm512_store_ps(to.add(width - LANES), _mm512_maskz_loadu_ps(last, from.add(width - LANES)));
            }
        } else if b.row == 1 {
            for first in (0..width).step_by(LANES) {
                let there = columns.saturating_sub(first).min(LANES);
                let from = b.start.offset(first as isize * b.column);
                for l in (0..depth).step_by(LANES) {
                    let terms = LANES.min(depth - l);
                    let mask: __mmask16 = !0 >> (LANES - terms);
                    let mut block = [_mm512_setzero_ps(); LANES];
                    for (j, row) in block.iter_mut().enumerate().take(there) {
                        *row = _mm512_maskz_loadu_ps(mask, from.offset(j as isize * b.column).wrapping_add(l));
                    }
                    for (i, row) in transposed(block).iter().enumerate().take(terms) {
                        _mm512_store_ps(packed.add((l + i) * width + first), *row);
                    }
                }
            }
        } else {
            for first in (0..width).step_by(LANES) {
                let mask: __mmask16 = if first + LANES <= columns { !0 } else { !0 >> (LANES - (columns - first)) };
                let lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
                let steps = _mm512_mullo_epi32(lanes, _mm512_set1_epi32(b.column as i32));
                let from = b.start.offset(first as isize * b.column);
                for l in 0..depth {
                    let found = _mm512_mask_i32gather_ps::<4>(_mm512_setzero_ps(), mask, steps, from.offset(l as isize * b.row));
                    _mm512_store_ps(packed.add(l * width + first), found);
                }
            }
        }
    }
}

/// out [m, n] row-major = a [m, k] · b [k, n].
///
/// # Safety
/// The processor has AVX-512; the matrices lie in memory that nobody else touches; `packed` is aligned to 64 bytes and has `PACKED` floats.
/// Columns of b are at most `FARTHEST` apart.
pub unsafe fn multiply([m, n, k]: [usize; 3], a: View, b: View, out: *mut f32, packed: *mut f32) {
    let vectors = n.div_ceil(LANES);
    let panels = vectors.div_ceil(WIDEST);
    let stretches = k.div_ceil(DEPTH).max(1);
    let depth = k.div_ceil(stretches);
    for first in (0..k).step_by(depth) {
        let depth = depth.min(k - first);
        let (mut vector, add) = (0, first > 0);
        for panel in 0..panels {
            // The wider ones first: they differ by one vector.
            let width = (vectors - vector).div_ceil(panels - panel);
            let column = vector * LANES;
            let columns = (n - column).min(width * LANES);
            let last: __mmask16 = !0 >> (width * LANES - columns);
            let rows = ROWS[width];
            // SAFETY: the caller's promise.
            unsafe {
                let part = View { start: b.start.offset(first as isize * b.row + column as isize * b.column), ..b };
                pack(part, depth, columns, width * LANES, packed);
                let whole = tile(width, rows);
                let mut row = 0;
                while row < m {
                    let left = View { start: a.start.offset(row as isize * a.row + first as isize * a.column), ..a };
                    let made = rows.min(m - row);
                    let run = if made == rows { whole } else { tile(width, made) };
                    run(depth, left, packed, out.add(row * n + column), n, last, add);
                    row += made;
                }
            }
            vector += width;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Region;
    use crate::simd::level::Level;

    /// A matrix inside a larger one of NaN, from row to row or from column to column.
    struct Inside {
        all: Vec<f32>,
        row: usize,
        column: usize,
    }

    impl Inside {
        fn new([rows, columns]: [usize; 2], is_turned: bool, seed: usize) -> Self {
            let (row, column) = if is_turned { (1, rows + 3) } else { (columns + 5, 1) };
            let mut all = vec![f32::NAN; rows.max(1) * row.max(1) + columns * column + 7];
            for i in 0..rows {
                for j in 0..columns {
                    all[3 + i * row + j * column] = ((i * 31 + j * 17 + seed) % 23) as f32 - 11.0;
                }
            }
            Self { all, row, column }
        }

        fn view(&self) -> View {
            View { start: self.all[3..].as_ptr(), row: self.row as isize, column: self.column as isize }
        }

        fn at(&self, i: usize, j: usize) -> f64 {
            f64::from(self.all[3 + i * self.row + j * self.column])
        }
    }

    #[test]
    fn products_of_any_shape_and_direction_are_those_of_small_integers_and_nothing_beside_them_is_touched() {
        if !Level::Avx512.is_available() {
            return;
        }
        let packed = Region::new(PACKED * 4).unwrap();
        for m in [1, 2, 5, 6, 7, 8, 13, 25, 40] {
            for n in [1, 9, 15, 16, 17, 33, 48, 59, 64, 65, 81, 113, 200] {
                for k in [1, 2, 17, 256, 257, 600] {
                    for turned in 0..4 {
                        let (a, b) = (Inside::new([m, k], turned & 1 == 1, n), Inside::new([k, n], turned & 2 == 2, m));
                        let mut out = vec![f32::NAN; m * n + 1];
                        // SAFETY: the level was asked for, the matrices are as large, and the scratch memory is.
                        unsafe { multiply([m, n, k], a.view(), b.view(), out.as_mut_ptr(), packed.start().cast()) };
                        assert!(out.pop().unwrap().is_nan());
                        // Sums of integers below 2²⁴ are exact in any order.
                        for i in [0, m / 2, m - 1] {
                            for j in 0..n {
                                let exact: f64 = (0..k).map(|l| a.at(i, l) * b.at(l, j)).sum();
                                assert_eq!(f64::from(out[i * n + j]), exact, "{m} × {n} over {k}, row {i}, column {j}, {turned}");
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_row_has_the_same_bytes_whichever_rows_are_computed_with_it() {
        if !Level::Avx512.is_available() {
            return;
        }
        let [m, n, k] = [29, 200, 300];
        let packed = Region::new(PACKED * 4).unwrap();
        let mut number = 1u32;
        let mut random = |_| {
            number = number.wrapping_mul(1664525).wrapping_add(1013904223);
            (number >> 8) as f32 / 16777216.0 - 0.5
        };
        let a: Vec<f32> = (0..m * k).map(&mut random).collect();
        let b: Vec<f32> = (0..k * n).map(&mut random).collect();
        let [a, b] = [View { start: a.as_ptr(), row: k as isize, column: 1 }, View { start: b.as_ptr(), row: n as isize, column: 1 }];
        let mut whole = vec![0f32; m * n];
        // SAFETY: as above.
        unsafe { multiply([m, n, k], a, b, whole.as_mut_ptr(), packed.start().cast()) };
        for (first, rows) in [(0, 1), (3, 4), (5, 24), (28, 1)] {
            let mut part = vec![0f32; rows * n];
            let from = View { start: a.start.wrapping_add(first * k), ..a };
            // SAFETY: as above.
            unsafe { multiply([rows, n, k], from, b, part.as_mut_ptr(), packed.start().cast()) };
            assert!(part.iter().zip(&whole[first * n..]).all(|(x, y)| x.to_bits() == y.to_bits()));
        }
    }
}
