//! Writes into the addon what it was made of. `npm run native:build` says which sources; a plain `cargo build` does not know.

use std::process::Command;

fn main() {
    napi_build::setup();
    let rustc = std::env::var("RUSTC").expect("cargo names the compiler");
    let version = Command::new(rustc).arg("--version").output().expect("the compiler that runs this says its version");
    println!("cargo:rustc-env=ADDON_RUSTC={}", String::from_utf8_lossy(&version.stdout).trim());
    println!("cargo:rustc-env=ADDON_TARGET={}", std::env::var("TARGET").expect("cargo names the target"));
    println!("cargo:rustc-env=ADDON_SOURCES={}", std::env::var("GROKSCOPE_NATIVE_SOURCES").unwrap_or_else(|_| "unrecorded".into()));
    println!("cargo:rerun-if-env-changed=GROKSCOPE_NATIVE_SOURCES");
    println!("cargo:rerun-if-changed=build.rs");
}
