use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use engine::{End, EngineError, Session};
use napi::Result;
use napi::bindgen_prelude::{Either, Env, Object, ToNapiValue, Uint8Array};
use napi_derive::napi;

use crate::conductor::{Question, Task, conduct, on_session};
use crate::failure::{Answer, Failure, answer};
use crate::job::{NativeJob, OwnedJob};

/// Bytes that a session of two schedules (JSON) holds in all: state, data, constants and temporaries.
#[napi(catch_unwind)]
pub fn bytes_needed(step: String, evaluate: String) -> Answer<f64> {
    answer(|| engine::bytes_needed(&step, &evaluate).map(|bytes| bytes as f64))
}

/// Resolves to a session or a failure. The job is copied before this returns.
#[napi(catch_unwind, ts_return_type = "Promise<NativeSession | Failure>")]
pub fn open_session(env: &Env, job: NativeJob) -> Result<Object<'_>> {
    let (question, promise) = Question::<NativeSession>::ask(env)?;
    let steps_done = Arc::new(AtomicU64::new(job.steps_done as u64));
    let opened = move |inbox: std::result::Result<Sender<Task>, Failure>| {
        question.answer(match inbox {
            Ok(inbox) => Either::A(NativeSession { inbox: Some(inbox), cancelled: Arc::default(), steps_done }),
            Err(failure) => Either::B(failure),
        });
    };
    let job = OwnedJob::try_from(job);
    conduct(move || job?.open(), opened);
    Ok(promise)
}

/// What became of a call of `advance`.
#[napi(object, object_from_js = false)]
pub struct Advance {
    pub steps: f64,
    /// done, cancelled or diverged
    pub end: String,
}

#[napi]
pub struct NativeSession {
    /// Gone once disposed; the thread ends with it.
    inbox: Option<Sender<Task>>,
    cancelled: Arc<AtomicBool>,
    steps_done: Arc<AtomicU64>,
}

#[napi]
impl NativeSession {
    #[napi(catch_unwind)]
    pub fn steps_done(&self) -> f64 {
        self.steps_done.load(Ordering::Relaxed) as f64
    }

    #[napi(catch_unwind)]
    pub fn advance<'env>(&self, env: &'env Env, steps: f64) -> Result<Object<'env>> {
        self.cancelled.store(false, Ordering::Relaxed);
        let (cancelled, steps_done) = (Arc::clone(&self.cancelled), Arc::clone(&self.steps_done));
        self.ask(env, move |session| {
            let (made, end) = advance(session, steps as u64, &cancelled, &steps_done)?;
            let end = match end {
                End::Done => "done",
                End::Cancelled => "cancelled",
                End::Diverged => "diverged",
            };
            Ok(Advance { steps: made as f64, end: end.into() })
        })
    }

    #[napi(catch_unwind)]
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// The outputs of the evaluation in the order of its schedule.
    #[napi(catch_unwind)]
    pub fn evaluate<'env>(&self, env: &'env Env) -> Result<Object<'env>> {
        self.ask(env, |session| Ok(session.evaluate()?.into_iter().map(|(_, value)| value).collect::<Vec<f64>>()))
    }

    /// The elements of each as bytes.
    #[napi(catch_unwind)]
    pub fn read<'env>(&self, env: &'env Env, names: Vec<String>) -> Result<Object<'env>> {
        self.ask(env, move |session| {
            names.iter().map(|name| Ok(Uint8Array::from(copied(session.read(name)?.1)?))).collect::<engine::Result<Vec<_>>>()
        })
    }

    /// Work in progress ends within one step; its promise still settles.
    #[napi(catch_unwind)]
    pub fn dispose(&mut self) {
        self.cancel();
        self.inbox = None;
    }

    fn ask<'env, T>(&self, env: &'env Env, work: impl FnOnce(&mut Session) -> engine::Result<T> + Send + 'static) -> Result<Object<'env>>
    where
        T: ToNapiValue + Send + 'static,
    {
        let (question, promise) = Question::<T>::ask(env)?;
        let task: Task = Box::new(move |session| question.answer(on_session(session, work)));
        if let Some(inbox) = &self.inbox {
            // A task that finds nobody is dropped, and its question answers that.
            drop(inbox.send(task));
        }
        Ok(promise)
    }
}

impl Drop for NativeSession {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn copied(bytes: &[u8]) -> engine::Result<Vec<u8>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| EngineError::Memory { bytes: bytes.len() as u64 })?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

/// Step by step, so that JavaScript sees how far it is.
fn advance(session: &mut Session, steps: u64, cancelled: &AtomicBool, steps_done: &AtomicU64) -> engine::Result<(u64, End)> {
    let mut made = 0;
    while made < steps {
        let one = session.advance(1, cancelled)?;
        made += one.steps;
        steps_done.fetch_add(one.steps, Ordering::Relaxed);
        if !matches!(one.end, End::Done) {
            return Ok((made, one.end));
        }
    }
    Ok((made, End::Done))
}
