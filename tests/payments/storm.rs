//! Thousands of charges and refunds in bad weather; afterwards the provider's own list and the books are laid side by side.

use crate::books::Book;
use crate::dice::asked_for;
use crate::fakes::{Fake, KEY, Kind};
use crate::faulty::Faulty;
use crate::proxy::{FAULTS, Fault, Proxy, Weather};
use billing_domain::payments::PaymentProvider;
use billing_service::payments::{AttemptKind, AttemptState, Payments, ToTheEnd};
use billing_stripe::{SecretKey, StripeAddress, StripeOptions, StripeProvider};
use futures::stream::{self, StreamExt};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// At once, as an impatient person and a janitor might.
const AT_ONCE: usize = 12;

/// So patient is the client in bad weather: every lost answer costs as much.
const PATIENCE: Duration = Duration::from_millis(400);

/// And in fair weather, when only a busy machine makes it wait.
const FAIR_PATIENCE: Duration = Duration::from_secs(30);

/// Of one book. A stand-in is started anew for the next: its lists grow and are read from end to end.
const fn invoices(kind: Option<Kind>) -> u32 {
    match kind {
        // It writes all it has to disk at every request.
        Some(Kind::Forgetful) => 60,
        Some(Kind::Keeping) => 120,
        None => 400,
    }
}

/// Where the money goes.
enum Ground {
    Stripe(Fake, Proxy),
    Local(Arc<Faulty>),
}

/// The same provider, asked with little patience and with much.
struct Clients {
    hasty: Arc<dyn PaymentProvider>,
    patient: Arc<dyn PaymentProvider>,
}

/// What came of it all.
#[derive(Debug, Default)]
struct Tally {
    faulted: u64,
    invoices: usize,
    attempts: usize,
    sendings: usize,
    unknown: usize,
    taken: usize,
    given_back: usize,
    doubled: usize,
    silent: usize,
    unresolved: usize,
}

/// Key and way -> how often, and how much in all.
type Moved = BTreeMap<(String, bool), (usize, i64)>;

impl Ground {
    /// `keeps_keys` is what we are told of the provider, which may be wrong.
    async fn new(kind: Option<Kind>, keeps_keys: bool, weather: &Arc<Weather>) -> (Self, Clients) {
        let Some(kind) = kind else {
            let faulty = Arc::new(Faulty::new(Arc::clone(weather)));
            let hasty: Arc<dyn PaymentProvider> = Arc::clone(&faulty) as Arc<dyn PaymentProvider>;
            return (Self::Local(faulty), Clients { patient: Arc::clone(&hasty), hasty });
        };
        let fake = Fake::start(kind);
        let proxy = Proxy::before(fake.address, Arc::clone(weather)).await;
        let client = |patience| stripe(&format!("http://{}", proxy.address), keeps_keys, patience);
        let clients = Clients { hasty: client(PATIENCE), patient: client(FAIR_PATIENCE) };
        (Self::Stripe(fake, proxy), clients)
    }

    /// Waits until nothing is on its way any more.
    async fn settled(&self) {
        match self {
            Self::Stripe(_, proxy) => proxy.settled().await,
            Self::Local(faulty) => faulty.settled().await,
        }
    }

    /// What the provider itself says has moved.
    async fn moved(&self) -> Moved {
        let mut moved = Moved::new();
        let mut add = |key: String, refund, minor| {
            let entry = moved.entry((key, refund)).or_insert((0, 0));
            *entry = (entry.0 + 1, entry.1 + minor);
        };
        match self {
            Self::Stripe(fake, _) => {
                let refunds = fake.given_back().await.into_iter().map(|refund| (refund, true));
                for (one, refund) in
                    fake.taken().await.into_iter().map(|charge| (charge, false)).chain(refunds)
                {
                    let key = one["metadata"]["counterfoil_attempt"].as_str().unwrap_or("no key at all");
                    add(key.to_owned(), refund, one["amount"].as_i64().unwrap());
                }
            }
            Self::Local(faulty) => {
                for money in faulty.inner.taken().unwrap() {
                    add(money.key, money.kind == AttemptKind::Refund, money.amount.minor);
                }
            }
        }
        moved
    }
}

