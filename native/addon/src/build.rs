use napi_derive::napi;

/// What the addon was made of, and what it found on this machine.
#[napi(object)]
pub struct BuildInfo {
    pub version: String,
    /// SHA-256 of the native sources, as `npm run native:build` computes it.
    pub sources: String,
    pub rustc: String,
    pub target: String,
    /// Which vector instructions the loops use here.
    pub instruction_level: String,
}

/// Raised together with `interfaceVersion` in `src/engine/executors/native/addon.ts` whenever this wall changes.
#[napi(catch_unwind)]
pub fn interface_version() -> u32 {
    2
}

#[napi(catch_unwind)]
pub fn build_info() -> BuildInfo {
    BuildInfo {
        version: env!("CARGO_PKG_VERSION").into(),
        sources: env!("ADDON_SOURCES").into(),
        rustc: env!("ADDON_RUSTC").into(),
        target: env!("ADDON_TARGET").into(),
        instruction_level: engine::instruction_level(),
    }
}
