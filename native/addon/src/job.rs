use engine::{Bytes, Constant, DType, Job, Session, Tensor};
use napi::bindgen_prelude::Uint8Array;
use napi_derive::napi;

use crate::failure::Failure;
use crate::svd::STACKED_SVD;

/// A schedule as text without the values of its constants.
#[napi(object, object_to_js = false)]
pub struct EncodedSchedule {
    pub json: String,
    pub constants: Vec<EncodedConstant>,
}

#[napi(object, object_to_js = false)]
pub struct EncodedConstant {
    pub buffer: u32,
    pub bytes: Uint8Array,
}

#[napi(object, object_to_js = false)]
pub struct NativeTensor {
    pub name: String,
    /// f32, f64 or i32
    pub dtype: String,
    pub bytes: Uint8Array,
}

#[napi(object, object_to_js = false)]
pub struct NativeJob {
    pub step: EncodedSchedule,
    pub evaluate: EncodedSchedule,
    pub data: Vec<NativeTensor>,
    pub state: Vec<NativeTensor>,
    pub steps_done: f64,
    pub threads: u32,
}

struct OwnedSchedule {
    json: String,
    constants: Vec<Constant>,
}

/// A copy of a job that another thread may hold; a session takes its bytes over as they are.
pub struct OwnedJob {
    step: OwnedSchedule,
    evaluate: OwnedSchedule,
    data: Vec<Tensor>,
    state: Vec<Tensor>,
    steps_done: u64,
    threads: usize,
}

impl TryFrom<NativeJob> for OwnedJob {
    type Error = Failure;

    fn try_from(job: NativeJob) -> Result<Self, Failure> {
        Ok(Self {
            step: job.step.try_into()?,
            evaluate: job.evaluate.try_into()?,
            data: job.data.into_iter().map(tensor).collect::<Result<_, _>>()?,
            state: job.state.into_iter().map(tensor).collect::<Result<_, _>>()?,
            steps_done: job.steps_done as u64,
            threads: job.threads as usize,
        })
    }
}

impl TryFrom<EncodedSchedule> for OwnedSchedule {
    type Error = Failure;

    fn try_from(schedule: EncodedSchedule) -> Result<Self, Failure> {
        let copy = |constant: EncodedConstant| {
            Ok::<_, Failure>(Constant { buffer: constant.buffer as usize, bytes: Bytes::copy(&constant.bytes)? })
        };
        Ok(Self { json: schedule.json, constants: schedule.constants.into_iter().map(copy).collect::<Result<_, _>>()? })
    }
}

fn tensor(tensor: NativeTensor) -> Result<Tensor, Failure> {
    let dtype = match tensor.dtype.as_str() {
        "f32" => DType::F32,
        "f64" => DType::F64,
        "i32" => DType::I32,
        other => return Err(Failure::new("malformed", format!("The tensor {} is {other}, which no session holds.", tensor.name))),
    };
    Ok(Tensor { name: tensor.name, dtype, bytes: Bytes::copy(&tensor.bytes)? })
}

impl OwnedJob {
    pub fn open(self) -> Result<Session, Failure> {
        Ok(Session::new(Job {
            step: &self.step.json,
            evaluate: &self.evaluate.json,
            step_constants: self.step.constants,
            evaluate_constants: self.evaluate.constants,
            data: self.data,
            state: self.state,
            steps_done: self.steps_done,
            threads: self.threads,
            level: None,
            svd: STACKED_SVD,
        })?)
    }
}
