pub mod philox;
pub mod product;
pub mod random;
pub mod segment_sum;
pub mod svd;
