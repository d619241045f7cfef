//! Why a call did not come through: the chain of causes, and the same in words for a person.

use std::error::Error;
use std::io;

/// The whole chain: the outermost error says only "error sending request".
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if !texts.contains(&text) {
            texts.push(text);
        }
        next = cause.source();
    }
    // The outer ones say only that something failed; the innermost say what.
    let tells = |text: &&String| *text != "error sending request" && !text.starts_with("client error (");
    let telling: Vec<&str> = texts.iter().filter(tells).map(String::as_str).collect();
    if telling.is_empty() { texts.join(": ") } else { telling.join(": ") }
}

/// What happened, without the words of the operating system; what is not known here is told as it is, without numbers.
pub(crate) fn in_plain_words(error: &(dyn Error + 'static), causes: &str) -> String {
    if let Some(words) = io_kind(error).and_then(of_kind) {
        return words.to_owned();
    }
    if causes.contains("dns error") || causes.contains("failed to lookup") {
        return "its name is not known on this network".to_owned();
    }
    without_numbers(causes)
}

/// The kind that the operating system gave, wherever in the chain it is.
fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<io::Error>().filter(|io| io.raw_os_error().is_some()) {
            return Some(io.kind());
        }
        next = cause.source();
    }
    None
}

const fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some("nothing answers at that address"),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            Some("the connection was broken off")
        }
        io::ErrorKind::TimedOut => Some("it did not answer in time"),
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            Some("this computer is not on a network")
        }
        io::ErrorKind::HostUnreachable => Some("the network knows no way to it"),
        _ => None,
    }
}

/// `Connection refused (os error 111)` without its end.
fn without_numbers(text: &str) -> String {
    let mut plain = text.to_owned();
    while let Some(start) = plain.find(" (os error ") {
        let Some(length) = plain[start..].find(')') else { break };
        plain.replace_range(start..=start + length, "");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer(io::Error);

    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("tcp connect error")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn no_word_of_the_operating_system_reaches_a_person() {
        let refused = Outer(io::Error::from_raw_os_error(111));
        let causes = causes(&refused);
        assert!(causes.contains("os error"), "{causes}");
        let said = in_plain_words(&refused, &causes);
        assert!(!said.contains("os error") && !said.contains("tcp"), "{said}");
        assert_eq!(without_numbers("Odd thing (os error 5): more (os error 7)"), "Odd thing: more");
    }
}
