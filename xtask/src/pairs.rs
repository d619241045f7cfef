//! `cargo xtask pairs`: the real window in the states of the visual target, each picture beside the one it is held against.

use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::journeys::Stage;
use crate::{node, packages, paths, process, rust};

/// Where the target's pictures lie, from the project's folder. Without them the pages still show ours.
const TARGET: &str = "../shared/look/pictures";

/// Ours, and what it is held against.
const PAIRS: [(&str, &str); 12] = [
    ("overview", "overview-light-1280"),
    ("usage", "usage-light-1280"),
    ("quotas", "quotas-light-1280"),
    ("invoices", "invoices-light-1280"),
    ("invoice", "invoice-light-1280"),
    ("payment-methods", "payment-methods-light-1280"),
    ("plans", "plans-light-1280"),
    ("accounts", "accounts-light-1280"),
    ("overview-dark", "overview-dark-1280"),
    ("usage-dark", "usage-dark-1280"),
    ("overview-thai", "overview.th-light-1280"),
    ("invoices-thai", "invoices.th-light-1280"),
];

pub fn run() -> Result<()> {
    packages::for_suites()?;
    node::build()?;
    rust::build_programs_for_suites()?;
    let folder = paths::root().join("target/pairs");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let stage = Stage::set()?;
    let mut walk = stage.journeys("binary(desktop) and test(/^pairs::/)", &["--run-ignored", "only"])?;
    process::run(walk.env("COUNTERFOIL_PICTURES", &folder))?;
    let page = folder.join("index.html");
    fs::write(&page, html(&paths::root().join(TARGET), &folder)?)
        .with_context(|| page.display().to_string())?;
    println!("{} lays them side by side.", page.display());
    Ok(())
}

/// A page without script; the target's pictures are copied beside ours, so that the folder can be handed on.
fn html(target: &Path, folder: &Path) -> Result<String> {
    let mut page = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Counterfoil beside its target</title>\
         <style>body{font:13px sans-serif;margin:24px}figure{display:inline-block;width:48%;margin:0 1% 24px 0}\
         img{width:100%;border:1px solid #999}</style>\n",
    );
    for (ours, theirs) in PAIRS {
        let mut shown = vec![(format!("{ours}.png"), "ours")];
        let picture = target.join(format!("{theirs}.png"));
        if picture.exists() {
            let copy = format!("target-{theirs}.png");
            fs::copy(&picture, folder.join(&copy)).with_context(|| picture.display().to_string())?;
            shown.push((copy, "the target"));
        } else {
            eprintln!("{} is not there: only ours is shown.", picture.display());
        }
        writeln!(page, "<h2>{ours}</h2>")?;
        for (file, whose) in shown {
            writeln!(page, "<figure><img src=\"{file}\" alt=\"\"><figcaption>{whose}</figcaption></figure>")?;
        }
    }
    Ok(page)
}
