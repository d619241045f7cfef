//! Remote tenants: adding one, testing a connection step by step, and how its copy stands.
//!
//! What proves who one is goes in and never comes back: no type of an answer here has a place for it.

use crate::values::DecimalText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A pasted address.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TenantAddressQuery {
    /// As it was pasted.
    pub pasted: String,
}

/// What a pasted address means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TenantAddressView {
    /// Scheme and host.
    pub base: String,
    /// The tenant's name.
    pub tenant: String,
}

/// What proves who one is. It is never printed.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CredentialInput {
    /// An API token as it was pasted.
    Token {
        /// The token.
        token: String,
    },
    /// A certificate file: P12, or PEM with certificate and key.
    Certificate {
        /// Where it is on this machine.
        path: String,
        /// Of the P12; empty for PEM.
        password: String,
    },
    /// The one that an earlier test was made with.
    Tested {
        /// That test.
        job: String,
    },
    /// The one that the keychain has for the account.
    Kept {},
}

/// Tests a connection, of a new tenant or of an account.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct TenantTestStart {
    /// An account whose address it is; none for a new tenant.
    pub account: Option<String>,
    /// As it was pasted; not looked at for an account.
    pub address: String,
    /// What to prove oneself with.
    pub credential: CredentialInput,
    /// A PEM file of certificates to trust besides; none for those of the account, or of the system alone.
    pub custom_ca: Option<String>,
    /// The proxy to go through, empty for that of the system; none for that of the account.
    pub proxy: Option<String>,
}

/// A step of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestStepCode {
    /// Does the name of the host lead anywhere?
    Dns,
    /// Does somebody answer there?
    Connect,
    /// Is the server's certificate one to trust?
    Tls,
    /// Is the credential known there?
    Authentication,
    /// May it read billing?
    Permission,
    /// Do both clocks agree?
    Clock,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestStepState {
    /// Its turn has not come.
    Waiting,
    /// Under way.
    Running,
    /// As it should be.
    Passed,
    /// Good enough to work with.
    Warning,
    /// It cannot go on from here.
    Failed,
    /// Not tried.
    Skipped,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TestStepView {
    /// Which.
    pub step: TestStepCode,
    /// Where it stands.
    pub state: TestStepState,
    /// What was found, or what happened and what to do, in English.
    pub message: String,
    /// The code of what was found; none before it ended, and for a failure.
    pub finding: Option<String>,
    /// The words that belong to it.
    pub parts: Vec<String>,
    /// The code of the failure.
    pub code: Option<String>,
    /// The tenant's request id of the failure.
    pub request_id: Option<String>,
    /// How long it took; none before it ended.
    pub millis: Option<u32>,
}

/// How a test stands on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestVerdict {
    /// Under way.
    Running,
    /// Every step is as it should be.
    Passed,
    /// One can work with it.
    Warning,
    /// One cannot.
    Failed,
}

/// A test, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TenantTestView {
    /// Names it in commands.
    pub job: String,
    /// The tenant's name.
    pub tenant: String,
    /// The base address that was tested.
    pub address: String,
    /// `token` or `certificate`.
    pub credential: String,
    /// On the whole.
    pub verdict: TestVerdict,
    /// In the order in which they are made.
    pub steps: Vec<TestStepView>,
}

/// Adds the tenant of a test.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TenantAdd {
    /// For people.
    pub name: String,
    /// The test; its address and credential are taken over.
    pub test: String,
    /// True to add it although the test failed.
    pub anyway: bool,
}

/// Gives the open account the credential and the ways of a test.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TenantChange {
    /// A test of the open account.
    pub test: String,
    /// True to take them although the test failed.
    pub anyway: bool,
}

/// Where a credential is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeepingCode {
    /// In the system's keychain.
    Keychain,
    /// In memory: gone when the program ends.
    SessionOnly,
    /// There is none for this account.
    Missing,
    /// The keychain cannot be read now.
    Unreadable,
}

