//! Which room may lean on which, and on what from outside: read from the manifests.

use crate::finding::{Finding, expect_lines, expect_none};
use crate::tree::{self, File};

/// A room, the rooms it may use and the libraries it may use.
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    libraries: &'static [&'static str],
}

/// The arrows of the house. Whoever adds one here changes ARCHITECTURE.md as well.
const ROOMS: &[Room] = &[
    Room {
        name: "billing-domain",
        rooms: &[],
        libraries: &["async-trait", "chrono", "ethnum", "serde", "sha2", "thiserror"],
    },
    Room {
        name: "billing-store",
        rooms: &["billing-domain"],
        libraries: &["chrono", "include_dir", "rusqlite", "rusqlite_migration", "thiserror"],
    },
    Room {
        name: "billing-documents",
        rooms: &["billing-domain"],
        libraries: &[
            "chrono",
            "csv",
            "icu_segmenter",
            "lopdf",
            "plotters",
            "plotters-backend",
            "printpdf",
            "rust_xlsxwriter",
            "rustybuzz",
            "sha2",
            "subsetter",
            "thiserror",
            "ttf-parser",
            "zip",
        ],
    },
    Room {
        name: "billing-service",
        rooms: &["billing-domain", "billing-store", "billing-documents"],
        libraries: &[
            "async-trait",
            "base64",
            "chrono",
            "csv",
            "ethnum",
            "futures",
            "hmac",
            "memchr",
            "rustc-hash",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "tokio",
            "tracing",
            "uuid",
        ],
    },
    Room {
        name: "billing-wire",
        rooms: &["billing-domain"],
        libraries: &["base64", "chrono", "serde", "serde_json"],
    },
    Room {
        name: "billing-remote",
        rooms: &["billing-domain", "billing-wire"],
        libraries: &[
            "async-trait",
            "chrono",
            "httpdate",
            "hyper-util",
            "p12-keystore",
            "pem",
            "reqwest",
            "rustls",
            "rustls-platform-verifier",
            "serde",
            "serde_json",
            "tokio",
            "tokio-rustls",
            "x509-parser",
        ],
    },
    Room {
        name: "billing-keychain",
        rooms: &["billing-domain"],
        libraries: &[
            "apple-native-keyring-store",
            "keyring-core",
            "secret-service",
            "windows-native-keyring-store",
            "zbus-secret-service-keyring-store",
        ],
    },
    Room {
        name: "billing-stripe",
        rooms: &["billing-domain"],
        libraries: &["async-trait", "chrono", "reqwest", "rustls", "serde_json", "tokio"],
    },
    Room {
        name: "billing-server",
        rooms: &["billing-domain", "billing-wire"],
        libraries: &[
            "axum",
            "axum-server",
            "chrono",
            "getrandom",
            "governor",
            "http-body-util",
            "rustls",
            "serde",
            "serde_json",
            "sha2",
            "tokio",
            "tower",
            "tower-http",
            "tracing",
            "uuid",
        ],
    },
    Room {
        name: "billing-console",
        rooms: &["billing-domain", "billing-service", "billing-documents"],
        libraries: &[
            "argon2",
            "async-trait",
            "base64",
            "chrono",
            "chrono-tz",
            "futures",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "ts-rs",
            "uuid",
        ],
    },
];

/// The names under `[dependencies]` and `[build-dependencies]`, for every platform.
fn dependencies(manifest: &File) -> Vec<String> {
    let table: toml::Table = match manifest.text.parse() {
        Ok(table) => table,
        Err(error) => panic!("{}: {error}", manifest.path),
    };
    let platforms = table.get("target").and_then(toml::Value::as_table);
    let platforms = platforms.into_iter().flat_map(toml::Table::values).filter_map(toml::Value::as_table);
    std::iter::once(&table)
        .chain(platforms)
        .flat_map(|table| ["dependencies", "build-dependencies"].map(|section| table.get(section)))
        .filter_map(|section| section?.as_table())
        .flat_map(toml::Table::keys)
        .cloned()
        .collect()
}

/// Where a name stands in a manifest, so that the finding can be clicked.
fn line_of(manifest: &File, name: &str) -> usize {
    manifest.text.lines().position(|line| line.trim_start().starts_with(name)).map_or(0, |index| index + 1)
}

fn find(room: &Room, manifest: &File) -> Vec<Finding> {
    dependencies(manifest)
        .into_iter()
        .filter(|name| !room.rooms.contains(&name.as_str()) && !room.libraries.contains(&name.as_str()))
        .map(|name| {
            Finding::new(&manifest.path, line_of(manifest, &name), format!("{} uses {name}", room.name))
        })
        .collect()
}

fn manifest(room: &str) -> File {
    tree::file(&format!("src-tauri/crates/{room}/Cargo.toml"))
}

#[test]
fn every_room_leans_only_on_what_the_plan_allows() {
    let findings: Vec<Finding> = ROOMS.iter().flat_map(|room| find(room, &manifest(room.name))).collect();
    expect_none(&findings, "the plan of the house (tests/architecture/rooms.rs) does not allow this");
}

#[test]
fn every_library_room_is_in_the_plan() {
    let unknown: Vec<Finding> = tree::files("src-tauri/crates/", &["/Cargo.toml"])
        .iter()
        .filter(|manifest| !manifest.path.contains("/counterfoil-cli/"))
        .filter(|manifest| !ROOMS.iter().any(|room| manifest.path.contains(&format!("/{}/", room.name))))
        .map(|manifest| Finding::new(&manifest.path, 0, "a room that the plan does not know"))
        .collect();
    expect_none(&unknown, "a new room needs its arrows in tests/architecture/rooms.rs");
}

#[test]
fn tauri_stays_in_the_root() {
    let findings: Vec<Finding> = tree::files("", &["/Cargo.toml"]).iter().flat_map(find_tauri).collect();
    expect_none(&findings, "Tauri belongs to the root package alone");
    assert!(!find_tauri(&tree::file("Cargo.toml")).is_empty(), "the root no longer uses Tauri?");
}

fn find_tauri(manifest: &File) -> Vec<Finding> {
    dependencies(manifest)
        .into_iter()
        .filter(|name| name.starts_with("tauri") || name == "wry")
        .map(|name| Finding::new(&manifest.path, line_of(manifest, &name), name))
        .collect()
}

#[test]
fn a_planted_arrow_is_found() {
    let manifest = File::planted(
        "Cargo.toml",
        "[package]\nname = 'x'\n[dependencies]\nchrono.workspace = true\nrusqlite.workspace = true\n\
         [target.'cfg(windows)'.dependencies]\ntauri = '2'\n[dev-dependencies]\ntempfile = '3'",
    );
    expect_lines(&find(&ROOMS[0], &manifest), &[5, 7]);
    expect_lines(&find_tauri(&manifest), &[7]);
}
