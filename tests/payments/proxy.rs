//! A proxy between us and a stand-in that does to requests what networks do, by the fall of the dice.
//!
//! One request a connection: read whole, passed on or not, answered or not. It knows how many it still has in hand, so
//! that a test can wait until nothing is on its way any more.

use crate::dice::Dice;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What is done to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Never passed on; the connection closes.
    DropBefore,
    /// Never passed on; the connection is reset.
    ResetBefore,
    /// Passed on; the answer is lost.
    DropAfter,
    ResetAfter,
    /// Passed on; half of the answer comes.
    Truncated,
    /// Passed on at once; the answer comes too late.
    Late,
    /// Passed on long after we have given up waiting: when the test lets time pass.
    ArrivesLate,
    /// Passed on; answered with a failure.
    FailsAfter,
    /// Not passed on; too many requests.
    Busy,
    /// Passed on; answered with a page of somebody else.
    Garbage,
    /// Passed on twice.
    Twice,
}

/// Every fault that no provider has to keep keys for.
pub const FAULTS: [Fault; 10] = [
    Fault::DropBefore,
    Fault::ResetBefore,
    Fault::DropAfter,
    Fault::ResetAfter,
    Fault::Truncated,
    Fault::Late,
    Fault::ArrivesLate,
    Fault::FailsAfter,
    Fault::Busy,
    Fault::Garbage,
];

/// How often what is done.
pub struct Weather {
    pub dice: Dice,
    /// Of a hundred requests that move money.
    pub submissions: AtomicU64,
    /// Of a hundred others.
    pub others: AtomicU64,
    pub faults: Vec<Fault>,
    /// Submissions that were faulted.
    pub faulted: AtomicU64,
}

impl Weather {
    /// Fair, until it turns.
    pub fn new(seed: u64, faults: &[Fault]) -> Arc<Self> {
        Arc::new(Self {
            dice: Dice::seeded(seed),
            submissions: AtomicU64::new(0),
            others: AtomicU64::new(0),
            faults: faults.to_vec(),
            faulted: AtomicU64::new(0),
        })
    }

    /// From now on.
    pub fn turns(&self, submissions: u64, others: u64) {
        self.submissions.store(submissions, Ordering::Relaxed);
        self.others.store(others, Ordering::Relaxed);
    }

    /// What is done to the next request.
    pub fn next(&self, moves_money: bool) -> Option<Fault> {
        let rate = if moves_money { &self.submissions } else { &self.others };
        if self.dice.roll(100) >= rate.load(Ordering::Relaxed) {
            return None;
        }
        if moves_money {
            self.faulted.fetch_add(1, Ordering::Relaxed);
        }
        Some(self.dice.pick(&self.faults))
    }
}

/// A listening proxy.
pub struct Proxy {
    pub address: SocketAddr,
    in_hand: watch::Sender<usize>,
    time_passes: watch::Sender<()>,
    server: JoinHandle<()>,
}

