//! The trail of what was done: lines that are chained by their hashes, and the rule that says whether a chain is whole.

use crate::BillingError;
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

/// What the first line has as the hash of the line before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The encoding's name, part of every hash: another encoding would be another name.
const ENCODING: &str = "counterfoil-audit-1";

/// What one line says. Words for people; never a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What, such as `payment_method.primary`.
    pub action: String,
    /// On which object.
    pub object: String,
    /// The state before, in words or JSON.
    pub before: Option<String>,
    /// The state after.
    pub after: Option<String>,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// The tenant's request id, where a call was behind it.
    pub request_id: Option<String>,
}

impl AuditEntry {
    /// A line without reason and request id.
    #[must_use]
    pub fn new(
        at: DateTime<Utc>,
        who: &str,
        action: &str,
        object: &str,
        before: Option<String>,
        after: Option<String>,
    ) -> Self {
        let (who, action, object) = (who.to_owned(), action.to_owned(), object.to_owned());
        Self { at, who, action, object, before, after, reason: None, request_id: None }
    }

    /// With a reason; an empty one is none.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        self
    }

    /// With the request id of the call behind it.
    #[must_use]
    pub fn of_request(mut self, request_id: Option<String>) -> Self {
        self.request_id = request_id;
        self
    }
}

/// One line as it stands in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Counts from 1 without a gap.
    pub sequence: u32,
    /// What it says.
    pub entry: AuditEntry,
    /// Hash of the line before; [`GENESIS`] for the first.
    pub previous: String,
    /// SHA-256 of this line, lower-case hex.
    pub hash: String,
}

impl AuditLine {
    /// The line that follows `previous`, with its hash.
    #[must_use]
    pub fn chained(sequence: u32, entry: AuditEntry, previous: String) -> Self {
        let hash = hash(sequence, &entry, &previous);
        Self { sequence, entry, previous, hash }
    }
}

/// SHA-256 over a line: encoding, number, hash before, then each field with its length, so that no two lines are written
/// alike. A field that says nothing is `-`, an empty one `0:`.
#[must_use]
pub fn hash(sequence: u32, entry: &AuditEntry, previous: &str) -> String {
    let at = entry.at.to_rfc3339_opts(SecondsFormat::Nanos, true);
    let sequence = sequence.to_string();
    let fields = [
        Some(ENCODING),
        Some(&*sequence),
        Some(previous),
        Some(&*at),
        Some(&*entry.who),
        Some(&*entry.action),
        Some(&*entry.object),
        entry.before.as_deref(),
        entry.after.as_deref(),
        entry.reason.as_deref(),
        entry.request_id.as_deref(),
    ];
    let mut sha = Sha256::new();
    for field in fields {
        match field {
            Some(text) => sha.update(format!("{}:{text}\n", text.len())),
            None => sha.update("-\n"),
        }
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the chain was when it was last found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its lines.
    pub lines: u32,
    /// The hash of the last of them.
    pub hash: String,
}

/// Why a line does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Its content is not what its hash was made of.
    Changed,
    /// It does not hold the hash of the line before.
    NotLinked,
    /// It is not there.
    Missing,
    /// It is not the line that was here when the chain was last verified.
    Rewritten,
}

impl Break {
    /// The stable name used in JSON and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::NotLinked => "not_linked",
            Self::Missing => "missing",
            Self::Rewritten => "rewritten",
        }
    }
}

/// The first line that does not hold, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub sequence: u32,
    /// Why.
    pub why: Break,
}

/// Walks along a chain, oldest line first, and stops at the first line that does not hold.
#[derive(Debug)]
pub struct Verification {
    anchor: Option<Anchor>,
    lines: u32,
    last: String,
    broken: Option<Broken>,
}

impl Verification {
    /// Begins before the first line; `anchor` is the chain as it was last found whole.
    #[must_use]
    pub fn new(anchor: Option<Anchor>) -> Self {
        Self { anchor, lines: 0, last: GENESIS.to_owned(), broken: None }
    }

    /// Looks at the next line. False when the chain broke and nothing further need be read.
    pub fn step(&mut self, line: &AuditLine) -> bool {
        if self.broken.is_some() {
            return false;
        }
        let expected = self.lines + 1;
        let anchored = self.anchor.as_ref().filter(|anchor| anchor.lines == line.sequence);
        let why = if line.sequence != expected {
            Some((expected, Break::Missing))
        } else if line.previous != self.last {
            Some((expected, Break::NotLinked))
        } else if hash(line.sequence, &line.entry, &line.previous) != line.hash {
            Some((expected, Break::Changed))
        } else if anchored.is_some_and(|anchor| anchor.hash != line.hash) {
            Some((expected, Break::Rewritten))
        } else {
            None
        };
        self.broken = why.map(|(sequence, why)| Broken { sequence, why });
        if self.broken.is_none() {
            self.lines = line.sequence;
            self.last.clone_from(&line.hash);
        }
        self.broken.is_none()
    }

    /// The end: `given` lines were ever written. Answers how far the chain holds.
    #[must_use]
    pub fn end(mut self, given: u32) -> Verdict {
        let most = given.max(self.anchor.as_ref().map_or(0, |anchor| anchor.lines));
        if self.broken.is_none() && self.lines < most {
            self.broken = Some(Broken { sequence: self.lines + 1, why: Break::Missing });
        }
        Verdict { holds: Anchor { lines: self.lines, hash: self.last }, broken: self.broken }
    }
}

/// How far a chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The lines that hold, from the first on, and the hash of the last of them.
    pub holds: Anchor,
    /// The first line that does not; none when the chain is whole.
    pub broken: Option<Broken>,
}

impl Verdict {
    /// The finding in words; none when the chain is whole.
    #[must_use]
    pub fn finding(&self) -> Option<String> {
        let Broken { sequence, why } = self.broken?;
        Some(match why {
            Break::Changed => format!("line {sequence} was changed after it was written"),
            Break::NotLinked => format!("line {sequence} does not follow the line before it"),
            Break::Missing => format!("line {sequence} is missing"),
            Break::Rewritten => {
                format!("line {sequence} is not the line that was verified before; the trail was rewritten")
            }
        })
    }

    /// Refuses a broken chain.
    ///
    /// # Errors
    /// `FailedPrecondition` with the first broken line.
    pub fn or_refuse(&self) -> Result<(), BillingError> {
        self.finding()
            .map_or(Ok(()), |finding| Err(BillingError::refused(format!("The trail is broken: {finding}."))))
    }
}

#[cfg(test)]
mod tests;
