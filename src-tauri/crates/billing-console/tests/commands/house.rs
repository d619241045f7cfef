//! The house: what is set, copied, found, told, locked and coloured.

use crate::Test;
use crate::remote::Remote;
use billing_console::Start;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_stays_and_the_rest_is_usual() {
    let test = Test::demo();
    let sheet = test.ok("settings_view", json!({})).await;
    assert_eq!(sheet["now"], sheet["usual"], "nobody has changed anything");
    let mut display = sheet["now"]["display"].clone();
    display["zone"] = "Asia/Bangkok".into();
    let sheet = test.ok("settings_set", json!({ "display": display, "lock_after_minutes": 5 })).await;
    assert_eq!(sheet["now"]["display"]["zone"], "Asia/Bangkok");
    assert_eq!(sheet["now"]["lock_after_minutes"], 5);
    assert_eq!(sheet["now"]["sync_when_opened"], true);
    assert_ne!(sheet["now"]["display"], sheet["usual"]["display"]);
    display["zone"] = "Mars/Olympus".into();
    assert_eq!(test.refused("settings_set", json!({ "display": display })).await, "invalid_input");
    assert_eq!(test.ok("settings_view", json!({})).await, sheet, "what is refused changes nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_when_it_is_due_and_opens_as_an_archive() {
    let test = Test::demo();
    let folder = tempfile::tempdir().unwrap();
    let plan = |every: &str| json!({ "backup": { "every": every, "folder": folder.path(), "keep": 2 } });
    test.ok("settings_set", plan("never")).await;
    billing_console::handlers::copy_when_due(&test.console).await;
    assert_eq!(test.ok("backups_view", json!({})).await["files"], 0);

    test.ok("settings_set", plan("day")).await;
    let view = test.ok("backups_view", json!({})).await;
    assert_eq!((&view["files"], &view["problem"]), (&json!(1), &Value::Null));
    billing_console::handlers::copy_when_due(&test.console).await;
    assert_eq!(test.ok("backups_view", json!({})).await["files"], 1, "the next is due tomorrow");
    for _ in 0..3 {
        test.ok("backup_now", json!({})).await;
    }
    let view = test.ok("backups_view", json!({})).await;
    assert_eq!(view["files"], 2, "older ones go");

    let invoices = test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await;
    let archive = test.ok("account_from_copy", json!({ "path": view["last_file"], "read_only": true })).await;
    assert_eq!((&archive["kind"], &archive["open"]), (&json!("archive"), &json!(true)));
    assert_eq!(test.ok("invoices_view", json!({ "tab": "all", "search": "" })).await, invoices);
    let limit = json!({ "family": "object", "kind": "user", "maximum": "600" });
    assert_eq!(test.refused("quota_limit_set", limit).await, "unsupported");
    billing_console::handlers::copy_when_due(&test.console).await;
    assert_eq!(test.ok("backups_view", json!({})).await["files"], 0, "an archive is not copied");
}

#[tokio::test(flavor = "multi_thread")]
async fn things_are_found_by_name() {
    let test = Test::demo();
    let kinds = async |text: &str| {
        let found = test.ok("find", json!({ "text": text })).await;
        let hits = found["hits"].as_array().unwrap().clone();
        assert!(hits.len() <= 20);
        hits.into_iter().map(|hit| (hit["kind"].clone(), hit["id"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(kinds("inv-000022").await, [(json!("invoice"), json!("INV-000022"))]);
    assert_eq!(kinds("มีนาคม 2569").await, [(json!("month"), json!("2026-03"))]);
    assert!(kinds("acme").await.iter().any(|(kind, _)| kind == "account"));
    assert!(kinds("user").await.iter().any(|(kind, _)| kind == "quota"));
    assert!(kinds("").await.is_empty() && kinds("no such thing").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_print_what_the_profile_says_from_now_on() {
    let test = Test::demo();
    let issued = test.ok("invoice_pdf", json!({ "name": "INV-000024" })).await;
    let mut profile = test.ok("profile_view", json!({})).await["now"].clone();
    profile["seller"]["name"] = "Andaman Cloud Ltd.".into();
    profile["tax"] = json!({ "label": "VAT", "percent": "7" });
    let set = test.ok("profile_set", profile.clone()).await;
    assert_eq!(set["now"], profile);
    assert_eq!(test.ok("invoice_pdf", json!({ "name": "INV-000024" })).await, issued, "an issued one stays");
    profile["tax"]["percent"] = "seven".into();
    assert_eq!(test.refused("profile_set", profile).await, "invalid_input");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cover_is_lifted_by_its_passphrase_alone() {
    let test = Test::demo();
    let set = |present: &str, new: &str| json!({ "present": present, "passphrase": new });
    assert_eq!(test.ok("lock_view", json!({})).await["passphrase"], false);
    assert_eq!(test.refused("lock_set", set("", "short")).await, "invalid_input");
    assert_eq!(test.ok("lock_set", set("", "correct horse")).await["passphrase"], true);
    assert_eq!(test.refused("lock_try", json!({ "passphrase": "wrong horse" })).await, "permission_denied");
    test.ok("lock_try", json!({ "passphrase": "correct horse" })).await;
    assert_eq!(test.refused("lock_set", set("wrong", "")).await, "permission_denied");
    assert_eq!(test.ok("lock_set", set("correct horse", "")).await["passphrase"], false);
    let files = std::fs::read_to_string(test.console.home().join("console.json")).unwrap_or_default();
    assert!(!files.contains("horse") && !files.contains("argon2"), "nothing of it lies in a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_without_a_keychain_keeps_nobody_out_and_a_shut_one_keeps_the_cover() {
    let remote = Remote::new().await;
    let test = remote.console();
    let attempt = |passphrase: &str| json!({ "passphrase": passphrase });
    remote.keychain.shut(true);
    assert_eq!(test.ok("lock_view", json!({})).await["passphrase"], false, "there never was one");
    test.ok("lock_try", attempt("")).await;
    remote.keychain.shut(false);
    test.ok("lock_set", json!({ "present": "", "passphrase": "correct horse" })).await;
    remote.keychain.shut(true);
    assert_eq!(test.ok("lock_view", json!({})).await["passphrase"], true);
    assert_eq!(test.refused("lock_try", attempt("")).await, "unavailable");
    remote.keychain.shut(false);
    test.ok("lock_try", attempt("correct horse")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_keeps_the_colour_it_was_given() {
    let test = Test::demo();
    let id = test.ok("accounts_list", json!({})).await["accounts"][0]["id"].clone();
    let view = test.ok("account_colour_set", json!({ "id": id, "colour": 7 })).await;
    assert_eq!(view["accounts"][0]["colour"], 7);
    assert_eq!(test.ok("header", json!({})).await["account"]["colour"], 7);
    assert_eq!(test.refused("account_colour_set", json!({ "id": id, "colour": 9 })).await, "invalid_input");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_up_is_told_once_and_without_details_unless_wished() {
    let test = Test::demo();
    let first = test.ok("notices_take", json!({})).await;
    assert_eq!(first["notices"], json!([]), "what stands on the screens already is no news");
    // A kind that is well within its limit comes to its end by a lower one.
    let rows = test.ok("quotas_view", json!({})).await["rows"].clone();
    let ok = rows.as_array().unwrap().iter().find(|row| row["state"] == "ok" && row["family"] == "object");
    let ok = ok.unwrap();
    let limit = json!({ "family": "object", "kind": ok["kind"], "maximum": ok["used"] });
    test.ok("quota_limit_set", limit).await;
    let told = test.ok("notices_take", json!({})).await;
    assert_eq!(told["notices"], json!([{ "kind": "quota_full", "subject": null, "days": null }]));
    assert_eq!(test.ok("notices_take", json!({})).await["notices"], json!([]), "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn thresholds_of_settings_move_what_is_near_now_and_after_a_restart() {
    let test = Test::demo();
    let near = async || {
        let rows = test.ok("quotas_view", json!({})).await["rows"].clone();
        rows.as_array().unwrap().iter().filter(|row| row["state"] == "near").count()
    };
    let usual = near().await;
    test.ok("settings_set", json!({ "thresholds": { "near": 1, "full": 100 } })).await;
    let early = near().await;
    assert!(early > usual, "{early} are near from 1 % on, {usual} from 80 %");
    test.console.start(&Start::Last).unwrap();
    assert_eq!(near().await, early);
}
