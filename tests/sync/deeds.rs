//! What happens at a tenant between two syncs, drawn from a seed.

use crate::dice::Dice;
use crate::world::{World, hour, series, system, used};
use billing_domain::Decimal;
use billing_domain::plans::Plans;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, Quotas};
use chrono::{DateTime, Datelike, TimeDelta, TimeZone, Utc};

/// A quantity with up to 15 decimals, as real bills have them.
fn quantity(dice: &Dice) -> String {
    let decimals = u8::try_from(dice.roll(16)).unwrap();
    let mantissa = i128::from(dice.roll(9_000_000_000_000));
    Decimal::new(mantissa, decimals).unwrap().to_string()
}

pub fn draft(name: &str, crl: i64) -> QuotaDraft {
    let metadata =
        ObjectMeta { name: name.to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let limits = QuotaLimits { objects: [("crl".to_owned(), crl)].into(), ..QuotaLimits::default() };
    QuotaDraft { metadata, limits }
}

/// One thing happens at the tenant.
pub async fn one(world: &World, dice: &Dice) {
    match dice.roll(8) {
        0..=3 => meter(world, dice).await,
        4 => change_quotas(world, dice).await,
        5 => world.clock.forward(TimeDelta::minutes(1 + i64::try_from(dice.roll(40 * 60)).unwrap())),
        6 => close_months(world, dice).await,
        _ => choose_addon(world, dice).await,
    }
}

/// New hours, late hours, hours that say something else now; the running hour too.
async fn meter(world: &World, dice: &Dice) {
    let now = hour(&world.book.now().to_rfc3339());
    let one = series(dice.roll(6));
    for _ in 0..=dice.roll(5) {
        let back = i64::try_from(dice.roll(24 * 45)).unwrap();
        used(&world.book, &one, &[(now - back, &quantity(dice))]).await;
    }
}

async fn change_quotas(world: &World, dice: &Dice) {
    let wanted = draft(&format!("limits-{}", dice.roll(3)), i64::try_from(dice.roll(100)).unwrap());
    let name = wanted.metadata.name.clone();
    // Whichever of these fits the state of things happens; the others are refused, as people are.
    match dice.roll(4) {
        0 => drop(world.book.create_quota(&wanted).await),
        1 => drop(world.book.replace_quota(&wanted).await),
        2 => drop(world.book.delete_quota(&system(), &name).await),
        _ => {
            let (count, at) = (Decimal::from(i64::try_from(dice.roll(9)).unwrap()), world.book.now());
            let counted = move |tx: &billing_store::Writer<'_>| {
                Ok(tx.set_quota_count(QuotaFamily::Object, "crl", count, at)?)
            };
            world.book.write(counted).await.unwrap();
        }
    }
}

/// Months that have ended become invoices, and somebody pays one.
async fn close_months(world: &World, dice: &Dice) {
    let now = world.book.now();
    let first: DateTime<Utc> = Utc.with_ymd_and_hms(now.year(), now.month(), 1, 0, 0, 0).unwrap();
    let pays = dice.roll(2) == 0;
    world
        .book
        .bill(move |billing, now| {
            let issued = billing.close(first, now)?;
            if let Some(invoice) = issued.first().filter(|_| pays) {
                billing.mark_paid(&invoice.header.name, "bank transfer", "", now)?;
            }
            Ok(())
        })
        .await
        .unwrap();
}

async fn choose_addon(world: &World, dice: &Dice) {
    let addon = "f5xc_waap_advanced";
    if dice.roll(2) == 0 {
        world.book.subscribe_addon(addon).await.unwrap();
    } else {
        world.book.unsubscribe_addon(addon).await.unwrap();
    }
}
