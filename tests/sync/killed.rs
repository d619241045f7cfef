//! A program that is killed in the midst of a sync: the next sync goes on and ends exact.
//!
//! The killed program is a real process: this binary again. It is killed when a certain request reaches the tenant.

use crate::dice::Dice;
use crate::equal::assert_equal;
use crate::world::{Hands, World, client_at, found, hour, noon, series, used};
use billing_service::tenant::OfflineBackend;
use billing_service::tenant::sync::{SyncControl, SyncOrder};
use billing_store::tenant::SyncState;
use billing_wire::Operation;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const FOLDER: &str = "SYNC_CHILD_FOLDER";
const ADDRESS: &str = "SYNC_CHILD_ADDRESS";

/// Enough for some ten transactions.
async fn grow(world: &World) {
    let start = hour("2026-02-01T00:00:00Z");
    for n in 0..12 {
        let texts: Vec<String> = (0..300).map(|k| format!("{k}.{n:03}")).collect();
        let facts: Vec<(i64, &str)> =
            (0..).zip(&texts).map(|(k, text)| (start + 3 * k, text.as_str())).collect();
        used(&world.book, &series(n), &facts).await;
    }
}

fn child(folder: &Path, address: SocketAddr) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["killed::the_killed_program", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(ADDRESS, address.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The other process: one sync of a copy.
#[test]
#[ignore = "a program of the test below"]
fn the_killed_program() {
    let (Some(folder), Ok(address)) = (std::env::var_os(FOLDER), std::env::var(ADDRESS)) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let book = found(&PathBuf::from(folder), "remote", &Hands::at(noon()));
        let tenant = client_at(address.parse().unwrap(), Duration::from_secs(30));
        let copy = OfflineBackend::new(book, &format!("http://{address}"), Some(tenant));
        let report = copy.sync(&SyncOrder::default(), &SyncControl::new()).await.unwrap();
        assert_eq!(report.state, SyncState::Done);
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_twenty_points_it_goes_on_and_ends_exact() {
    let world = World::new().await;
    grow(&world).await;
    let folder = world.folder.path().join("killed");
    // How many requests a whole sync makes.
    let whole = wait(child(&folder, world.tenant.address)).await;
    assert!(whole, "a sync that nobody kills ends well");
    let requests = u64::try_from(world.tenant.seen().len()).unwrap();
    assert!(requests > 20, "{requests} requests");

    let dice = Dice::seeded(20);
    let mut killed = 0;
    for _ in 0..20 {
        let copy = world.folder.path().join(format!("killed-{killed}"));
        let point = u64::try_from(world.tenant.seen().len()).unwrap() + dice.roll(requests);
        let victim: Arc<Mutex<Option<u32>>> = Arc::default();
        let aim = Arc::clone(&victim);
        world.weather(move |number, _| {
            if number >= point
                && let Some(process) = aim.lock().unwrap().take()
            {
                kill(process);
            }
            None
        });
        let doomed = child(&copy, world.tenant.address);
        *victim.lock().unwrap() = Some(doomed.id());
        let ended_well = wait(doomed).await;
        assert!(!ended_well, "it was killed at request {point}");
        world.tenant.clears_up();
        world.tenant.settled().await;
        let asked = world.asked(Operation::ListHourlyUsageDetails);
        assert!(wait(child(&copy, world.tenant.address)).await, "the next one ends well");
        let asked = world.asked(Operation::ListHourlyUsageDetails) - asked;
        assert!(asked <= 24, "what came before is not fetched again: {asked}");
        let book = found(&copy, "remote", &world.clock);
        let copy = OfflineBackend::new(book, "", None);
        assert_equal(&world.book, &copy, &format!("killed at request {point}")).await;
        killed += 1;
    }
    println!("killed at {killed} points of {requests} requests: each time the next sync ended exact");
}

async fn wait(mut child: Child) -> bool {
    tokio::task::spawn_blocking(move || child.wait().unwrap().success()).await.unwrap()
}

/// At once, with nothing left to do for it.
fn kill(process: u32) {
    let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap();
    assert!(killed.success());
}
