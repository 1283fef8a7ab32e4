//! Decompositions of dense matrices over plain row-major slices.
//!
//! All of them compute in f64 on the thread of the caller; equal bytes in give equal bytes out on one instruction level. Matrices
//! of f32 are widened by the caller and their factors rounded, so that they are right to the last digits of an f32.
//! Whatever is wrong with the numbers comes back as [`LinalgError`]; only slices of a wrong length panic.

mod decompositions;
mod scale;

pub use decompositions::{Eigh, LinalgError, Qr, Svd, cholesky, eigh, qr, svd};

#[cfg(test)]
mod tests;
