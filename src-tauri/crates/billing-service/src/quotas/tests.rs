//! The screen of quotas over a real book, and the limits set from it.

use super::*;
use crate::testing::{book, given_plans, noon, plan};
use billing_domain::quotas::ObjectMeta;
use billing_domain::quotas::kinds::QuotaKind;
use billing_domain::quotas::limits::LimitSource;
use billing_domain::quotas::states::{QuotaState, Thresholds};
use billing_domain::quotas::{InUse, QuotaDraft, QuotaLimits, Quotas, RateLimit};
use billing_domain::{Decimal, ErrorCode, Namespace};

/// `user=380` is a figure, `user=-` not tracked.
async fn given_in_use(book: &LocalBackend, words: &str) {
    let kind = |word: &str| {
        let (kind, used) = word.split_once('=').unwrap();
        QuotaKind {
            family: QuotaFamily::Object,
            kind: kind.to_owned(),
            display_name: String::new(),
            description: String::new(),
            in_use: used.parse().map_or(InUse::NotTracked, InUse::Current),
        }
    };
    let kinds: Vec<_> = words.split_whitespace().map(kind).collect();
    book.write(move |tx| {
        for kind in &kinds {
            tx.set_quota_in_use(kind, noon())?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

fn said(row: &QuotaRow) -> String {
    let percent = row.percent.as_deref().unwrap_or("—");
    let over = row.over_by.map(|over| format!(" by {over}")).unwrap_or_default();
    format!("{} {} {percent}{over}", row.display_name, row.state.as_str())
}

fn whole(most: i64) -> Decimal {
    most.into()
}

#[tokio::test]
async fn the_worst_comes_first_and_every_state_is_counted() {
    let (_folder, book) = book();
    given_plans(&book, vec![plan("teams", "role=500 user=400 host=500 health=150 names=-1 crl=100")]).await;
    let rate = RateLimit { rate: 10, burst: 20, unit: "per-second".to_owned() };
    let mut limits = QuotaLimits::default();
    limits.apis.insert("ves.io.Create".to_owned(), rate.clone());
    let metadata =
        ObjectMeta { name: "rates".to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    book.create_quota(&QuotaDraft { metadata, limits }).await.unwrap();
    given_in_use(&book, "role=2387 user=380 host=399 health=150 names=12 crl=- loose=3").await;
    let view = book.quotas_view().await.unwrap();
    assert_eq!(
        view.rows.iter().map(said).collect::<Vec<_>>(),
        [
            "role over 477.4 by 1887",
            "health full 100.0",
            "user near 95.0",
            "host ok 79.8",
            "names unlimited —",
            "crl not_tracked —",
            "ves.io.Create rate_limit —",
            "loose no_limit —",
        ]
    );
    assert_eq!(view.counts, QuotaState::ALL.map(|state| (state, 1)));
    assert_eq!(view.read_at, Some(noon()));
    let bar = view.rows[0].bar.unwrap();
    assert_eq!((bar.fill_permille, bar.tick_permille), (1000, Some(209)));
    assert_eq!(view.rows[0].source, Some(LimitSource::Plan("teams".to_owned())));
    assert_eq!(view.rows[6].rate.as_ref(), Some(&rate));
}

#[tokio::test]
async fn a_limit_set_here_beats_the_plan_until_it_is_taken_back() {
    let (_folder, book) = book();
    given_plans(&book, vec![plan("teams", "user=400 crl=2")]).await;
    given_in_use(&book, "user=380").await;
    let user = |view: QuotasView| view.rows.into_iter().find(|row| row.kind == "user").unwrap();
    book.set_quota_limit(QuotaFamily::Object, "user", whole(800)).await.unwrap();
    book.set_quota_limit(QuotaFamily::Resource, "cpu", "8.5".parse().unwrap()).await.unwrap();
    let row = user(book.quotas_view().await.unwrap());
    assert_eq!(said(&row), "user ok 47.5");
    let ours = LimitSource::Object { namespace: "system".to_owned(), name: CONSOLE_LIMITS.to_owned() };
    assert_eq!(row.source, Some(ours));
    book.remove_quota_limit(QuotaFamily::Object, "user").await.unwrap();
    assert_eq!(said(&user(book.quotas_view().await.unwrap())), "user near 95.0");
    book.remove_quota_limit(QuotaFamily::Resource, "cpu").await.unwrap();
    let objects = book.list_quotas(&Namespace::system(), None).await.unwrap();
    assert_eq!(objects, [], "the last limit takes our object along");
}

#[tokio::test]
async fn limits_that_cannot_be_are_refused() {
    let (_folder, book) = book();
    let object = QuotaFamily::Object;
    for (family, kind, most) in [
        (object, "user", "8.5"),
        (object, "user", "-2"),
        (object, "_user", "1"),
        (QuotaFamily::Resource, "cpu", "-0.5"),
        (QuotaFamily::Api, "ves.io.Create", "1"),
    ] {
        let refused = book.set_quota_limit(family, kind, most.parse().unwrap()).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::InvalidInput, "{kind} {most}");
    }
    let unknown = book.remove_quota_limit(object, "user").await;
    assert_eq!(unknown.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(book.list_quotas(&Namespace::system(), None).await.unwrap(), []);
}

#[tokio::test]
async fn moved_thresholds_move_the_state() {
    let (_folder, book) = book();
    given_plans(&book, vec![plan("teams", "user=400")]).await;
    given_in_use(&book, "user=200").await;
    let early = Thresholds { near: whole(50), full: whole(95) };
    book.write(move |tx| Ok(tx.set_quota_thresholds(QuotaFamily::Object, "user", early)?)).await.unwrap();
    let view = book.quotas_view().await.unwrap();
    assert_eq!(said(&view.rows[0]), "user near 50.0");
    assert_eq!(view.rows[0].thresholds, early);
}
