//! [`Progress`]: how far the work is, and a way to stop it.

use std::convert::Infallible;
use std::fmt;
use std::ops::ControlFlow;

/// A stage of the work, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stage {
    /// Counting values and preparing the model.
    Model,
    /// Putting records into blocks.
    Block,
    /// Learning the model from a sample of the pairs, where none was given.
    Train,
    /// Comparing and scoring pairs.
    Compare,
    /// Making clusters.
    Cluster,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Model => "model",
            Self::Block => "block",
            Self::Train => "train",
            Self::Compare => "compare",
            Self::Cluster => "cluster",
        })
    }
}

/// How far the work is. Each stage begins with nothing done and ends with all; between, `done` only grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The stage that is being worked on.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// How much there is to do.
    pub total: u64,
}

/// Hears how far the work is, and may break it off.
pub(crate) type Watcher<'w, B> = dyn FnMut(Progress) -> ControlFlow<B> + 'w;

/// Does work that nobody watches, and that so is never broken off.
pub(crate) fn unwatched<T>(work: impl FnOnce(&mut Watcher<'_, Infallible>) -> ControlFlow<Infallible, T>) -> T {
    let ControlFlow::Continue(done) = work(&mut |_| ControlFlow::Continue(()));
    done
}

/// The steps of one stage, each told to a watcher.
pub(crate) struct Steps<'w, B> {
    watcher: &'w mut Watcher<'w, B>,
    now: Progress,
}

impl<'w, B> Steps<'w, B> {
    /// Begins a stage of so many steps.
    pub(crate) fn begin(watcher: &'w mut Watcher<'_, B>, stage: Stage, total: usize) -> ControlFlow<B, Self> {
        let now = Progress { stage, done: 0, total: total as u64 };
        watcher(now)?;
        ControlFlow::Continue(Self { watcher, now })
    }

    /// So many steps more are done.
    pub(crate) fn step(&mut self, steps: usize) -> ControlFlow<B> {
        self.now.done = self.now.total.min(self.now.done + steps as u64);
        (self.watcher)(self.now)
    }

    /// All is done.
    pub(crate) fn end(mut self) -> ControlFlow<B> {
        let left = self.now.total - self.now.done;
        if left > 0 { self.step(usize::try_from(left).unwrap_or(usize::MAX)) } else { ControlFlow::Continue(()) }
    }
}
