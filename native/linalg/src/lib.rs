//! Decompositions of dense matrices, f32 and f64, over plain row-major slices.
//!
//! All of them run on the thread of the caller; equal bytes in give equal bytes out on one instruction level.
//! Those of f32 matrices are computed in f64 and rounded at the end, so every factor is right to the last digits of an f32.
//! Whatever is wrong with the numbers comes back as [`LinalgError`]; only slices of a wrong length panic.

mod decompositions;
mod scale;

pub use decompositions::{Eigh, LinalgError, Qr, Svd};
pub use decompositions::{
    cholesky as cholesky_f64, eigh as eigh_f64, qr as qr_f64, svd as svd_f64,
};

fn double(a: &[f32]) -> Vec<f64> {
    a.iter().map(|&x| f64::from(x)).collect()
}

fn single(a: Vec<f64>) -> Vec<f32> {
    a.into_iter().map(|x| x as f32).collect()
}

/// As [`svd_f64`].
pub fn svd_f32(rows: usize, columns: usize, a: &[f32]) -> Result<Svd<f32>, LinalgError> {
    svd_f64(rows, columns, &double(a)).map(|Svd { u, s, v }| Svd {
        u: single(u),
        s: single(s),
        v: single(v),
    })
}

/// As [`eigh_f64`].
pub fn eigh_f32(n: usize, a: &[f32]) -> Result<Eigh<f32>, LinalgError> {
    eigh_f64(n, &double(a)).map(|Eigh { values, vectors }| Eigh {
        values: single(values),
        vectors: single(vectors),
    })
}

/// As [`qr_f64`].
pub fn qr_f32(rows: usize, columns: usize, a: &[f32]) -> Result<Qr<f32>, LinalgError> {
    qr_f64(rows, columns, &double(a)).map(|Qr { q, r }| Qr {
        q: single(q),
        r: single(r),
    })
}

/// As [`cholesky_f64`].
pub fn cholesky_f32(n: usize, a: &[f32]) -> Result<Vec<f32>, LinalgError> {
    cholesky_f64(n, &double(a)).map(single)
}

macro_rules! stacked {
    ($name:ident, $real:ty, $svd:ident) => {
        /// The singular value decomposition as one matrix [rows + 1 + columns, r], r = min(rows, columns): the rows of U, a row of
        /// s, the rows of V. NaN throughout where there is no decomposition: for a matrix that holds NaN or infinity.
        pub fn $name(rows: usize, columns: usize, a: &[$real], out: &mut [$real]) {
            let rank = rows.min(columns);
            assert_eq!(
                out.len(),
                (rows + 1 + columns) * rank,
                "out is not [rows + 1 + columns, min(rows, columns)]"
            );
            match $svd(rows, columns, a) {
                Ok(Svd { u, s, v }) => {
                    out[..rows * rank].copy_from_slice(&u);
                    out[rows * rank..(rows + 1) * rank].copy_from_slice(&s);
                    out[(rows + 1) * rank..].copy_from_slice(&v);
                }
                Err(_) => out.fill(<$real>::NAN),
            }
        }
    };
}

stacked!(svd_stacked_f32, f32, svd_f32);
stacked!(svd_stacked_f64, f64, svd_f64);

#[cfg(test)]
mod tests;
