//! Stories of quotas: objects, effective limits, what is used of them.

use crate::harness::{Backend, every_backend, expect_refused, namespace, noon, system};
use crate::seeds::plan;
use billing_domain::quotas::kinds::{QuotaFamily, QuotaKind};
use billing_domain::quotas::{
    InUse, Limit, ObjectMeta, QuotaDraft, QuotaFigure, QuotaLimits, QuotaObject, RateLimit,
};
use billing_domain::{Decimal, ErrorCode};
use std::collections::BTreeMap;

fn draft(name: &str, words: &str) -> QuotaDraft {
    let pair = |word: &str| {
        let (kind, most) = word.split_once('=').unwrap();
        (kind.to_owned(), most.parse().unwrap())
    };
    let metadata =
        ObjectMeta { name: name.to_owned(), namespace: "system".to_owned(), ..ObjectMeta::default() };
    let objects = words.split_whitespace().map(pair).collect();
    QuotaDraft { metadata, limits: QuotaLimits { objects, ..QuotaLimits::default() } }
}

fn labelled(name: &str, labels: &str) -> QuotaDraft {
    let mut draft = draft(name, "crl=1");
    let pair =
        |word: &str| word.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())).unwrap();
    draft.metadata.labels = labels.split_whitespace().map(pair).collect();
    draft
}

/// A draft that uses every field, with values that tell when one is lost or rounded.
fn full(name: &str) -> QuotaDraft {
    let mut draft = labelled(name, "team=shop env=prod");
    draft.metadata.description = "ขอเพิ่มโควต้า".to_owned();
    draft.metadata.annotations = BTreeMap::from([("ticket".to_owned(), "CHG-7".to_owned())]);
    draft.metadata.disable = true;
    draft.limits.objects = BTreeMap::from([("virtual_host".to_owned(), -1), ("crl".to_owned(), 0)]);
    draft.limits.resources = BTreeMap::from([("cpu".to_owned(), "8.525".parse().unwrap())]);
    let rate = RateLimit { rate: 10, burst: 20, unit: "per-second".to_owned() };
    draft.limits.apis = BTreeMap::from([("ves.io.schema.namespace.API.Create".to_owned(), rate)]);
    draft
}

/// Teams is held with these defaults.
async fn given_teams(backend: &Backend, words: &str) {
    let mut teams = plan("teams", 50_000, "", "");
    teams.default_quota = draft("x", words).limits;
    backend
        .given(move |tx| {
            tx.add_plan(&teams, 0)?;
            Ok(tx.set_current_plan("teams", noon())?)
        })
        .await;
}

async fn given_in_use(backend: &Backend, family: QuotaFamily, kind: &str, name: &str, in_use: InUse) {
    let kind = QuotaKind {
        family,
        kind: kind.to_owned(),
        display_name: name.to_owned(),
        description: String::new(),
        in_use,
    };
    backend.given(move |tx| Ok(tx.set_quota_in_use(&kind, noon())?)).await;
}

fn current(text: &str) -> InUse {
    InUse::Current(text.parse().unwrap())
}