/// Stripe at an address of this machine.
pub fn stripe(address: &str, keeps_keys: bool, deadline: Duration) -> Arc<dyn PaymentProvider> {
    let mut options = StripeOptions::new(SecretKey::new(KEY).unwrap());
    options.address = StripeAddress::parse(address).unwrap();
    options.deadline = deadline;
    options.keeps_keys = keeps_keys;
    Arc::new(StripeProvider::new(options).unwrap())
}

/// Charges, asks, charges again, gives back: until everything has ended.
async fn in_bad_weather(book: &Book, ground: &Ground, clients: &Clients, weather: &Weather) {
    let payments = book.payments(&clients.hasty);
    weather.turns(90, 25);
    each(book.invoices.clone(), |invoice| charge(payments.clone(), invoice)).await;
    // An impatient person: again at once, while what was lost may still be on its way.
    again(book, &payments, weather).await;
    clear_up(book, ground, clients, weather).await;

    weather.turns(90, 25);
    let mut paid = Vec::new();
    for (index, invoice) in book.invoices.iter().enumerate() {
        if index % 3 == 0 && book.standing(invoice).await.paid.minor > 0 {
            paid.push(invoice.clone());
        }
    }
    each(paid, |invoice| give_back(payments.clone(), invoice)).await;
    again(book, &payments, weather).await;
    clear_up(book, ground, clients, weather).await;
}

/// The weather gets better; what is unknown is asked about, by the janitor or by charging again.
async fn clear_up(book: &Book, ground: &Ground, clients: &Clients, weather: &Weather) {
    for round in 0..12 {
        ground.settled().await;
        book.later(20);
        let payments = match round {
            0..=3 => {
                weather.turns(70, 20);
                book.payments(&clients.hasty)
            }
            _ => {
                weather.turns(0, 0);
                book.payments(&clients.patient)
            }
        };
        if !again(book, &payments, weather).await {
            return;
        }
    }
}

/// Takes up everything that has not ended, by asking or by doing it again; false when there is nothing.
async fn again(book: &Book, payments: &Payments, weather: &Weather) -> bool {
    let open: Vec<_> =
        book.attempts().await.into_iter().filter(|attempt| !attempt.state.is_final()).collect();
    let mut jobs: Vec<(String, AttemptKind)> =
        open.iter().map(|open| (open.attempt.invoice.clone(), open.attempt.kind)).collect();
    jobs.dedup();
    let any = !jobs.is_empty();
    each(jobs, |(invoice, kind)| {
        let (payments, ask) = (payments.clone(), weather.dice.roll(2) == 0);
        async move {
            match kind {
                _ if ask => drop(payments.resolve_invoice(&invoice).await.unwrap()),
                AttemptKind::Charge => charge(payments, invoice).await,
                AttemptKind::Refund => give_back(payments, invoice).await,
            }
        }
    })
    .await;
    any
}

async fn charge(payments: Payments, invoice: String) {
    payments.charge(&invoice, &ToTheEnd).await.unwrap();
}

async fn give_back(payments: Payments, invoice: String) {
    payments.refund(&invoice, None, "storm", &ToTheEnd).await.unwrap();
}

async fn each<T, F: Future<Output = ()>>(jobs: Vec<T>, job: impl FnMut(T) -> F) {
    stream::iter(jobs).map(job).buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
}

/// Lays what the provider says beside what the books say.
async fn laid_side_by_side(book: &Book, ground: &Ground, tally: &mut Tally) {
    let (attempts, mut moved) = (book.attempts().await, ground.moved().await);
    tally.invoices += book.invoices.len();
    for record in &attempts {
        let refund = record.attempt.kind == AttemptKind::Refund;
        let sendings = record.steps.iter().filter(|step| step.state == AttemptState::Sent).count();
        let (times, minor) = moved.remove(&(record.attempt.key.clone(), refund)).unwrap_or((0, 0));
        let booked = record.state == AttemptState::Succeeded;
        tally.attempts += 1;
        tally.sendings += sendings;
        tally.unknown += usize::from(record.steps.iter().any(|step| step.state == AttemptState::Unknown));
        if !record.state.is_final() {
            println!("not resolved: {record:?}");
            tally.unresolved += 1;
        }
        tally.doubled += usize::from(times > 1);
        tally.silent +=
            usize::from((times > 0) != booked || (booked && minor != record.attempt.amount.minor));
        *(if refund { &mut tally.given_back } else { &mut tally.taken }) += times;
        assert!(sendings > 0 || times == 0, "{record:?} was never sent, says the book");
    }
    tally.silent += moved.len();
    for invoice in &book.invoices {
        let paid = attempts.iter().filter(|record| {
            record.attempt.invoice == *invoice
                && record.attempt.kind == AttemptKind::Charge
                && record.state == AttemptState::Succeeded
        });
        assert!(paid.count() <= 1, "{invoice} was charged twice, under two keys");
    }
    book.holds();
}

