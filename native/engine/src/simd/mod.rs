//! Loops over slices, compiled once for each instruction level and chosen once at run time.

pub mod exact;
pub mod level;
pub mod map;
pub mod math32;
pub mod math64;
pub mod reduce;
pub mod table;

#[cfg(test)]
mod tests;