fn names(objects: &[QuotaObject]) -> String {
    objects.iter().map(|object| object.metadata.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// `"2387 of 500"`, with words for what is no number.
fn said(figure: &QuotaFigure) -> String {
    let limit = match figure.limit {
        Limit::Unlimited => "unlimited".to_owned(),
        Limit::Maximum(most) => most.to_string(),
        Limit::Missing => "no limit".to_owned(),
    };
    match figure.in_use {
        InUse::NotTracked => format!("not tracked of {limit}"),
        InUse::Current(used) => format!("{used} of {limit}"),
        InUse::Missing => format!("? of {limit}"),
    }
}

#[tokio::test]
async fn an_object_comes_back_as_it_was_made() {
    for backend in every_backend().await {
        let made = backend.create_quota(&full("default-override")).await.unwrap();
        assert_eq!(made.metadata, full("default-override").metadata, "{backend:?}");
        assert_eq!(made.limits, full("default-override").limits, "{backend:?}");
        assert_eq!((made.created_at, made.modified_at), (noon(), None), "{backend:?}");
        assert_eq!(made.uid.len(), 36, "{backend:?}: {}", made.uid);
        let read = backend.get_quota(&system(), "default-override").await.unwrap();
        assert_eq!(read, made, "{backend:?}");
    }
}

#[tokio::test]
async fn replacing_is_whole_not_a_patch() {
    for backend in every_backend().await {
        let made = backend.create_quota(&full("default-override")).await.unwrap();
        backend.replace_quota(&draft("default-override", "endpoint=500")).await.unwrap();
        let read = backend.get_quota(&system(), "default-override").await.unwrap();
        assert_eq!(read.limits, draft("x", "endpoint=500").limits, "{backend:?}: nothing of before is left");
        assert_eq!(read.metadata, draft("default-override", "").metadata, "{backend:?}");
        assert_eq!(
            (read.uid, read.created_at),
            (made.uid, made.created_at),
            "{backend:?}: it is the same object"
        );
        assert_eq!(read.modified_at, Some(noon()));
    }
}

#[tokio::test]
async fn a_name_is_taken_once_in_each_namespace() {
    for backend in every_backend().await {
        backend.create_quota(&draft("a1", "crl=1")).await.unwrap();
        let again = backend.create_quota(&draft("a1", "crl=2")).await;
        expect_refused(&backend, again, ErrorCode::AlreadyExists);
        let mut elsewhere = draft("a1", "crl=3");
        elsewhere.metadata.namespace = "shop".to_owned();
        backend.create_quota(&elsewhere).await.unwrap();
        let there = backend.get_quota(&namespace("shop"), "a1").await.unwrap();
        assert_eq!(there.limits.objects["crl"], 3, "{backend:?}");
        backend.delete_quota(&namespace("shop"), "a1").await.unwrap();
        let here = backend.get_quota(&system(), "a1").await.unwrap();
        assert_eq!(here.limits.objects["crl"], 1, "{backend:?}");
    }
}

#[tokio::test]
async fn labels_select() {
    for backend in every_backend().await {
        for (name, labels) in [("c1", "team=shop env=prod"), ("b1", "team=ops"), ("a1", "team=shop env=dev")]
        {
            backend.create_quota(&labelled(name, labels)).await.unwrap();
        }
        for (filter, expected) in [
            (None, "a1 b1 c1"),
            (Some("team=shop"), "a1 c1"),
            (Some("team=shop,env in (prod, stage)"), "c1"),
            (Some("!env"), "b1"),
            (Some("team=nobody"), ""),
        ] {
            let found = backend.list_quotas(&system(), filter).await.unwrap();
            assert_eq!(names(&found), expected, "{backend:?}: {filter:?}");
        }
        assert_eq!(backend.list_quotas(&namespace("shop"), None).await.unwrap(), []);
        let unreadable = backend.list_quotas(&system(), Some("team in shop")).await;
        expect_refused(&backend, unreadable, ErrorCode::InvalidInput);
    }
}

#[tokio::test]
async fn nobody_knows_that_object() {
    for backend in every_backend().await {
        let code = ErrorCode::NotFound;
        expect_refused(&backend, backend.get_quota(&system(), "a1").await, code);
        expect_refused(&backend, backend.delete_quota(&system(), "a1").await, code);
        expect_refused(&backend, backend.replace_quota(&draft("a1", "crl=1")).await, code);
        backend.create_quota(&draft("a1", "crl=1")).await.unwrap();
        expect_refused(&backend, backend.get_quota(&namespace("shop"), "a1").await, code);
        backend.delete_quota(&system(), "a1").await.unwrap();
        expect_refused(&backend, backend.get_quota(&system(), "a1").await, code);
    }
}

#[tokio::test]
async fn wrong_drafts_are_refused_and_change_nothing() {
    for backend in every_backend().await {
        backend.create_quota(&draft("a1", "crl=1")).await.unwrap();
        let mut card = draft("a1", "crl=2");
        card.metadata.description = "card 4242 4242 4242 4242".to_owned();
        for wrong in [draft("a1", "crl=-2"), draft("a1", "_crl=2"), draft("a1", "c=2"), card] {
            expect_refused(&backend, backend.replace_quota(&wrong).await, ErrorCode::InvalidInput);
            let mut new = wrong.clone();
            new.metadata.name = "b1".to_owned();
            expect_refused(&backend, backend.create_quota(&new).await, ErrorCode::InvalidInput);
        }
        let bad_name = draft("Not-A-Name", "crl=2");
        expect_refused(&backend, backend.create_quota(&bad_name).await, ErrorCode::InvalidInput);
        let objects = backend.list_quotas(&system(), None).await.unwrap();
        assert_eq!(names(&objects), "a1", "{backend:?}");
        assert_eq!(objects[0].limits.objects["crl"], 1, "{backend:?}");
    }
}

#[tokio::test]
async fn an_object_beats_the_default_of_the_plan() {
    for backend in every_backend().await {
        given_teams(&backend, "user=400 endpoint=500 crl=-1 route=0").await;
        backend.create_quota(&draft("override", "user=500")).await.unwrap();
        let limits = backend.quota_limits(&system()).await.unwrap();
        let said: Vec<_> =
            limits.objects.iter().map(|(kind, figure)| format!("{kind} {}", said(figure))).collect();
        assert_eq!(
            said,
            ["crl ? of unlimited", "endpoint ? of 500", "route ? of 0", "user ? of 500"],
            "{backend:?}: 0, unlimited and a maximum are three cases"
        );
        assert_eq!(backend.quota_limits(&namespace("shop")).await.unwrap(), limits, "quotas are tenant-wide");
        backend.delete_quota(&system(), "override").await.unwrap();
        let limits = backend.quota_limits(&system()).await.unwrap();
        assert_eq!(limits.objects["user"].limit, Limit::Maximum(400.into()), "{backend:?}");
    }
}

#[tokio::test]
async fn usage_tells_the_awkward_cases_apart() {
    for backend in every_backend().await {
        given_teams(&backend, "namespace_role=500 namespace=-1 healthcheck=100 crl=0").await;
        backend
            .create_quota(&QuotaDraft {
                metadata: ObjectMeta { disable: false, ..full("limits").metadata },
                ..full("limits")
            })
            .await
            .unwrap();
        let object = QuotaFamily::Object;
        given_in_use(&backend, object, "namespace_role", "Namespace Role", current("2387")).await;
        given_in_use(&backend, object, "namespace", "Namespace", current("12")).await;
        given_in_use(&backend, object, "healthcheck", "Healthcheck", InUse::NotTracked).await;
        given_in_use(&backend, object, "loose", "", current("3")).await;
        given_in_use(&backend, QuotaFamily::Resource, "cpu", "CPU", current("2.25")).await;
        let usage = backend.quota_usage(&namespace("shop")).await.unwrap();
        let figures: Vec<_> = usage
            .objects
            .iter()
            .chain(&usage.resources)
            .map(|(kind, figure)| format!("{kind} ({}): {}", figure.display_name, said(figure)))
            .collect();
        assert_eq!(
            figures,
            [
                "crl (crl): ? of 0",
                "healthcheck (Healthcheck): not tracked of 100",
                "loose (loose): 3 of no limit",
                "namespace (Namespace): 12 of unlimited",
                "namespace_role (Namespace Role): 2387 of 500",
                "virtual_host (virtual_host): ? of unlimited",
                "cpu (CPU): 2.25 of 8.525",
            ],
            "{backend:?}"
        );
        let rate = &usage.apis["ves.io.schema.namespace.API.Create"].limit;
        assert_eq!((rate.rate, rate.burst, rate.unit.as_str()), (10, 20, "per-second"), "{backend:?}");
    }
}

#[tokio::test]
async fn more_than_two_hundred_kinds_come_in_one_answer() {
    for backend in every_backend().await {
        let words: Vec<_> = (0..250).map(|n| format!("kind_{n:03}={n}")).collect();
        given_teams(&backend, &words.join(" ")).await;
        let usage = backend.quota_usage(&system()).await.unwrap();
        assert_eq!(usage.objects.len(), 250, "{backend:?}");
        assert_eq!(usage.objects["kind_249"].limit, Limit::Maximum(Decimal::from(249)), "{backend:?}");
    }
}
