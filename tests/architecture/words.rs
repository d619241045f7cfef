//! The project's text speaks of the project: no path of somebody's machine.

use crate::finding::{Finding, expect_lines, expect_none};
use crate::tree::{self, File};

/// Cut in two, so that this file is not its own finding.
const MACHINE_PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("C:\\Us", "ers"),
];

fn find(files: &[File]) -> Vec<Finding> {
    let lines = files.iter().flat_map(|file| file.text.lines().enumerate().map(move |line| (file, line)));
    lines
        .filter(|(_, (_, line))| MACHINE_PATHS.iter().any(|path| line.contains(path)))
        .map(|(file, (index, line))| {
            Finding::new(&file.path, index + 1, line.trim().chars().take(90).collect::<String>())
        })
        .collect()
}

#[test]
fn no_path_of_somebodys_machine() {
    expect_none(
        &find(&tree::files("", &[""])),
        "paths come from the environment, examples use relative ones",
    );
}

#[test]
fn a_planted_path_is_found() {
    let text = format!("a\nsee {}x\nb", MACHINE_PATHS[1]);
    expect_lines(&find(&[File::planted("README.md", &text)]), &[2]);
}