impl Proxy {
    /// Listens on a free port and passes on to `upstream`.
    pub async fn before(upstream: SocketAddr, weather: Arc<Weather>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (in_hand, _) = watch::channel(0);
        let (time_passes, _) = watch::channel(());
        let (counted, passes) = (in_hand.clone(), time_passes.clone());
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.send_modify(|count| *count += 1);
                let (weather, counted) = (Arc::clone(&weather), counted.clone());
                // Listens from here on, so that no passing of time is missed.
                let later = passes.subscribe();
                tokio::spawn(async move {
                    // An error is a connection that broke, which is what this is about.
                    let _ = serve(stream, upstream, &weather, later).await;
                    counted.send_modify(|count| *count -= 1);
                });
            }
        });
        Self { address, in_hand, time_passes, server }
    }

    /// Lets time pass until nothing that was sent before is on its way any more.
    pub async fn settled(&self) {
        // Connections are taken in order: when this one has been answered, all before it have been taken.
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(b"PING / HTTP/1.1\r\n\r\n").await.unwrap();
        let mut pong = Vec::new();
        stream.read_to_end(&mut pong).await.unwrap();
        self.time_passes.send_replace(());
        self.in_hand.subscribe().wait_for(|count| *count == 0).await.unwrap();
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(
    mut client: TcpStream,
    upstream: SocketAddr,
    weather: &Weather,
    mut later: watch::Receiver<()>,
) -> std::io::Result<()> {
    let Some(request) = read_request(&mut client).await? else { return Ok(()) };
    if request.starts_with(b"PING ") {
        return client.write_all(b"PONG").await;
    }
    match weather.next(moves_money(&request)) {
        None => answer(client, &pass_on(upstream, &request).await?).await,
        Some(Fault::DropBefore) => Ok(()),
        Some(Fault::ResetBefore) => reset(client),
        Some(Fault::DropAfter) => pass_on(upstream, &request).await.map(drop),
        Some(Fault::ResetAfter) => {
            pass_on(upstream, &request).await?;
            reset(client)
        }
        Some(Fault::Truncated) => {
            let whole = pass_on(upstream, &request).await?;
            answer(client, &whole[..whole.len() - whole.len().min(40)]).await
        }
        Some(Fault::Late) => {
            pass_on(upstream, &request).await?;
            until_given_up(&mut client).await
        }
        Some(Fault::ArrivesLate) => {
            until_given_up(&mut client).await?;
            let _ = later.changed().await;
            pass_on(upstream, &request).await.map(drop)
        }
        Some(Fault::FailsAfter) => {
            pass_on(upstream, &request).await?;
            let error = r#"{"error":{"type":"api_error","message":"An unknown error occurred"}}"#;
            answer(client, &made_up("500 Internal Server Error", error)).await
        }
        Some(Fault::Busy) => {
            let error = r#"{"error":{"type":"rate_limit_error","code":"rate_limit"}}"#;
            answer(client, &made_up("429 Too Many Requests", error)).await
        }
        Some(Fault::Garbage) => {
            pass_on(upstream, &request).await?;
            answer(client, &made_up("200 OK", "<html>Please log in to the guest network</html>")).await
        }
        Some(Fault::Twice) => {
            pass_on(upstream, &request).await?;
            answer(client, &pass_on(upstream, &request).await?).await
        }
    }
}

async fn read_request(client: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        if let Some(end) = end_of_head(&request) {
            let length =
                header(&request[..end], "content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
            if request.len() >= end + length {
                return Ok(Some(request));
            }
        }
        match client.read(&mut part).await? {
            0 => return Ok(None),
            read => request.extend_from_slice(&part[..read]),
        }
    }
}

/// POSTs to what takes and gives back; what only prepares a charge does neither.
fn moves_money(request: &[u8]) -> bool {
    ["POST /v1/charges ", "POST /v1/payment_intents ", "POST /v1/refunds "]
        .iter()
        .any(|start| request.starts_with(start.as_bytes()))
}

/// One connection each, closed after the answer.
async fn pass_on(upstream: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let end = end_of_head(request).unwrap_or(request.len());
    let head = String::from_utf8_lossy(&request[..end]);
    let kept =
        head.lines().filter(|line| !line.is_empty() && !line.to_ascii_lowercase().starts_with("connection:"));
    let mut sent: Vec<u8> = kept.flat_map(|line| [line.as_bytes(), b"\r\n"].concat()).collect();
    sent.extend_from_slice(b"Connection: close\r\n\r\n");
    sent.extend_from_slice(&request[end..]);
    let mut stream = TcpStream::connect(upstream).await?;
    stream.write_all(&sent).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}

async fn answer(mut client: TcpStream, bytes: &[u8]) -> std::io::Result<()> {
    client.write_all(bytes).await?;
    client.shutdown().await
}

fn reset(client: TcpStream) -> std::io::Result<()> {
    client.set_zero_linger()?;
    drop(client);
    Ok(())
}

async fn until_given_up(client: &mut TcpStream) -> std::io::Result<()> {
    let mut part = [0; 64];
    while client.read(&mut part).await.is_ok_and(|read| read > 0) {}
    Ok(())
}

fn made_up(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn header(head: &[u8], name: &str) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    head.lines().find_map(|line| {
        let (given, value) = line.split_once(':')?;
        given.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// The body of a whole answer, chunked or not.
pub fn body_of(answer: &[u8]) -> Vec<u8> {
    let end = end_of_head(answer).unwrap_or(answer.len());
    let (head, mut rest) = answer.split_at(end);
    if header(head, "transfer-encoding").is_none_or(|value| !value.eq_ignore_ascii_case("chunked")) {
        return rest.to_vec();
    }
    let mut body = Vec::new();
    while let Some(line) = rest.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(String::from_utf8_lossy(&rest[..line]).trim(), 16).unwrap_or(0);
        let from = line + 2;
        if size == 0 || from + size > rest.len() {
            break;
        }
        body.extend_from_slice(&rest[from..from + size]);
        rest = rest.get(from + size + 2..).unwrap_or_default();
    }
    body
}
