//! Fused elementwise loops with reductions inside: an interpreter whose registers are tiles.

pub mod compile;
pub mod cut;
pub mod emit;
pub mod graph;
pub mod inputs;
pub mod outputs;
pub mod place;
pub mod run;
pub mod strided;
pub mod written;

#[cfg(test)]
mod tests;
