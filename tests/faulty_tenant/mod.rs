//! A tenant that does to requests what networks, proxies and tired servers do.
//!
//! ```ignore
//! let tenant = FaultyTenant::start(app(book, options), |number, operation| (number == 3).then_some(Fault::Late)).await;
//! // .. talk to http://{tenant.address} ..
//! assert_eq!(tenant.done(Operation::CreatePaymentMethod), 1);
//! ```
//! Requests are numbered from 0 as they come in, so one caller at a time meets the same faults every time. A request
//! reaches the real router of the server in this process; only what the caller sees of it is broken.

#![allow(dead_code, reason = "each suite that includes it uses its part")]

mod answers;
mod requests;

use answers::Answer;
use axum::Router;
use billing_wire::Operation;
use billing_wire::operations::Effect;
use requests::Request;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What is done to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Carried out at once; the answer is kept back until the caller hangs up.
    Late,
    /// Carried out only after the caller has hung up.
    ArrivesLate,
    /// Never carried out; the connection is reset.
    ResetBefore,
    /// Carried out; the connection is reset instead of an answer.
    ResetAfter,
    /// Carried out; the connection ends after half of the answer.
    Truncated,
    /// Carried out; the answer says that it is shorter than it is, and the rest follows as rubbish.
    WrongLength,
    /// Carried out; the answer comes letter by letter and never to its end.
    SlowDrip,
    /// Not carried out: 429 with a number of seconds.
    BusySeconds,
    /// Not carried out: 429 with a date.
    BusyDate,
    /// Carried out, then 500.
    Broken,
    /// Not carried out: 503.
    Down,
    /// Not carried out: 200 with somebody's page to log in.
    Page,
    /// The answer comes twice. What HTTP lets proxies repeat (everything but a POST that writes) is carried out twice.
    Twice,
    /// A read gets the answer that the same read had before, if it had one. A write is carried out.
    Stale,
    /// Carried out; the tenant's clock is 2 hours ahead.
    ClockOff,
}

/// Every kind.
pub const FAULTS: [Fault; 15] = [
    Fault::Late,
    Fault::ArrivesLate,
    Fault::ResetBefore,
    Fault::ResetAfter,
    Fault::Truncated,
    Fault::WrongLength,
    Fault::SlowDrip,
    Fault::BusySeconds,
    Fault::BusyDate,
    Fault::Broken,
    Fault::Down,
    Fault::Page,
    Fault::Twice,
    Fault::Stale,
    Fault::ClockOff,
];

/// What became of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// As the caller's choice of faults was asked.
    pub number: u64,
    /// `None` for the probes and everything else beside the 26.
    pub operation: Option<Operation>,
    /// What was done to it.
    pub fault: Option<Fault>,
    /// The status that the tenant itself gave; `None` while it was not asked.
    pub status: Option<u16>,
}

