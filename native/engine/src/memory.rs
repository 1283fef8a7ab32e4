use crate::error::{EngineError, Result};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;

/// Zeroed memory that begins at a cache line. Failure to get it is a value, never the end of the process.
pub struct Region {
    start: NonNull<u8>,
    layout: Layout,
}

const ALIGNMENT: usize = 64;

impl Region {
    pub fn new(bytes: usize) -> Result<Self> {
        let refuse = EngineError::Memory { bytes: bytes as u64 };
        // One element more keeps the length above zero.
        let layout =
            bytes.checked_add(ALIGNMENT).and_then(|bytes| Layout::from_size_align(bytes, ALIGNMENT).ok()).ok_or_else(|| refuse.clone())?;
        // SAFETY: the layout is not empty.
        let start = NonNull::new(unsafe { alloc_zeroed(layout) }).ok_or(refuse)?;
        Ok(Self { start, layout })
    }

    pub fn start(&self) -> *mut u8 {
        self.start.as_ptr()
    }
}

/// A copy of bytes that a session takes over as it is, so that they exist once.
pub struct Bytes {
    pub(crate) region: Region,
    pub(crate) length: usize,
}

impl Bytes {
    pub fn copy(from: &[u8]) -> Result<Self> {
        let region = Region::new(from.len())?;
        // SAFETY: the region is new and as long.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), region.start(), from.len()) };
        Ok(Self { region, length: from.len() })
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: it was allocated with this layout.
        unsafe { dealloc(self.start.as_ptr(), self.layout) }
    }
}

// SAFETY: a region is plain memory; who may touch it when is the schedule's rule, which `check` holds it to.
unsafe impl Send for Region {}
// SAFETY: as above.
unsafe impl Sync for Region {}
