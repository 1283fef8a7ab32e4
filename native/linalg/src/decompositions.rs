use crate::scale::scaled;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt::factor::LltError;
use faer::linalg::svd::{ComputeSvdVectors, SvdParams, svd as faer_svd, svd_scratch};
use faer::prelude::*;
use faer::{Auto, MatRef, Par, Side, Spec};

/// Why there is no decomposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinalgError {
    /// An element of the matrix is NaN or infinite.
    NotFinite,
    /// Cholesky: the leading minor that ends with this row is not positive.
    NotPositiveDefinite { row: usize },
    /// The iteration did not end. No finite matrix is known that does this.
    NoConvergence,
}

impl core::fmt::Display for LinalgError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NotFinite => write!(f, "the matrix holds NaN or infinity"),
            Self::NotPositiveDefinite { row } => {
                write!(f, "the matrix is not positive definite (row {row})")
            }
            Self::NoConvergence => write!(f, "the iteration did not converge"),
        }
    }
}

impl core::error::Error for LinalgError {}

/// All row-major. The element of largest magnitude in each column of `u` is positive, the first on a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Svd {
    /// [rows, r], orthonormal columns
    pub u: Vec<f64>,
    /// [r], the largest first
    pub s: Vec<f64>,
    /// [columns, r], orthonormal columns
    pub v: Vec<f64>,
}

/// The element of largest magnitude in each column of `vectors` is positive, the first on a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigh {
    /// [n], the smallest first
    pub values: Vec<f64>,
    /// [n, n], row-major; column j belongs to value j
    pub vectors: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Qr {
    /// [rows, r], row-major, orthonormal columns
    pub q: Vec<f64>,
    /// [r, columns], row-major, upper triangular, no negative element on the diagonal
    pub r: Vec<f64>,
}

/// Thin a = U diag(s) Vᵀ of a matrix [rows, columns], r = min(rows, columns).
///
/// Error: the factors give `a` back, and are orthonormal, to 4 max(rows, columns) ε of the largest singular value.
pub fn svd(rows: usize, columns: usize, a: &[f64]) -> Result<Svd, LinalgError> {
    check(rows, columns, a)?;
    let rank = rows.min(columns);
    if rank == 0 {
        return Ok(Svd { u: vec![], s: vec![], v: vec![] });
    }
    let scaled = scaled(a);
    let (mut u, mut v, mut s) = (Mat::zeros(rows, rank), Mat::zeros(columns, rank), faer::diag::Diag::zeros(rank));
    // faer's QR leaves out columns that are almost dependent, which costs tall matrices of low rank two digits: never begin with it.
    let params: Spec<SvdParams, f64> = SvdParams { qr_ratio_threshold: f64::INFINITY, ..<SvdParams as Auto<f64>>::auto() }.into();
    let mut memory = MemBuffer::new(svd_scratch::<f64>(rows, columns, ComputeSvdVectors::Thin, ComputeSvdVectors::Thin, Par::Seq, params));
    let matrix = MatRef::from_row_major_slice(&scaled.elements, rows, columns);
    faer_svd(matrix, s.as_mut(), Some(u.as_mut()), Some(v.as_mut()), Par::Seq, MemStack::new(&mut memory), params)
        .map_err(|_| LinalgError::NoConvergence)?;
    let flips: Vec<bool> = (0..rank).map(|j| leads_negative(u.as_ref(), j)).collect();
    Ok(Svd {
        s: (0..rank).map(|j| s.column_vector()[j] * scaled.back).collect(),
        u: row_major(u.as_ref(), |_, j| flips[j]),
        v: row_major(v.as_ref(), |_, j| flips[j]),
    })
}