/// One book after another, until so many submissions were faulted.
async fn weathered(kind: Option<Kind>, methods: &[&[&str]], wanted: u64) -> Tally {
    let keeps_keys = kind != Some(Kind::Forgetful);
    // A network that delivers twice doubles what a provider without keys takes; nobody but that provider can help it.
    let faults = if keeps_keys { [&FAULTS[..], &[Fault::Twice]].concat() } else { FAULTS.to_vec() };
    let seed = asked_for("PAYMENT_SEED", 7);
    let mut tally = Tally::default();
    let mut round = 0;
    while tally.faulted < wanted {
        let tokens = methods[round % methods.len()];
        // The last book is as small as what is still wanted, so that a short run stays short.
        let left = u32::try_from(wanted - tally.faulted).unwrap();
        let book = Book::with(invoices(kind).min(left * 3 / 4 + 3), tokens).await;
        let weather = Weather::new(seed + round as u64, &faults);
        let (ground, clients) = Ground::new(kind, keeps_keys, &weather).await;
        in_bad_weather(&book, &ground, &clients, &weather).await;
        ground.settled().await;
        laid_side_by_side(&book, &ground, &mut tally).await;
        tally.faulted += weather.faulted.load(Ordering::Relaxed);
        round += 1;
    }
    tally
}

async fn storm(name: &str, kind: Option<Kind>, methods: &[&[&str]], share: u64) {
    let started = Instant::now();
    let wanted = asked_for("PAYMENT_CASES", 240) * share / 100;
    let tally = weathered(kind, methods, wanted).await;
    println!("{name}: {tally:?} in {:.1} s", started.elapsed().as_secs_f32());
    assert_eq!((tally.doubled, tally.silent, tally.unresolved), (0, 0, 0), "{name}");
    assert!(tally.unknown > 0 && tally.taken > 0 && tally.given_back > 0, "the weather was too good");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_keeps_keys() {
    let methods: [&[&str]; 2] =
        [&["tok_visa", "tok_mastercard"], &["tok_chargeDeclinedInsufficientFunds", "tok_amex"]];
    storm("stripe-stateful-mock", Some(Kind::Keeping), &methods, 45).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_provider_that_forgets_keys() {
    let methods: [&[&str]; 2] = [&["pm_card_visa"], &["pm_card_chargeCustomerFail", "pm_card_visa"]];
    storm("localstripe", Some(Kind::Forgetful), &methods, 15).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_local_test_provider() {
    let methods: [&[&str]; 3] = [
        &["tok_visa_4242", "pm_sepa_3097"],
        &["tok_visa_4242_insufficient-funds", "pm_sepa_3097"],
        &["tok_visa_4242_pending", "pm_sepa_3097"],
    ];
    storm("test provider", None, &methods, 40).await;
}

/// A charge arrives only after it was charged again. Told wrongly that localstripe keeps keys, it is sent again at once and
/// both arrive: that is what the rule about waiting is for, and laying both lists side by side shows it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_doubled_charge_would_be_seen() {
    for (keeps_keys, doubled) in [(true, 1), (false, 0)] {
        let book = Book::with(1, &["pm_card_visa"]).await;
        let weather = Weather::new(1, &[Fault::ArrivesLate]);
        let (ground, clients) = Ground::new(Some(Kind::Forgetful), keeps_keys, &weather).await;
        let payments = book.payments(&clients.hasty);
        weather.turns(100, 0);
        charge(payments.clone(), book.invoices[0].clone()).await;
        weather.turns(0, 0);
        charge(payments.clone(), book.invoices[0].clone()).await;
        clear_up(&book, &ground, &clients, &weather).await;
        let mut tally = Tally::default();
        laid_side_by_side(&book, &ground, &mut tally).await;
        assert_eq!((tally.doubled, tally.taken), (doubled, 1 + doubled), "{tally:?}");
    }
}
