use linalg::LinalgError;
use napi::bindgen_prelude::Float64Array;
use napi_derive::napi;

use crate::failure::{Answer, answer};

#[napi(object, object_from_js = false)]
pub struct Svd {
    pub u: Float64Array,
    pub s: Float64Array,
    pub v: Float64Array,
}

#[napi(object, object_from_js = false)]
pub struct Eigh {
    pub values: Float64Array,
    pub vectors: Float64Array,
}

#[napi(object, object_from_js = false)]
pub struct Qr {
    pub q: Float64Array,
    pub r: Float64Array,
}

#[napi(catch_unwind)]
pub fn svd(a: Float64Array, rows: u32, columns: u32) -> Answer<Svd> {
    answer(|| {
        let found = linalg::svd(rows as usize, columns as usize, &a)?;
        Ok::<_, LinalgError>(Svd { u: found.u.into(), s: found.s.into(), v: found.v.into() })
    })
}

#[napi(catch_unwind)]
pub fn eigh(a: Float64Array, n: u32) -> Answer<Eigh> {
    answer(|| {
        let found = linalg::eigh(n as usize, &a)?;
        Ok::<_, LinalgError>(Eigh { values: found.values.into(), vectors: found.vectors.into() })
    })
}

#[napi(catch_unwind)]
pub fn qr(a: Float64Array, rows: u32, columns: u32) -> Answer<Qr> {
    answer(|| {
        let found = linalg::qr(rows as usize, columns as usize, &a)?;
        Ok::<_, LinalgError>(Qr { q: found.q.into(), r: found.r.into() })
    })
}

#[napi(catch_unwind)]
pub fn cholesky(a: Float64Array, n: u32) -> Answer<Float64Array> {
    answer(|| Ok::<_, LinalgError>(linalg::cholesky(n as usize, &a)?.into()))
}
