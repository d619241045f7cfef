//! What the client does not do to a tenant, and does not let be done to itself.

use crate::certificates::fixture;
use crate::tenant::Tenant;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::any;
use billing_domain::ErrorCode;
use billing_domain::Namespace;
use billing_domain::plans::Plans;
use billing_domain::quotas::Quotas;
use billing_remote::{RemoteBackend, RemoteOptions};
use futures::future::join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore};

/// A tenant that gives the same answer to everything, with the number of calls it got.
async fn always(answer: fn() -> Response) -> (Tenant, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let router = Router::new().fallback(any(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        async move { answer() }
    }));
    (Tenant::start(router).await, calls)
}

#[tokio::test]
async fn no_more_calls_are_under_way_than_allowed() {
    let (present, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (gate, waiting) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
    let (counts, door) =
        ((Arc::clone(&present), Arc::clone(&most)), (Arc::clone(&gate), Arc::clone(&waiting)));
    let router = Router::new().fallback(any(move || {
        let ((present, most), (gate, waiting)) = (counts.clone(), door.clone());
        async move {
            let now = present.fetch_add(1, Ordering::SeqCst) + 1;
            most.fetch_max(now, Ordering::SeqCst);
            if now == 2 {
                waiting.notify_one();
            }
            gate.acquire().await.unwrap().forget();
            present.fetch_sub(1, Ordering::SeqCst);
            "{}"
        }
    }));
    let tenant = Tenant::start(router).await;
    let remote = RemoteBackend::new(RemoteOptions { calls_max: 2, ..tenant.options() }).unwrap();
    let system = Namespace::system();
    // A clone is the same connection, with the same turns.
    let remotes: Vec<_> = (0..10).map(|_| remote.clone()).collect();
    let calls = join_all(remotes.iter().map(|remote| remote.quota_usage(&system)));
    let opening = async {
        waiting.notified().await;
        gate.add_permits(10);
    };
    let (answers, ()) = tokio::join!(calls, opening);
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_write_that_never_had_its_turn_was_not_sent_and_says_so() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let router = Router::new().fallback(any(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::pending::<()>()
    }));
    let tenant = Tenant::start(router).await;
    let options = RemoteOptions { calls_max: 1, deadline: Duration::from_secs(1), ..tenant.options() };
    let remote = RemoteBackend::new(options).unwrap();
    let (first, second) = tokio::join!(remote.current_plan(), remote.subscribe_addon("f5xc_waap_standard"));
    assert_eq!(first.unwrap_err().code, ErrorCode::DeadlineExceeded);
    let second = second.unwrap_err();
    assert_eq!((second.code, second.outcome_unknown), (ErrorCode::DeadlineExceeded, false), "{second}");
    assert!(second.message.contains("not sent"), "{second}");
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_answer_that_unpacks_to_too_much_is_cut_off() {
    fn bomb() -> Response {
        ([(header::CONTENT_ENCODING, "gzip")], fixture("four-megabytes.json.gz")).into_response()
    }
    let (tenant, calls) = always(bomb).await;
    let small = RemoteOptions { answer_bytes_max: 1024 * 1024, ..tenant.options() };
    let remote = RemoteBackend::new(small).unwrap();
    let error = remote.current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::Internal, 1), "{error}");
    assert!(error.message.contains("longer than any"), "{error}");
    let write = remote.subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert!(write.outcome_unknown, "{write}");
    // The same bytes are read as far as they go when they may be that long.
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert!(error.message.contains("cannot be read"), "{error}");
}

#[tokio::test]
async fn no_redirect_is_followed_not_even_to_the_same_host() {
    fn elsewhere() -> Response {
        Redirect::temporary("/api/web/namespaces/system/usage_plans/current").into_response()
    }
    let (tenant, calls) = always(elsewhere).await;
    let read = tenant.remote().current_plan().await.unwrap_err();
    let write = tenant.remote().subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert_eq!(calls.load(Ordering::SeqCst), 2);
    assert!(read.message.contains("HTTP 307") && !read.outcome_unknown, "{read}");
    assert!(write.message.contains("HTTP 307") && write.outcome_unknown, "no word of the API: {write}");
}

#[tokio::test]
async fn a_date_to_wait_for_is_read_by_the_clock_of_the_tenant() {
    /// Two hours behind ours, and "at once" by that clock.
    fn busy() -> Response {
        let headers = [
            (header::DATE, "Thu, 19 Mar 2026 10:00:00 GMT"),
            (header::RETRY_AFTER, "Thu, 19 Mar 2026 10:00:00 GMT"),
        ];
        (StatusCode::TOO_MANY_REQUESTS, headers, "").into_response()
    }
    fn busy_for_long() -> Response {
        let headers = [
            (header::DATE, "Tue, 19 Mar 2126 10:00:00 GMT"),
            (header::RETRY_AFTER, "Tue, 19 Mar 2126 10:30:00 GMT"),
        ];
        (StatusCode::SERVICE_UNAVAILABLE, headers, "").into_response()
    }
    let (tenant, calls) = always(busy).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::ResourceExhausted, 3), "{error}");
    assert!(error.message.contains("Try again in 0 s."), "{error}");
    let (tenant, calls) = always(busy_for_long).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert_eq!((error.code, calls.load(Ordering::SeqCst)), (ErrorCode::Unavailable, 1), "{error}");
    assert!(error.message.contains("Try again in 1800 s."), "{error}");
}

#[tokio::test]
async fn what_a_person_can_do_about_a_refusal_is_said() {
    fn unknown() -> Response {
        StatusCode::UNAUTHORIZED.into_response()
    }
    fn forbidden() -> Response {
        StatusCode::FORBIDDEN.into_response()
    }
    fn down() -> Response {
        StatusCode::BAD_GATEWAY.into_response()
    }
    fn log_in_first() -> Response {
        let page = (header::CONTENT_TYPE, "text/html");
        (StatusCode::from_u16(511).unwrap(), [page], "<html>hotel</html>").into_response()
    }
    let (tenant, _) = always(unknown).await;
    let error = tenant.remote().current_plan().await.unwrap_err();
    assert!(error.message.contains("HTTP 401") && error.message.contains("make a new API token"), "{error}");
    let (tenant, _) = always(forbidden).await;
    let read = tenant.remote().current_plan().await.unwrap_err();
    let write = tenant.remote().subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert!(read.message.contains("HTTP 403") && read.message.contains("viewer"), "{read}");
    assert!(write.message.contains("billing admin") && !write.outcome_unknown, "{write}");
    let (tenant, _) = always(down).await;
    let read = tenant.remote().current_plan().await.unwrap_err();
    let write = tenant.remote().subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert!(read.message.contains("HTTP 502") && read.message.contains("Try again later"), "{read}");
    assert!(!write.message.contains("Try again") && write.message.contains("look before"), "{write}");
    let (tenant, _) = always(log_in_first).await;
    let error = tenant.remote().subscribe_addon("f5xc_waap_standard").await.unwrap_err();
    assert!(error.message.contains("log in first") && !error.outcome_unknown, "{error}");
}
