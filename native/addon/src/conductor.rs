use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use engine::Session;
use napi::bindgen_prelude::{Either, Env, Object, ToNapiValue};
use napi::{JsDeferred, Result};

use crate::failure::{Answer, Failure, said};

/// Work for the thread that owns a session. None once the session broke.
pub type Task = Box<dyn FnOnce(&mut Option<Session>) + Send>;

type Resolver<T> = Box<dyn FnOnce(Env) -> Result<Answer<T>> + Send>;

/// A promise that another thread will answer. One that is dropped without an answer says so: a promise that never settles would
/// keep Node alive.
pub struct Question<T: ToNapiValue + Send + 'static>(Option<JsDeferred<Answer<T>, Resolver<T>>>);

impl<T: ToNapiValue + Send + 'static> Question<T> {
    pub fn ask(env: &Env) -> Result<(Self, Object<'_>)> {
        let (deferred, promise) = env.create_deferred()?;
        Ok((Self(Some(deferred)), promise))
    }

    pub fn answer(mut self, answer: Answer<T>) {
        self.settle(answer);
    }

    fn settle(&mut self, answer: Answer<T>) {
        if let Some(deferred) = self.0.take() {
            deferred.resolve(Box::new(move |_| Ok(answer)));
        }
    }
}

impl<T: ToNapiValue + Send + 'static> Drop for Question<T> {
    fn drop(&mut self) {
        self.settle(Either::B(Failure::new(
            "disposed",
            "The session was closed before it answered. The run's last checkpoint is kept; resume it from there.",
        )));
    }
}

/// Opens a session on a thread of its own and serves its tasks there, one after the other, until the last sender is gone.
/// `opened` is told how that went, also where the system gives no thread.
pub fn conduct(
    open: impl FnOnce() -> std::result::Result<Session, Failure> + Send + 'static,
    opened: impl FnOnce(std::result::Result<Sender<Task>, Failure>) + Send + 'static,
) {
    // Both are handed over once there is a thread: a thread that cannot be had would take them along.
    let (hand, over) = channel();
    let thread = std::thread::Builder::new().name("conductor".into()).spawn(move || {
        if let Ok((open, opened)) = over.recv() {
            begin(open, opened);
        }
    });
    match thread {
        // The thread is there and waits for it; had it ended, `opened` would be dropped and say so.
        Ok(_) => drop(hand.send((open, opened))),
        Err(error) => opened(Err(Failure::new(
            "threads",
            format!(
                "The system gives no thread for the run ({error}). Nothing was computed; close other programs or other runs and try again."
            ),
        ))),
    }
}

fn begin(open: impl FnOnce() -> std::result::Result<Session, Failure>, opened: impl FnOnce(std::result::Result<Sender<Task>, Failure>)) {
    match caught(open) {
        Ok(session) => {
            let (inbox, tasks) = channel();
            opened(Ok(inbox));
            serve(session, tasks);
        }
        Err(failure) => opened(Err(failure)),
    }
}

fn serve(session: Session, tasks: Receiver<Task>) {
    let mut session = Some(session);
    for task in tasks {
        task(&mut session);
    }
}

/// Runs `work` on the session. A session that panicked is dropped: its state may be half a step old and half a step new.
pub fn on_session<T>(session: &mut Option<Session>, work: impl FnOnce(&mut Session) -> engine::Result<T>) -> Answer<T> {
    let Some(running) = session else {
        return Either::B(Failure::new(
            "broken",
            "The session failed before and cannot go on. The run's last checkpoint is kept; resume it from there.",
        ));
    };
    match caught(|| work(running).map_err(Failure::from)) {
        Ok(value) => Either::A(value),
        Err(failure) => {
            if failure.code == "panic" {
                *session = None;
            }
            Either::B(failure)
        }
    }
}

fn caught<T>(work: impl FnOnce() -> std::result::Result<T, Failure>) -> std::result::Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::new("panic", said(panic.as_ref()))))
}
