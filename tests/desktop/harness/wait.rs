//! Waiting for something to become true: asked again and again until a deadline, never a fixed sleep.

use std::time::{Duration, Instant};

/// Long enough for a busy machine without a graphics card; a sound window answers in a fraction of it.
const DEADLINE: Duration = Duration::from_secs(20);

/// Between two questions.
const PAUSE: Duration = Duration::from_millis(40);

/// Asks until `look` gives something. `None` when the deadline passed first.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if started.elapsed() > DEADLINE {
            return None;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
