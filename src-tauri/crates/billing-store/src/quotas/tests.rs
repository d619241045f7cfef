//! Quotas in a real file: objects whole, figures exact, missing told from zero.

use super::QuotaSample;
use crate::Store;
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::states::Thresholds;
use billing_domain::quotas::{InUse, Limit, ObjectMeta, QuotaDraft, QuotaLimits, QuotaObject, RateLimit};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use tempfile::TempDir;

fn book() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    (folder, store)
}

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(hours * 3600, 0).unwrap()
}

fn words(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn object(namespace: &str, name: &str) -> QuotaObject {
    let rate = RateLimit { rate: i64::from(i32::MAX), burst: 0, unit: String::new() };
    QuotaObject {
        metadata: ObjectMeta {
            name: name.to_owned(),
            namespace: namespace.to_owned(),
            description: "why".to_owned(),
            labels: words(&[("team", "shop"), ("note", "x")]),
            annotations: words(&[("note", "y")]),
            disable: true,
        },
        uid: format!("{namespace}/{name}"),
        created_at: at(1),
        modified_at: None,
        creator: "n.srisuk".to_owned(),
        limits: QuotaLimits {
            objects: BTreeMap::from([("crl".to_owned(), -1), ("user".to_owned(), i64::MAX)]),
            resources: BTreeMap::from([("cpu".to_owned(), "0.000000000000001".parse().unwrap())]),
            apis: BTreeMap::from([("ves.io.Create".to_owned(), rate)]),
        },
    }
}

fn add(store: &Store, object: QuotaObject) -> bool {
    store.write(move |tx| tx.add_quota_object(&object)).is_ok()
}

#[test]
fn an_object_comes_back_whole() {
    let (_folder, store) = book();
    assert!(add(&store, object("system", "b")) && add(&store, object("shop", "a")));
    assert!(!add(&store, object("system", "b")), "a name is taken once");
    let found = store.read(|book| book.quota_object("system", "b")).unwrap();
    assert_eq!(found, Some(object("system", "b")));
    assert_eq!(store.read(|book| book.quota_object("system", "a")).unwrap(), None);
    let all = store.read(|book| book.quota_objects(None)).unwrap();
    assert_eq!(all, [object("shop", "a"), object("system", "b")]);
    assert_eq!(store.read(|book| book.quota_objects(Some("shop"))).unwrap(), [object("shop", "a")]);
}

#[test]
fn replacing_leaves_nothing_of_before() {
    let (_folder, store) = book();
    assert!(add(&store, object("system", "a")));
    let metadata =
        ObjectMeta { name: "a".to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let draft = QuotaDraft { metadata: metadata.clone(), limits: QuotaLimits::default() };
    let replace = |draft: QuotaDraft| store.write(move |tx| tx.replace_quota_object(&draft, at(2))).unwrap();
    assert!(replace(draft.clone()));
    let after = store.read(|book| book.quota_object("system", "a")).unwrap().unwrap();
    let expected = QuotaObject {
        metadata,
        modified_at: Some(at(2)),
        limits: QuotaLimits::default(),
        ..object("system", "a")
    };
    assert_eq!(after, expected);
    let unknown =
        QuotaDraft { metadata: ObjectMeta { name: "b".to_owned(), ..draft.metadata.clone() }, ..draft };
    assert!(!replace(unknown));
}

#[test]
fn removing_takes_words_and_limits_along() {
    let (_folder, store) = book();
    assert!(add(&store, object("system", "a")));
    assert!(store.write(|tx| tx.remove_quota_object("system", "a")).unwrap());
    assert!(!store.write(|tx| tx.remove_quota_object("system", "a")).unwrap());
    assert!(add(&store, object("system", "a")), "nothing of the old one is in the way");
}

#[test]
fn not_tracked_nothing_said_and_zero_are_three_cases() {
    let (_folder, store) = book();
    let kind = |kind: &str, in_use| QuotaKind {
        family: QuotaFamily::Object,
        kind: kind.to_owned(),
        display_name: kind.to_uppercase(),
        description: String::new(),
        in_use,
    };
    let kinds = [
        kind("a", InUse::NotTracked),
        kind("b", InUse::Missing),
        kind("c", InUse::Current("0".parse().unwrap())),
        kind("d", InUse::Current("2.250000000000001".parse().unwrap())),
    ];
    let seeded = kinds.clone();
    store.write(move |tx| seeded.iter().try_for_each(|kind| tx.set_quota_in_use(kind, at(1)))).unwrap();
    assert_eq!(store.read(|book| book.quota_kinds()).unwrap(), kinds);
    let again = kind("a", InUse::Current(7.into()));
    let newer = again.clone();
    store.write(move |tx| tx.set_quota_in_use(&newer, at(2))).unwrap();
    assert_eq!(store.read(|book| book.quota_kinds()).unwrap()[0], again, "the last reading holds");
    assert_eq!(store.read(|book| book.quotas_read_at()).unwrap(), Some(at(2)));
}

#[test]
fn readings_and_thresholds_are_kept_by_kind() {
    let (_folder, store) = book();
    let sample =
        |hours, current: &str, limit| QuotaSample { at: at(hours), current: current.parse().unwrap(), limit };
    let samples = [
        sample(1, "80", Limit::Maximum(100.into())),
        sample(2, "81.5", Limit::Unlimited),
        sample(3, "82", Limit::Missing),
    ];
    let seeded = samples.clone();
    let early = Thresholds { near: "50.5".parse().unwrap(), full: 95.into() };
    store
        .write(move |tx| {
            for sample in seeded.iter().rev() {
                tx.add_quota_sample(QuotaFamily::Object, "user", sample)?;
            }
            tx.add_quota_sample(QuotaFamily::Resource, "user", &seeded[0])?;
            tx.set_quota_thresholds(QuotaFamily::Object, "user", Thresholds::default())?;
            tx.set_quota_thresholds(QuotaFamily::Object, "user", early)
        })
        .unwrap();
    assert_eq!(store.read(|book| book.quota_samples(QuotaFamily::Object, "user")).unwrap(), samples);
    let moved = store.read(|book| book.quota_thresholds()).unwrap();
    assert_eq!(moved, BTreeMap::from([((QuotaFamily::Object, "user".to_owned()), early)]));
}