impl Seen {
    /// Whether the tenant has carried out a write.
    fn is_done(&self) -> bool {
        let writes = self.operation.is_some_and(|operation| operation.effect() == Effect::Writes);
        writes && self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

type Weather = dyn Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync;

/// What every connection shares.
struct Shared {
    router: Router,
    weather: Mutex<Arc<Weather>>,
    number: AtomicU64,
    seen: Mutex<Vec<Seen>>,
    answers: Mutex<HashMap<Vec<u8>, Answer>>,
    retry_after: Duration,
    in_hand: watch::Sender<usize>,
    open: watch::Sender<usize>,
}

/// A listening tenant; gone when dropped.
pub struct FaultyTenant {
    /// Where it listens: a free port of this machine, plain http.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

impl FaultyTenant {
    /// Listens in front of `router`; `weather` says what is done to which request. 429 asks for a second's patience.
    pub async fn start(
        router: Router,
        weather: impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        Self::with_patience(router, Duration::from_secs(1), weather).await
    }

    /// The same with another `Retry-After`, in whole seconds.
    pub async fn with_patience(
        router: Router,
        retry_after: Duration,
        weather: impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            router,
            weather: Mutex::new(Arc::new(weather)),
            number: AtomicU64::new(0),
            seen: Mutex::new(Vec::new()),
            answers: Mutex::new(HashMap::new()),
            retry_after,
            in_hand: watch::channel(0).0,
            open: watch::channel(0).0,
        });
        let of_server = Arc::clone(&shared);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let counted = (Counted::one_more(&of_server.open), Counted::one_more(&of_server.in_hand));
                let shared = Arc::clone(&of_server);
                // An error is a connection that broke, which is what this is about.
                tokio::spawn(async move { serve(stream, &shared, counted).await.ok() });
            }
        });
        Self { address, shared, server }
    }

    /// Other weather from the next request on.
    pub fn weather(&self, weather: impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static) {
        *self.shared.weather.lock().unwrap() = Arc::new(weather);
    }

    /// No faults from the next request on.
    pub fn clears_up(&self) {
        self.weather(|_, _| None);
    }

    /// What became of each request so far, in the order in which they came in.
    pub fn seen(&self) -> Vec<Seen> {
        let mut seen = self.shared.seen.lock().unwrap().clone();
        seen.sort_by_key(|one| one.number);
        seen
    }

    /// How many requests of a writing operation the tenant has carried out.
    pub fn done(&self, operation: Operation) -> usize {
        self.seen().iter().filter(|one| one.operation == Some(operation) && one.is_done()).count()
    }

    /// Waits until no request is in hand any more: what arrives late has arrived. Callers must have hung up.
    pub async fn settled(&self) {
        self.everything_taken().await;
        self.shared.in_hand.subscribe().wait_for(|count| *count == 0).await.unwrap();
    }

    /// Waits until every connection has ended, and with them all that was ever sent. Clients must be gone.
    pub async fn left_alone(&self) {
        self.everything_taken().await;
        self.shared.open.subscribe().wait_for(|count| *count == 0).await.unwrap();
    }

    /// Connections are taken in order: when this one has ended, all before it have been taken.
    async fn everything_taken(&self) {
        let mut last = TcpStream::connect(self.address).await.unwrap();
        last.shutdown().await.unwrap();
        last.read_to_end(&mut Vec::new()).await.unwrap();
    }
}

impl Drop for FaultyTenant {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Weather from a seed: of a hundred requests `percent` are faulted, each with one of `faults`.
pub fn seeded(
    seed: u64,
    percent: u64,
    faults: &'static [Fault],
) -> impl Fn(u64, Option<Operation>) -> Option<Fault> + Send + Sync + 'static {
    move |number, _| {
        let roll = |salt: u64| mixed(seed ^ mixed(number.wrapping_mul(2).wrapping_add(salt)));
        let one = usize::try_from(roll(1) % faults.len() as u64).unwrap();
        (roll(0) % 100 < percent).then(|| faults[one])
    }
}