/// Eigenvalues and eigenvectors of a symmetric matrix [n, n]; the upper triangle is not read.
///
/// Error: as `svd`, of the largest magnitude among the eigenvalues.
pub fn eigh(n: usize, a: &[f64]) -> Result<Eigh, LinalgError> {
    check(n, n, a)?;
    if n == 0 {
        return Ok(Eigh { values: vec![], vectors: vec![] });
    }
    let scaled = scaled(a);
    let found =
        MatRef::from_row_major_slice(&scaled.elements, n, n).self_adjoint_eigen(Side::Lower).map_err(|_| LinalgError::NoConvergence)?;
    let flips: Vec<bool> = (0..n).map(|j| leads_negative(found.U(), j)).collect();
    let values = found.S().column_vector();
    Ok(Eigh { values: (0..n).map(|j| values[j] * scaled.back).collect(), vectors: row_major(found.U(), |_, j| flips[j]) })
}

/// Thin a = Q R of a matrix [rows, columns], r = min(rows, columns).
///
/// Error: 16 rows ε of the largest singular value; faer takes a column that depends on those before it to this distance for dependent.
pub fn qr(rows: usize, columns: usize, a: &[f64]) -> Result<Qr, LinalgError> {
    check(rows, columns, a)?;
    if rows.min(columns) == 0 {
        return Ok(Qr { q: vec![], r: vec![] });
    }
    let scaled = scaled(a);
    let found = MatRef::from_row_major_slice(&scaled.elements, rows, columns).qr();
    let flips: Vec<bool> = (0..rows.min(columns)).map(|i| found.thin_R()[(i, i)] < 0.0).collect();
    let r = row_major(found.thin_R(), |i, _| flips[i]);
    Ok(Qr { q: row_major(found.compute_thin_Q().as_ref(), |_, j| flips[j]), r: upper(r, columns).map(|x| x * scaled.back).collect() })
}

/// The lower triangular L [n, n] with a = L Lᵀ and a positive diagonal; the upper triangle of `a` is not read.
///
/// Error: 4 n ε of the largest element.
pub fn cholesky(n: usize, a: &[f64]) -> Result<Vec<f64>, LinalgError> {
    check(n, n, a)?;
    if n == 0 {
        return Ok(vec![]);
    }
    let found = MatRef::from_row_major_slice(a, n, n).llt(Side::Lower);
    let found = found.map_err(|LltError::NonPositivePivot { index }| LinalgError::NotPositiveDefinite { row: index })?;
    Ok(row_major(found.L(), |_, _| false))
}

fn check(rows: usize, columns: usize, a: &[f64]) -> Result<(), LinalgError> {
    assert_eq!(a.len(), rows * columns, "the slice is not a matrix [{rows}, {columns}]");
    if a.iter().all(|x| x.is_finite()) { Ok(()) } else { Err(LinalgError::NotFinite) }
}

/// Elements nearer to one another than this tie: what only rounding tells apart must not turn a vector round.
const MARGIN: f64 = 1.0 + 1e-9;

/// Whether the element of largest magnitude in column j, the first on a tie, is negative.
fn leads_negative(matrix: MatRef<'_, f64>, j: usize) -> bool {
    let mut lead = 0.0f64;
    for i in 0..matrix.nrows() {
        if matrix[(i, j)].abs() > MARGIN * lead.abs() {
            lead = matrix[(i, j)];
        }
    }
    lead < 0.0
}

/// The elements on and above the diagonal, zeros (never -0) below.
fn upper(matrix: Vec<f64>, columns: usize) -> impl Iterator<Item = f64> {
    matrix.into_iter().enumerate().map(move |(at, x)| if at % columns < at / columns { 0.0 } else { x })
}

/// No -0 is left, so that equal matrices look equal.
fn row_major(matrix: MatRef<'_, f64>, is_flipped: impl Fn(usize, usize) -> bool) -> Vec<f64> {
    let (rows, columns) = (matrix.nrows(), matrix.ncols());
    let element = |i: usize, j: usize| {
        if is_flipped(i, j) { 0.0 - matrix[(i, j)] } else { matrix[(i, j)] + 0.0 }
    };
    (0..rows * columns).map(|at| element(at / columns, at % columns)).collect()
}
