//! How long work tells where it is, and how it is asked to stop.

/// What an import is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading and checking the file; nothing is written yet. Counted in bytes.
    Reading,
    /// Writing whole batches. Counted in rows.
    Writing,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is done.
    pub phase: Phase,
    /// Bytes or rows behind us.
    pub done: u64,
    /// Bytes or rows in all.
    pub total: u64,
}

/// Watches long work. Called from the thread that does it, some times a second; must not block.
pub trait Progress: Send + Sync {
    /// Tells how far the work is.
    fn at(&self, step: Step);

    /// True when the person wants it to stop: whole batches that are written stay.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn at(&self, _: Step) {}
}
