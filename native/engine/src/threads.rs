//! Warm threads that work through phases of tasks together.
//!
//! One 64-bit word, the ticket, says which phase runs and how many of its tasks are claimed from either end: even threads take
//! tasks from the front, odd ones from the back, so that a thread meets the same rows in phase after phase (its cache) and a
//! preempted one holds nobody up. Which thread ran a task never changes the task's bytes.
//!
//!   ticket = (round : 24 | phase : 16 | claimed from the back : 12 | claimed from the front : 12)

use crate::flushed::Flushed;
use std::any::Any;
use std::hint::spin_loop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::{JoinHandle, Thread};

/// Tasks of a phase at most; room is left for one claim too many of each thread.
pub const MOST_TASKS: usize = 2048;
/// Phases of a crew at most.
pub const MOST_PHASES: usize = 1 << 16;
/// Threads of a crew at most.
pub const MOST_THREADS: usize = 1024;

const CLAIMS: u64 = 0xfff;

/// What the threads work on. `task` may be called for different tasks of a phase at the same time, once for each.
pub trait Work: Send + Sync {
    fn tasks(&self, phase: usize) -> usize;
    fn task(&self, phase: usize, task: usize, thread: usize);
}

struct Shared<W> {
    work: W,
    ticket: AtomicU64,
    done: AtomicUsize,
    closing: AtomicBool,
    failed: AtomicBool,
    sleeping: Vec<AtomicBool>,
}

/// The calling thread and the threads that help it.
pub struct Crew<W> {
    shared: Arc<Shared<W>>,
    helpers: Vec<JoinHandle<()>>,
    handles: Vec<Thread>,
    round: u64,
    failure: Option<String>,
}

/// Spins before it yields, and yields before it sleeps.
const SPINS: u32 = 2_000;
const YIELDS: u32 = 200;

impl<W: Work + 'static> Crew<W> {
    /// `threads` in all. Fewer where the system gives no more: bytes do not depend on it.
    pub fn new(work: W, threads: usize) -> Self {
        let helpers = threads.clamp(1, MOST_THREADS) - 1;
        let shared = Arc::new(Shared {
            work,
            ticket: AtomicU64::new(0),
            done: AtomicUsize::new(0),
            closing: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            sleeping: (0..=helpers).map(|_| AtomicBool::new(false)).collect(),
        });
        let helpers: Vec<_> = (1..=helpers)
            .map_while(|thread| {
                let shared = Arc::clone(&shared);
                std::thread::Builder::new().name(format!("engine {thread}")).spawn(move || shared.help(thread)).ok()
            })
            .collect();
        let handles = helpers.iter().map(|helper| helper.thread().clone()).collect();
        Self { shared, helpers, handles, round: 0, failure: None }
    }

    pub fn work(&self) -> &W {
        &self.shared.work
    }

    /// Runs all tasks of a phase. False when a task panicked: nothing may be run after that.
    pub fn run(&mut self, phase: usize) -> bool {
        let tasks = self.shared.work.tasks(phase);
        if tasks > MOST_TASKS || phase >= MOST_PHASES {
            self.failure = Some(format!("phase {phase} has {tasks} tasks, which is more than a crew can run"));
            return false;
        }
        let outcome = if tasks <= 1 || self.helpers.is_empty() {
            catch_unwind(AssertUnwindSafe(|| {
                for task in 0..tasks {
                    self.shared.work.task(phase, task, 0);
                }
            }))
        } else {
            self.begin(phase);
            let outcome = self.shared.claim_all(0);
            self.wait(tasks);
            outcome
        };
        if let Err(panic) = outcome {
            self.failure = Some(describe(&*panic));
        }
        self.failure.is_none() && !self.shared.failed.load(Ordering::Relaxed)
    }

    /// What a panic said.
    pub fn failure(&self) -> String {
        self.failure.clone().unwrap_or_else(|| "a kernel panicked".to_owned())
    }

    fn begin(&mut self, phase: usize) {
        // Never 0, which is what a ticket says before the first phase.
        self.round = self.round % 0xff_ffff + 1;
        self.shared.done.store(0, Ordering::Relaxed);
        // Sequentially consistent, as is the look at `sleeping`: either a helper that goes to sleep sees the ticket or it is seen.
        self.shared.ticket.store(self.round << 40 | (phase as u64) << 24, Ordering::SeqCst);
        for (helper, sleeping) in self.handles.iter().zip(&self.shared.sleeping[1..]) {
            if sleeping.load(Ordering::SeqCst) && sleeping.swap(false, Ordering::SeqCst) {
                helper.unpark();
            }
        }
    }

    fn wait(&self, tasks: usize) {
        let mut spins = 0;
        while self.shared.done.load(Ordering::Acquire) < tasks {
            spins += 1;
            if spins < SPINS {
                spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
    }
}

impl<W: Work> Shared<W> {
    /// Claims and runs tasks of the current phase until none is left. A claim may land in a later phase than the one that was
    /// seen, which is as good. The first panic is kept and the rest of the tasks run on, so that nobody waits for ever.
    fn claim_all(&self, thread: usize) -> Result<(), Box<dyn Any + Send>> {
        let from_back = thread % 2 == 1;
        let mut outcome = Ok(());
        loop {
            let ticket = self.ticket.fetch_add(if from_back { 1 << 12 } else { 1 }, Ordering::AcqRel);
            let phase = (ticket >> 24 & 0xffff) as usize;
            let (front, back) = ((ticket & CLAIMS) as usize, (ticket >> 12 & CLAIMS) as usize);
            let tasks = if ticket >> 24 == 0 { 0 } else { self.work.tasks(phase) };
            if front + back >= tasks {
                return outcome;
            }
            let task = if from_back { tasks - 1 - back } else { front };
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.work.task(phase, task, thread))) {
                self.failed.store(true, Ordering::Relaxed);
                outcome = Err(panic);
            }
            self.done.fetch_add(1, Ordering::Release);
        }
    }

    fn help(&self, thread: usize) {
        let _flushed = Flushed::begin();
        let mut seen = 0;
        let mut idle = 0;
        loop {
            let phase = self.ticket.load(Ordering::Acquire) >> 24;
            if phase != seen {
                seen = phase;
                idle = 0;
                // A panic is told by `failed`; its text was printed by the panic hook.
                let _ = self.claim_all(thread);
                continue;
            }
            if self.closing.load(Ordering::Relaxed) {
                return;
            }
            idle += 1;
            if idle < SPINS {
                spin_loop();
            } else if idle < SPINS + YIELDS {
                std::thread::yield_now();
            } else {
                self.sleep(thread, seen);
                idle = 0;
            }
        }
    }

    fn sleep(&self, thread: usize, seen: u64) {
        let sleeping = &self.sleeping[thread];
        sleeping.store(true, Ordering::SeqCst);
        while self.ticket.load(Ordering::SeqCst) >> 24 == seen && !self.closing.load(Ordering::SeqCst) {
            std::thread::park();
        }
        sleeping.store(false, Ordering::SeqCst);
    }
}

