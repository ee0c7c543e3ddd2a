//! All orders in which threads can take their steps.
//!
//! Every operation on what is here is a step. One thread at a time takes one, and which is
//! next is decided anew in each run, until each possible order has been. So a race that comes
//! once in a million runs of a program comes in some of a handful of orders, each time.
//!
//! That is what [Loom](https://docs.rs/loom) does for whole programs. Loom also lets a thread
//! see old values, as `Relaxed` allows; here the steps alone are in question, and an ordering
//! changes nothing.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
pub use std::sync::atomic::Ordering;
use std::sync::{self, Arc, Condvar, LockResult, PoisonError, atomic};
use std::thread;

use crate::program::refuse;

/// More steps than this has no right solution.
const ENDLESS: usize = 40;

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Between two steps: of all threads one, once each has come to its first.
    Work,
    /// Before a step.
    Step,
    /// Before a lock that another has: the address of it.
    Lock(usize),
    /// At its end.
    End,
}

struct State {
    threads: Vec<At>,
    /// For each choice that was made: which, of how many.
    path: Vec<(usize, usize)>,
    /// How many of these have been made in this run.
    made: usize,
}

/// One run.
struct Turns {
    state: sync::Mutex<State>,
    changed: Condvar,
}

thread_local! {
    /// The run that this thread takes part in, and its place there.
    static PART: RefCell<Option<(Arc<Turns>, usize)>> = const { RefCell::new(None) };
}

/// Runs both on a thread each, in all orders. `run` is what makes them, and what is left of
/// them in the end.
pub(crate) fn all<T, const THREADS: usize>(
    mut run: impl FnMut(&dyn Fn([&(dyn Fn() + Sync); THREADS])) -> T,
) -> Vec<T> {
    let mut outcomes = Vec::new();
    let mut path = Vec::new();
    loop {
        let state = State { threads: vec![At::Work; THREADS], path, made: 0 };
        let turns =
            Arc::new(Turns { state: sync::Mutex::new(state), changed: Condvar::new() });
        outcomes.push(run(&|threads| turns.run(&threads)));
        path = std::mem::take(&mut turns.lock().path);
        // The next order: the last choice that can be another is.
        while path.last().is_some_and(|(choice, of)| choice + 1 == *of) {
            path.pop();
        }
        match path.last_mut() {
            Some((choice, _)) => *choice += 1,
            None => return outcomes,
        }
    }
}

impl Turns {
    fn run(self: &Arc<Self>, threads: &[&(dyn Fn() + Sync)]) {
        thread::scope(|scope| {
            for (place, run) in threads.iter().enumerate() {
                scope.spawn(move || {
                    PART.set(Some((Arc::clone(self), place)));
                    let _end = End;
                    run();
                });
            }
        });
    }

    fn lock(&self) -> sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Comes to this place and, unless it is the end, waits for its turn.
    fn come(&self, place: usize, at: At) {
        let mut state = self.lock();
        state.threads[place] = at;
        state.choose();
        self.changed.notify_all();
        while at != At::End && state.threads[place] != At::Work {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lets those go on who wait for this lock.
    fn opened(&self, lock: usize) {
        for thread in &mut self.lock().threads {
            if *thread == At::Lock(lock) {
                *thread = At::Step;
            }
        }
    }
}

impl State {
    /// Lets one of the threads take its step, if all have come to one.
    fn choose(&mut self) {
        if self.threads.contains(&At::Work) {
            return;
        }
        let ready = |at: &&At| **at == At::Step;
        let of = self.threads.iter().filter(ready).count();
        if of == 0 {
            if self.threads.iter().any(|at| matches!(at, At::Lock(_))) {
                refuse("in some order all threads wait for locks, and none goes on");
            }
            return;
        }
        if self.made == self.path.len() {
            self.path.push((0, of));
        }
        let (choice, _) = self.path[self.made];
        self.made += 1;
        if self.made > ENDLESS {
            refuse(
                "a thread asks again and again until the other has come on: that is a busy \
                 wait, and in some order it never ends",
            );
        }
        let mut steps = self.threads.iter_mut().filter(|at| **at == At::Step);
        if let Some(chosen) = steps.nth(choice) {
            *chosen = At::Work;
        }
    }
}

/// The end of a thread, also by a panic.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        come(At::End);
    }
}

/// Comes to a place, if this thread takes part in a run.
fn come(at: At) {
    if let Some((turns, place)) = PART.with_borrow(Clone::clone) {
        turns.come(place, at);
    }
}

/// One step.
fn step<T>(operation: impl FnOnce() -> T) -> T {
    come(At::Step);
    operation()
}