/// Whether the tenant is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkCode {
    /// The switch is on: no socket is opened.
    AirGapped,
    /// The credential is being fetched.
    Connecting,
    /// No credential, or a person has disconnected it.
    NotConnected,
    /// Connected, and nobody has called yet.
    NotTried,
    /// It answered.
    Online,
    /// It does not answer.
    Offline,
}

/// What every screen says of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TenantHead {
    /// The tenant's base address.
    pub address: String,
    /// Whether it is there.
    pub link: LinkCode,
    /// When it last answered, or since when it does not.
    pub link_at: Option<String>,
    /// Why it is not there.
    pub because: Option<String>,
    /// The code of that.
    pub because_code: Option<String>,
    /// `live` when the copy is whole, the tenant is there and nothing is older than an hour; `copy`; `empty` before the
    /// first sync.
    pub source: String,
    /// Every part of the copy is at least as new as this.
    pub as_of: Option<String>,
    /// True when a part is missing or older than the others for a reason.
    pub partial: bool,
    /// Drafts that wait for a person.
    pub drafts: u32,
    /// Changes of which nobody knows what became.
    pub unknown: u32,
}

/// A part of the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyPartView {
    /// `plans`, `subscriptions`, `quotas`, `invoices`, `documents`, `monthly_usage` or `hours`.
    pub part: String,
    /// `whole`, `partial`, `failed` or `never`.
    pub state: String,
    /// When it was last whole.
    pub fetched_at: Option<String>,
    /// When it was last tried.
    pub tried_at: Option<String>,
    /// What is missing, or what went wrong.
    pub message: Option<String>,
    /// The code of that; none for a part that was tried by an earlier program.
    pub code: Option<String>,
    /// The tenant's request id of the failure.
    pub request_id: Option<String>,
}

/// The last run of a sync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LastSyncView {
    /// RFC 3339.
    pub started_at: String,
    /// RFC 3339; none when it is under way or was killed.
    pub ended_at: Option<String>,
    /// `running`, `done`, `partial`, `cancelled` or `failed`.
    pub state: String,
    /// What kept it from being whole.
    pub message: Option<String>,
    /// The code of that; none for a run of an earlier program.
    pub code: Option<String>,
    /// Calls made.
    pub calls: u32,
}

/// Something that a tenant told and that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnomalyView {
    /// When it was seen.
    pub at: String,
    /// `invoices`, `usage`, ...
    pub topic: String,
    /// Which one.
    pub object: String,
    /// In words.
    pub message: String,
    /// Its kind, such as `final_amount_changed`; none when an earlier program saw it.
    pub code: Option<String>,
}

/// Everything that tells how far the copy of the open account can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TenantView {
    /// The account.
    pub account: String,
    /// The tenant's name.
    pub tenant: String,
    /// As every screen says it.
    pub head: TenantHead,
    /// Where the credential is.
    pub keeping: KeepingCode,
    /// Why it is not in the keychain, and what to do.
    pub keeping_why: Option<String>,
    /// `token` or `certificate`; none while it is not known.
    pub credential: Option<String>,
    /// The proxy, when one is set.
    pub proxy: Option<String>,
    /// True when certificates are trusted besides those of the system.
    pub custom_ca: bool,
    /// Every part, in the order of a sync.
    pub parts: Vec<CopyPartView>,
    /// Months of which hours are held.
    pub months: u32,
    /// The first of them, `2026-01`.
    pub first_month: Option<String>,
    /// Hours are held up to here.
    pub hours_until: Option<String>,
    /// The last run.
    pub last_sync: Option<LastSyncView>,
    /// The newest of them, at most 50.
    pub anomalies: Vec<AnomalyView>,
    /// All of them.
    pub anomaly_count: u32,
    /// Past hours that changed after they had been read.
    pub restatements: u32,
}

/// A count, and exact sums by unit or currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TallyView {
    /// How many.
    pub count: DecimalText,
    /// By unit or currency.
    pub sums: Vec<SumView>,
}

/// One exact sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SumView {
    /// Unit or currency.
    pub unit: String,
    /// Exact.
    pub sum: DecimalText,
}
