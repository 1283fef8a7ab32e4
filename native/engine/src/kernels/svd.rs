use crate::buffers::{Buffers, Extent};
use crate::error::{Result, malformed};
use crate::schedule::{DType, SvdKernel};
use crate::session::Svd;

/// Singular value decomposition of a whole matrix; the mathematics come from outside.
pub struct SvdCode {
    dtype: DType,
    rows: usize,
    columns: usize,
    operand: *const u8,
    out: *mut u8,
    svd: Svd,
}

impl SvdCode {
    pub fn new(kernel: &SvdKernel, buffers: &Buffers, svd: Svd) -> Result<(Self, [Extent; 2])> {
        let SvdKernel { dtype, rows, columns, .. } = *kernel;
        if !dtype.is_float() {
            return malformed(format!("svd of {dtype:?}"));
        }
        let (m, n) = (rows as i128, columns as i128);
        let (operand, read) = buffers.range(kernel.operand, dtype, 0, m * n)?;
        let (out, written) = buffers.range(kernel.out, dtype, 0, (m + n + 1) * m.min(n))?;
        Ok((Self { dtype, rows, columns, operand: operand.start.cast_const(), out: out.start, svd }, [read, written]))
    }

    /// # Safety
    /// Nobody else writes the operand or touches the result.
    pub unsafe fn run(&self) {
        let (m, n) = (self.rows, self.columns);
        let size = (m + n + 1) * m.min(n);
        if size == 0 {
            return;
        }
        // SAFETY: `new` held buffers to their lengths, which are not zero here.
        unsafe {
            if self.dtype == DType::F32 {
                let operand = std::slice::from_raw_parts(self.operand.cast(), m * n);
                (self.svd.f32)(m, n, operand, std::slice::from_raw_parts_mut(self.out.cast(), size));
            } else {
                let operand = std::slice::from_raw_parts(self.operand.cast(), m * n);
                (self.svd.f64)(m, n, operand, std::slice::from_raw_parts_mut(self.out.cast(), size));
            }
        }
    }
}
