//! The test of a connection, step by step: each step says what it found or what to do, and none takes long.
//!
//! The first three steps open a socket of their own and look at it closely; the others are ordinary calls.

mod calls;
mod sockets;

use crate::backend::RemoteBackend;
use crate::connector::Patience;
use crate::route::Route;
use billing_domain::tenants::{FindingCode, StepOutcome, StepReport, TestStep};
use billing_domain::{BillingError, ErrorCode};
use chrono::{DateTime, Utc};
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

/// A test under way.
pub(crate) struct Trial<'a> {
    patience: Patience,
    now: fn() -> DateTime<Utc>,
    told: &'a (dyn Fn(StepReport) + Send + Sync),
    ends_at: Instant,
    reports: Vec<StepReport>,
}

/// What one step hands to the next.
#[derive(Default)]
struct Findings {
    /// Where to connect to: the tenant, or its proxy.
    addresses: Vec<SocketAddr>,
    stream: Option<TcpStream>,
    /// The tenant's clock, and ours when its answer came.
    clocks: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A step that did not fail: how it ended and what it found.
type Found<T> = Result<(StepOutcome, T), BillingError>;

impl<'a> Trial<'a> {
    pub(crate) fn new(
        patience: Patience,
        now: fn() -> DateTime<Utc>,
        told: &'a (dyn Fn(StepReport) + Send + Sync),
    ) -> Self {
        Self { patience, now, told, ends_at: Instant::now() + patience.test, reports: Vec::new() }
    }

    /// All six reports, in order. A client that could not be made fails the first.
    pub(crate) async fn run(mut self, remote: Result<RemoteBackend, BillingError>) -> Vec<StepReport> {
        let made = remote.and_then(|remote| {
            remote.options.air_gap.check("Test of the connection")?;
            let route = Route::to(&remote.options)?;
            Ok((remote, route))
        });
        match made {
            Ok((remote, route)) => {
                // `None` says that a step failed; which one stands in the reports.
                let _ = self.steps(&remote, &route).await;
            }
            Err(error) => self.report(TestStep::Dns, StepOutcome::Failed(error), Duration::ZERO),
        }
        for step in &TestStep::ALL[self.reports.len()..] {
            self.report(*step, StepOutcome::Skipped(FindingCode::NotTried.into()), Duration::ZERO);
        }
        self.reports
    }

    async fn steps(&mut self, remote: &RemoteBackend, route: &Route) -> Option<()> {
        let now = self.now;
        let mut found = Findings::default();
        found.addresses = self.step(TestStep::Dns, sockets::look_up(remote, route)).await?;
        found.stream =
            self.step(TestStep::Connect, sockets::connect(remote, route, &found.addresses)).await?;
        self.step(TestStep::Tls, sockets::shake_hands(remote, found.stream.take(), now)).await?;
        found.clocks = self.step(TestStep::Authentication, calls::authenticate(remote, now)).await?;
        self.step(TestStep::Permission, calls::read_billing(remote)).await?;
        self.step(TestStep::Clock, async { Ok((calls::compare_clocks(found.clocks), ())) }).await
    }

    /// Runs a step within its time and tells how it ended; `None` when it failed.
    async fn step<T>(&mut self, step: TestStep, work: impl Future<Output = Found<T>>) -> Option<T> {
        let began = Instant::now();
        let patience = self.patience.step.min(self.ends_at.saturating_duration_since(began));
        let ended = match timeout(patience, work).await {
            Ok(ended) => ended,
            Err(_) => Err(too_slow(step, patience)),
        };
        let (outcome, found) = match ended {
            Ok((outcome, found)) => (outcome, Some(found)),
            Err(error) => (StepOutcome::Failed(error), None),
        };
        self.report(step, outcome, began.elapsed());
        found
    }

    fn report(&mut self, step: TestStep, outcome: StepOutcome, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let report = StepReport { step, outcome, millis };
        (self.told)(report.clone());
        self.reports.push(report);
    }
}

fn too_slow(step: TestStep, patience: Duration) -> BillingError {
    let what = match step {
        TestStep::Dns => "The name was not found within",
        TestStep::Connect => {
            "Nobody answered at that address: a firewall may be in between, or a proxy is needed. Waited"
        }
        TestStep::Tls => "The server did not begin to speak TLS within",
        _ => "The tenant did not answer within",
    };
    BillingError::new(ErrorCode::DeadlineExceeded, format!("{what} {patience:?}."))
}
