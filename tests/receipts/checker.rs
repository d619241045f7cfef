//! The script as a child process: receipts go in, a verdict comes out.

use billing_domain::rating::Receipt;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

pub struct Checker {
    child: Child,
    /// Read while receipts go in: a pipe that nobody empties would stop both.
    said: JoinHandle<String>,
    input: BufWriter<ChildStdin>,
}

pub struct Verdict {
    pub agrees: bool,
    pub said: String,
}

impl Checker {
    pub fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("receipt_check.py");
        let mut command = Command::new("python3");
        let child = command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("python3 is needed to recompute receipts: install it");
        let mut output = child.stdout.take().unwrap();
        let said = std::thread::spawn(move || {
            let mut text = String::new();
            output.read_to_string(&mut text).unwrap();
            text
        });
        let input = BufWriter::new(child.stdin.take().unwrap());
        Self { child, said, input }
    }

    pub fn tell(&mut self, receipt: &Receipt) {
        self.tell_text(&serde_json::to_string(receipt).unwrap());
    }

    pub fn tell_text(&mut self, receipt: &str) {
        writeln!(self.input, "{receipt}").unwrap();
    }

    pub fn finish(mut self) -> Verdict {
        drop(self.input.into_inner().unwrap());
        let agrees = self.child.wait().unwrap().success();
        Verdict { agrees, said: self.said.join().unwrap() }
    }
}
