//! How long an answer took: on the wall, and on a processor.

use cpu_time::ThreadTime;
use std::time::{Duration, Instant};

/// A running measurement of the thread that made it.
pub struct Timed {
    wall: Instant,
    cpu: ThreadTime,
}

impl Timed {
    /// Begins to measure.
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu: ThreadTime::now() }
    }

    /// Tells on stderr: `answered in 1.234 ms (cpu 1.100 ms)`.
    pub fn tell(&self, what: &str) {
        let (cpu, wall) = (self.cpu.elapsed(), self.wall.elapsed());
        eprintln!("{what} in {} ms (cpu {} ms)", milliseconds(wall), milliseconds(cpu));
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{}.{:03}", time.as_millis(), time.subsec_micros() % 1_000)
}
