use crate::error::{Result, malformed};
use crate::schedule::DType;

/// Where a buffer of a schedule stands. Lengths are those that `read` and `write` were held to.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub start: *mut u8,
    pub dtype: DType,
    pub length: usize,
}

/// All buffers of one schedule.
#[derive(Debug, Clone, Default)]
pub struct Buffers {
    pub places: Vec<Place>,
}

// SAFETY: places are addresses; who reads and writes when is the schedule's rule.
unsafe impl Send for Buffers {}
// SAFETY: as above.
unsafe impl Sync for Buffers {}

/// Bytes from the first to the last that are touched, as addresses; empty where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub first: usize,
    pub end: usize,
}

impl Extent {
    pub const NOTHING: Self = Self { first: 0, end: 0 };

    pub fn overlaps(self, other: Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

impl Buffers {
    pub fn get(&self, buffer: usize) -> Result<Place> {
        match self.places.get(buffer) {
            Some(place) => Ok(*place),
            None => malformed(format!("there is no buffer {buffer}")),
        }
    }

    /// The buffer, if it is of a dtype and elements `first ..= last` of it exist.
    pub fn span(&self, buffer: usize, dtype: DType, first: i128, last: i128) -> Result<(Place, Extent)> {
        let place = self.get(buffer)?;
        if place.dtype != dtype {
            return malformed(format!("buffer {buffer} is {:?}, not {dtype:?}", place.dtype));
        }
        if first < 0 || last >= place.length as i128 {
            return malformed(format!("elements {first} to {last} of buffer {buffer} are used, but it has {}", place.length));
        }
        let base = place.start as usize;
        let size = dtype.size();
        Ok((place, Extent { first: base + first as usize * size, end: base + (last as usize + 1) * size }))
    }

    /// `count` elements from `offset` on.
    pub fn range(&self, buffer: usize, dtype: DType, offset: usize, count: i128) -> Result<(Place, Extent)> {
        if count == 0 {
            let place = self.get(buffer)?;
            if place.dtype != dtype {
                return malformed(format!("buffer {buffer} is {:?}, not {dtype:?}", place.dtype));
            }
            return Ok((place, Extent::NOTHING));
        }
        self.span(buffer, dtype, offset as i128, offset as i128 + count - 1)
    }
}
