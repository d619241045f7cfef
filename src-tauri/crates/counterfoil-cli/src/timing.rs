//! How long an answer took: wall time, and the time this thread was on a processor where the system tells.

use std::time::Instant;

/// Linux: nanoseconds on a processor, nanoseconds waiting, time slices.
const THREAD_TIME: &str = "/proc/thread-self/schedstat";

/// A running measurement of the thread that made it.
pub struct Timed {
    wall: Instant,
    cpu_ns: Option<u64>,
}

impl Timed {
    pub fn start() -> Self {
        Self { cpu_ns: thread_ns(), wall: Instant::now() }
    }

    /// Tells on stderr: `answered in 1.234 ms (cpu 1.100 ms)`.
    pub fn tell(&self, what: &str) {
        let wall = self.wall.elapsed().as_micros();
        let cpu =
            thread_ns().zip(self.cpu_ns).map(|(now, then)| u128::from(now.saturating_sub(then)) / 1_000);
        let cpu = cpu.map_or_else(String::new, |cpu| format!(" (cpu {} ms)", milliseconds(cpu)));
        eprintln!("{what} in {} ms{cpu}", milliseconds(wall));
    }
}

fn thread_ns() -> Option<u64> {
    std::fs::read_to_string(THREAD_TIME).ok()?.split_whitespace().next()?.parse().ok()
}

fn milliseconds(micros: u128) -> String {
    format!("{}.{:03}", micros / 1_000, micros % 1_000)
}
