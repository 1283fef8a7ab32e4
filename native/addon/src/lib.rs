//! The native engine and linear algebra for JavaScript. `src/engine/executors/native/addon.ts` is the other side of this wall.
//!
//! Sessions run on threads of their own and answer with promises. Whatever goes wrong is an answer too, never a panic in Node.

mod build;
mod conductor;
mod failure;
mod job;
mod numerics;
mod session;
mod svd;
