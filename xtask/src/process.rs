//! Running other programs: seen by the person as they run, and kept for counting.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Runs to the end and fails when the program does.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {}", name(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", name(command));
    }
    Ok(())
}

/// Runs to the end and returns what was printed, or nothing when the program is missing or fails.
pub fn quiet(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a finished program left behind.
pub struct Finished {
    pub success: bool,
    /// Everything it printed, both streams, without colours.
    pub text: String,
}

/// Runs to the end, shows each line as it comes and keeps it.
pub fn run_and_keep(command: &mut Command) -> Result<Finished> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", name(command)))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let text = std::thread::scope(|scope| {
        let out = scope.spawn(|| echo(out));
        let err = scope.spawn(|| echo(err));
        [out, err].map(|stream| stream.join().unwrap_or_default()).concat()
    });
    Ok(Finished { success: child.wait()?.success(), text: without_colours(&text) })
}

/// A program that runs beside us and ends with us.
pub struct Running(Child);

impl Running {
    /// Starts it with its standard output kept for [`Running::first_line`].
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.stdout(Stdio::piped()).spawn();
        Ok(Self(child.with_context(|| format!("could not start {}", name(command)))?))
    }

    /// The first line it prints: how a server says where it listens.
    pub fn first_line(&mut self) -> Result<String> {
        let out = self.0.stdout.take().context("its first line was taken already")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        if line.is_empty() {
            bail!("it ended before it was ready ({})", self.0.wait()?);
        }
        Ok(line.trim_end().to_string())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked politely first, so that it clears away its sockets and lock files.
        if cfg!(unix) && run(Command::new("kill").arg(self.0.id().to_string())).is_ok() {
            let deadline = Instant::now() + Duration::from_secs(3);
            while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        // Both fail only when it has ended already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn name(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(command.get_program().to_string_lossy()).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn echo(stream: Option<impl Read>) -> String {
    let mut kept = String::new();
    let Some(stream) = stream else { return kept };
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let text = String::from_utf8_lossy(&line);
        print!("{text}");
        let _ = std::io::stdout().flush();
        kept.push_str(&text);
        line.clear();
    }
    kept
}

/// Drops terminal colour codes: ESC, `[`, up to the letter that ends them.
pub fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{run, run_and_keep, without_colours};

    #[test]
    fn colours_are_dropped() {
        assert_eq!(without_colours("\u{1b}[32;1m12 passed\u{1b}[0m (12)"), "12 passed (12)");
    }

    #[test]
    fn a_failing_program_is_named() {
        let error = run(Command::new("cargo").args(["no-such-command"])).unwrap_err().to_string();
        assert!(error.contains("cargo no-such-command"), "{error}");
    }

    #[test]
    fn what_is_printed_is_kept() {
        let finished = run_and_keep(Command::new("cargo").arg("--version")).unwrap();
        assert!(finished.success && finished.text.starts_with("cargo "), "{}", finished.text);
    }
}
