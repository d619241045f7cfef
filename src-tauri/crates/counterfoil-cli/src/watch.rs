//! Watching long work: a bar on a terminal, plain lines when asked for, and Ctrl+C.

use billing_service::import::{Phase, Progress, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Told {
    /// A bar when stderr is a terminal, else nothing.
    Auto,
    /// One line on stderr for each step, for programs that watch.
    Lines,
}

/// Shows where the work is and passes on the wish to stop.
pub struct Watch {
    told: Told,
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Watch {
    /// Starts to watch; from now on Ctrl+C asks the work to stop, and a second one ends the program.
    pub fn start(told: Told) -> Self {
        let shown = told == Told::Auto && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(
            None,
            if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() },
        );
        if let Ok(style) = ProgressStyle::with_template("{msg:8} [{wide_bar}] {percent:>3}% {eta:>5}") {
            bar.set_style(style.progress_chars("=> "));
        }
        let stop = Arc::new(AtomicBool::new(false));
        tokio::spawn(listen(Arc::clone(&stop)));
        Self { told, bar, stop }
    }
}

async fn listen(stop: Arc<AtomicBool>) {
    while tokio::signal::ctrl_c().await.is_ok() {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    }
}

impl Progress for Watch {
    fn at(&self, step: Step) {
        let name = match step.phase {
            Phase::Reading => "reading",
            Phase::Writing => "writing",
        };
        match self.told {
            Told::Lines => eprintln!("{name} {} {}", step.done, step.total),
            Told::Auto => {
                self.bar.set_message(name);
                self.bar.set_length(step.total);
                self.bar.set_position(step.done);
            }
        }
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