impl<W> Drop for Crew<W> {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        for helper in self.helpers.drain(..) {
            helper.thread().unpark();
            // A helper catches the panics of its tasks and has none of its own.
            let _ = helper.join();
        }
    }
}

fn describe(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a kernel panicked".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    struct Counting {
        tasks: usize,
        ran: AtomicUsize,
    }

    impl Work for Counting {
        fn tasks(&self, _: usize) -> usize {
            self.tasks
        }
        fn task(&self, _: usize, _: usize, _: usize) {
            self.ran.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn the_first_phase_runs_when_the_counter_of_rounds_begins_again() {
        let (done, wait) = channel();
        std::thread::spawn(move || {
            let mut crew = Crew::new(Counting { tasks: 7, ran: AtomicUsize::new(0) }, 3);
            crew.round = 0xff_fffd;
            for _ in 0..6 {
                assert!(crew.run(0));
                assert_ne!(crew.round, 0);
            }
            done.send(crew.work().ran.load(Ordering::Relaxed)).unwrap();
        });
        assert_eq!(wait.recv_timeout(Duration::from_secs(60)), Ok(6 * 7));
    }

    #[test]
    fn a_phase_of_more_tasks_than_a_ticket_counts_is_refused() {
        let mut crew = Crew::new(Counting { tasks: MOST_TASKS, ran: AtomicUsize::new(0) }, 2);
        assert!(crew.run(0));
        assert_eq!(crew.work().ran.load(Ordering::Relaxed), MOST_TASKS);
        let mut crew = Crew::new(Counting { tasks: MOST_TASKS + 1, ran: AtomicUsize::new(0) }, 2);
        assert!(!crew.run(0));
        assert_eq!(crew.work().ran.load(Ordering::Relaxed), 0);
        assert!(crew.failure().contains("2049 tasks"));
    }
}
