use engine::{Constant, DType, Job, Session, Tensor};
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
    constants: Vec<(usize, Vec<u8>)>,
}

struct OwnedTensor {
    name: String,
    dtype: DType,
    bytes: Vec<u8>,
}

/// A copy of a job that another thread may hold.
pub struct OwnedJob {
    step: OwnedSchedule,
    evaluate: OwnedSchedule,
    data: Vec<OwnedTensor>,
    state: Vec<OwnedTensor>,
    steps_done: u64,
    threads: usize,
}

impl TryFrom<NativeJob> for OwnedJob {
    type Error = Failure;

    fn try_from(job: NativeJob) -> Result<Self, Failure> {
        Ok(Self {
            step: job.step.into(),
            evaluate: job.evaluate.into(),
            data: job.data.into_iter().map(OwnedTensor::try_from).collect::<Result<_, _>>()?,
            state: job.state.into_iter().map(OwnedTensor::try_from).collect::<Result<_, _>>()?,
            steps_done: job.steps_done as u64,
            threads: job.threads as usize,
        })
    }
}

impl From<EncodedSchedule> for OwnedSchedule {
    fn from(schedule: EncodedSchedule) -> Self {
        let constants = schedule.constants.iter().map(|constant| (constant.buffer as usize, constant.bytes.to_vec())).collect();
        Self { json: schedule.json, constants }
    }
}

impl TryFrom<NativeTensor> for OwnedTensor {
    type Error = Failure;

    fn try_from(tensor: NativeTensor) -> Result<Self, Failure> {
        let dtype = match tensor.dtype.as_str() {
            "f32" => DType::F32,
            "f64" => DType::F64,
            "i32" => DType::I32,
            other => return Err(Failure::new("malformed", format!("The tensor {} is {other}, which no session holds.", tensor.name))),
        };
        Ok(Self { name: tensor.name, dtype, bytes: tensor.bytes.to_vec() })
    }
}

impl OwnedJob {
    pub fn open(&self) -> Result<Session, Failure> {
        Ok(Session::new(&Job {
            step: &self.step.json,
            evaluate: &self.evaluate.json,
            step_constants: &self.step.constants(),
            evaluate_constants: &self.evaluate.constants(),
            data: &tensors(&self.data),
            state: &tensors(&self.state),
            steps_done: self.steps_done,
            threads: self.threads,
            level: None,
            svd: STACKED_SVD,
        })?)
    }
}

impl OwnedSchedule {
    fn constants(&self) -> Vec<Constant<'_>> {
        self.constants.iter().map(|(buffer, bytes)| Constant { buffer: *buffer, bytes }).collect()
    }
}

fn tensors(owned: &[OwnedTensor]) -> Vec<Tensor<'_>> {
    owned.iter().map(|OwnedTensor { name, dtype, bytes }| Tensor { name, dtype: *dtype, bytes }).collect()
}