/// SplitMix64's last steps.
fn mixed(from: u64) -> u64 {
    let mut z = from.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Counts for as long as it lives.
struct Counted(watch::Sender<usize>);

impl Counted {
    fn one_more(count: &watch::Sender<usize>) -> Self {
        count.send_modify(|count| *count += 1);
        Self(count.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

/// One request after the other until the caller or a fault ends it. In hand is a connection until its first request,
/// then each request.
async fn serve(mut stream: TcpStream, shared: &Shared, counted: (Counted, Counted)) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (_open, first) = counted;
    let (mut first, mut read) = (Some(first), Vec::new());
    while let Some(request) = Request::read(&mut stream, &mut read).await? {
        let _in_hand = first.take().unwrap_or_else(|| Counted::one_more(&shared.in_hand));
        let number = shared.number.fetch_add(1, Ordering::SeqCst);
        let operation = request.operation();
        let weather = Arc::clone(&*shared.weather.lock().unwrap());
        let fault = weather(number, operation);
        shared.seen.lock().unwrap().push(Seen { number, operation, fault, status: None });
        match (Call { shared, request, number }).through(fault, stream).await? {
            Some(open) => stream = open,
            None => return Ok(()),
        }
    }
    Ok(())
}

/// One request on its way.
struct Call<'a> {
    shared: &'a Shared,
    request: Request,
    number: u64,
}

impl Call<'_> {
    /// Does what the fault says; the connection comes back when it is still open.
    async fn through(
        self,
        fault: Option<Fault>,
        mut stream: TcpStream,
    ) -> std::io::Result<Option<TcpStream>> {
        match fault {
            None => self.pass_on().await.send(&mut stream).await?,
            Some(Fault::ClockOff) => self.pass_on().await.with_clock_ahead().send(&mut stream).await?,
            Some(Fault::Late) => {
                self.pass_on().await;
                return until_hung_up(stream).await;
            }
            Some(Fault::ArrivesLate) => {
                until_hung_up(stream).await?;
                self.pass_on().await;
                return Ok(None);
            }
            Some(Fault::ResetBefore) => return reset(&stream),
            Some(Fault::ResetAfter) => {
                self.pass_on().await;
                return reset(&stream);
            }
            Some(Fault::Truncated) => {
                let bytes = self.pass_on().await.at_least_one_letter().bytes();
                stream.write_all(&bytes.whole[..bytes.half]).await?;
                stream.shutdown().await?;
                return Ok(None);
            }
            Some(Fault::WrongLength) => {
                let answer = self.pass_on().await.at_least_one_letter();
                let said = answer.body.len() - 1;
                stream.write_all(&answer.saying_length(said)).await?;
            }
            Some(Fault::SlowDrip) => {
                let bytes = self.pass_on().await.at_least_one_letter().bytes();
                return drip(stream, &bytes.whole[..bytes.half]).await;
            }
            Some(Fault::BusySeconds) => {
                Answer::busy(&self.shared.retry_after.as_secs().to_string()).send(&mut stream).await?;
            }
            Some(Fault::BusyDate) => {
                Answer::busy(&answers::http_date(self.shared.retry_after)).send(&mut stream).await?;
            }
            Some(Fault::Broken) => {
                self.pass_on().await;
                Answer::broken().send(&mut stream).await?;
            }
            Some(Fault::Down) => Answer::down().send(&mut stream).await?,
            Some(Fault::Page) => Answer::page().send(&mut stream).await?,
            Some(Fault::Twice) => {
                let answer = self.pass_on().await;
                if self.request.may_be_repeated() {
                    self.ask().await;
                }
                let bytes = answer.bytes().whole;
                stream.write_all(&[bytes.as_slice(), &bytes].concat()).await?;
            }
            Some(Fault::Stale) => {
                let old = self.shared.answers.lock().unwrap().get(&self.request.key()).cloned();
                let answer = match old {
                    Some(old) if !self.request.writes() => old,
                    _ => self.pass_on().await,
                };
                answer.send(&mut stream).await?;
            }
        }
        Ok(Some(stream))
    }

    /// The tenant's own answer; noted, and remembered for a stale read later on.
    async fn pass_on(&self) -> Answer {
        let answer = self.ask().await;
        let mut seen = self.shared.seen.lock().unwrap();
        if let Some(one) = seen.iter_mut().find(|one| one.number == self.number) {
            one.status = Some(answer.status);
        }
        drop(seen);
        if !self.request.writes() {
            self.shared.answers.lock().unwrap().insert(self.request.key(), answer.clone());
        }
        answer
    }

    async fn ask(&self) -> Answer {
        Answer::of(self.shared.router.clone(), &self.request).await
    }
}

fn reset(stream: &TcpStream) -> std::io::Result<Option<TcpStream>> {
    stream.set_zero_linger()?;
    Ok(None)
}

async fn until_hung_up(mut stream: TcpStream) -> std::io::Result<Option<TcpStream>> {
    let mut part = [0; 64];
    while stream.read(&mut part).await.is_ok_and(|read| read > 0) {}
    Ok(None)
}

/// A letter every 20 ms, then silence.
async fn drip(mut stream: TcpStream, bytes: &[u8]) -> std::io::Result<Option<TcpStream>> {
    let mut pace = tokio::time::interval(Duration::from_millis(20));
    for letter in bytes {
        pace.tick().await;
        if stream.write_all(&[*letter]).await.is_err() {
            return Ok(None);
        }
    }
    until_hung_up(stream).await
}
