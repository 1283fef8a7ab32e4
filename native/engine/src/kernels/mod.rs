pub mod philox;
pub mod product;
pub mod random;
pub mod segment_sum;
pub mod svd;
#[cfg(target_arch = "x86_64")]
pub mod tiles;
mod tree;
