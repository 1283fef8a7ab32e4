/// Instruction sets that the loops are compiled for. Equal level and equal addon promise equal bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Baseline,
    Avx2,
    Avx512,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether this processor has the level.
    #[cfg(target_arch = "x86_64")]
    pub fn is_available(self) -> bool {
        match self {
            Self::Baseline => true,
            Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            Self::Avx512 => {
                Self::Avx2.is_available()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512bw")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub fn is_available(self) -> bool {
        self == Self::Baseline
    }

    /// What the library of products chooses (`gemm_def` of gemm-common), which cannot be told otherwise.
    #[cfg(target_arch = "x86_64")]
    pub fn of_products() -> Self {
        if is_x86_feature_detected!("avx512f") {
            Self::Avx512
        } else if is_x86_feature_detected!("fma") {
            Self::Avx2
        } else {
            Self::Baseline
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub fn of_products() -> Self {
        Self::Baseline
    }

    /// The highest level that this processor has.
    pub fn best() -> Self {
        if Self::Avx512.is_available() {
            Self::Avx512
        } else if Self::Avx2.is_available() {
            Self::Avx2
        } else {
            Self::Baseline
        }
    }
}

/// What one call of a loop works on. `splat` has bit i set where operand i is one element for all.
pub struct Args {
    pub n: usize,
    /// Rows of n elements one after another; only loops that say so look at it, for the others it is 1.
    pub rows: usize,
    pub from: [*const u8; 4],
    pub splat: u8,
    pub to: *mut u8,
}

pub type LoopFn = unsafe fn(&Args);

/// A loop that is to be compiled for every level. `FMA` says whether fused multiply-add is an instruction there.
pub trait Body {
    /// # Safety
    /// Pointers of the operands that the loop reads are readable for `n` elements (one, where splat), `to` is writable for `n`.
    unsafe fn run<const FMA: bool>(args: &Args);
}

unsafe fn baseline<B: Body>(args: &Args) {
    // SAFETY: the caller's promise is that of `Body::run`.
    unsafe { B::run::<false>(args) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn avx2<B: Body>(args: &Args) {
    // SAFETY: as above.
    unsafe { B::run::<true>(args) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")]
unsafe fn avx512<B: Body>(args: &Args) {
    // SAFETY: as above.
    unsafe { B::run::<true>(args) }
}

/// The loop for a level; call it only where the level is available.
pub fn at<B: Body>(level: Level) -> LoopFn {
    match level {
        Level::Baseline => baseline::<B>,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => avx2::<B>,
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => avx512::<B>,
        #[cfg(not(target_arch = "x86_64"))]
        _ => baseline::<B>,
    }
}