/// A number, as the standard library's
/// [`AtomicUsize`](std::sync::atomic::AtomicUsize).
#[derive(Debug, Default)]
pub struct AtomicUsize(atomic::AtomicUsize);

/// A flag, as the standard library's [`AtomicBool`](std::sync::atomic::AtomicBool).
#[derive(Debug, Default)]
pub struct AtomicBool(atomic::AtomicBool);

macro_rules! atomic {
    ($atomic:ident $value:ty) => {
        impl $atomic {
            /// With this value.
            pub const fn new(value: $value) -> Self {
                Self(atomic::$atomic::new(value))
            }

            /// The value.
            pub fn load(&self, _: Ordering) -> $value {
                step(|| self.0.load(Ordering::SeqCst))
            }

            /// Sets the value.
            pub fn store(&self, value: $value, _: Ordering) {
                step(|| self.0.store(value, Ordering::SeqCst));
            }

            /// Sets the value, and returns the one before.
            pub fn swap(&self, value: $value, _: Ordering) -> $value {
                step(|| self.0.swap(value, Ordering::SeqCst))
            }

            /// Sets the value if it is `current`, and returns the one before: as an error
            /// if it was another.
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                _: Ordering,
                _: Ordering,
            ) -> Result<$value, $value> {
                let (success, failure) = (Ordering::SeqCst, Ordering::SeqCst);
                step(|| self.0.compare_exchange(current, new, success, failure))
            }

            /// The same: here it does not fail without a reason.
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.compare_exchange(current, new, success, failure)
            }
        }
    };
}

atomic!(AtomicUsize usize);
atomic!(AtomicBool bool);

impl AtomicUsize {
    /// Adds to the value, with wrapping, and returns the one before.
    pub fn fetch_add(&self, value: usize, _: Ordering) -> usize {
        step(|| self.0.fetch_add(value, Ordering::SeqCst))
    }

    /// Subtracts from the value, with wrapping, and returns the one before.
    pub fn fetch_sub(&self, value: usize, _: Ordering) -> usize {
        step(|| self.0.fetch_sub(value, Ordering::SeqCst))
    }
}

/// A lock, as the standard library's [`Mutex`](std::sync::Mutex).
#[derive(Debug, Default)]
pub struct Mutex<T> {
    is_held: atomic::AtomicBool,
    value: sync::Mutex<T>,
}

impl<T> Mutex<T> {
    /// An open lock around a value.
    pub const fn new(value: T) -> Self {
        Self { is_held: atomic::AtomicBool::new(false), value: sync::Mutex::new(value) }
    }

    /// Takes the lock, and waits for it where another thread has it.
    ///
    /// # Errors
    ///
    /// None: only so that it reads as with the standard library's.
    pub fn lock(&self) -> LockResult<Guard<'_, T>> {
        let mut at = At::Step;
        loop {
            come(at);
            if !self.is_held.swap(true, Ordering::SeqCst) {
                let value = self.value.lock().unwrap_or_else(PoisonError::into_inner);
                return Ok(Guard { mutex: self, value: Some(value) });
            }
            at = At::Lock(self.address());
        }
    }

    fn address(&self) -> usize {
        (&raw const self.is_held).addr()
    }
}

/// The value of a lock that is held until this is dropped.
pub struct Guard<'a, T> {
    mutex: &'a Mutex<T>,
    /// `Some` until it is dropped.
    value: Option<sync::MutexGuard<'a, T>>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("it is not dropped")
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.value.as_mut().expect("it is not dropped")
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        self.value = None;
        self.mutex.is_held.store(false, Ordering::SeqCst);
        if let Some((turns, _)) = PART.with_borrow(Clone::clone) {
            turns.opened(self.mutex.address());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_threads_of_two_steps_have_six_orders() {
        let outcomes = all(|run| {
            let number = AtomicUsize::new(0);
            let add = || {
                let before = number.load(Ordering::Relaxed);
                number.store(before + 1, Ordering::Relaxed);
            };
            run([&add, &add]);
            number.load(Ordering::Relaxed)
        });
        assert_eq!(outcomes.len(), 6);
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == 1).count(), 4);
    }

    #[test]
    fn who_waits_for_a_lock_has_it_next() {
        let outcomes = all(|run| {
            let number = Mutex::new(0);
            let add = || *number.lock().expect("never poisoned") += 1;
            run([&add, &add, &add]);
            *number.lock().expect("never poisoned")
        });
        assert!(outcomes.iter().all(|outcome| *outcome == 3));
        assert!(outcomes.len() >= 6);
    }
}
