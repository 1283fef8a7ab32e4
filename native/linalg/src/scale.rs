/// A matrix brought to a largest element between 1 and 2, so that squares inside neither overflow nor vanish.
/// Scaling by a power of two changes no digit of an element that stays a normal number.
pub struct Scaled {
    pub elements: Vec<f64>,
    /// Multiply what is linear in the matrix by this to go back.
    pub back: f64,
}

pub fn scaled(a: &[f64]) -> Scaled {
    let largest = a.iter().fold(0.0f64, |most, &x| most.max(x.abs()));
    let back = if largest == 0.0 { 1.0 } else { power_of_two_below(largest) };
    Scaled { elements: a.iter().map(|&x| x / back).collect(), back }
}

/// The exponent bits alone are a power of two; a denormal number counts as the smallest normal one.
fn power_of_two_below(x: f64) -> f64 {
    f64::from_bits(x.max(f64::MIN_POSITIVE).to_bits() & 0x7ff0_0000_0000_0000)
}
