//! `cargo xtask test`: every suite in order, then one table. A failing suite does not stop the others.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::suites::{self, Count, Group, Suite};
use crate::{fakes, node, packages, process, rust};

/// How a suite went.
struct Report {
    suite: &'static str,
    /// What it ran, or why it failed.
    outcome: Result<Count>,
    took: Duration,
}

pub fn run(names: &[String]) -> Result<()> {
    let groups = chosen(names)?;
    prepare(&groups)?;
    let suites: Vec<&Suite> = suites::ALL.iter().filter(|suite| groups.contains(&suite.group)).collect();
    let reports: Vec<Report> = suites
        .iter()
        .enumerate()
        .map(|(index, suite)| {
            println!("\n=== {}/{}  {}", index + 1, suites.len(), suite.name);
            let started = Instant::now();
            let outcome = (suite.run)();
            if let Err(error) = &outcome {
                println!("{}: {error:#}", suite.name);
            }
            Report { suite: suite.name, outcome, took: started.elapsed() }
        })
        .collect();
    print_table(&reports);
    let failed = reports.iter().filter(|report| report.outcome.is_err()).count();
    if failed > 0 {
        bail!("{failed} of {} suites failed", reports.len());
    }
    println!("All {} suites passed.", reports.len());
    Ok(())
}

/// Everything that must stand before the first suite: packages, the built UI (the window embeds it), the programs.
fn prepare(groups: &[Group]) -> Result<()> {
    packages::for_suites()?;
    if groups == [Group::Ui] {
        return node::install();
    }
    if groups == [Group::Conformance] {
        return process::run(&mut rust::cargo(&["build", "--package", "counterfoil-cli"]));
    }
    if groups.contains(&Group::Rust) {
        fakes::install()?;
    }
    node::build()?;
    if groups.iter().any(|group| matches!(group, Group::Browser | Group::Desktop | Group::Conformance)) {
        rust::build_programs_for_suites()?;
    }
    Ok(())
}

/// No name means every suite.
fn chosen(names: &[String]) -> Result<Vec<Group>> {
    if names.is_empty() {
        return Ok(Group::ALL.to_vec());
    }
    names
        .iter()
        .map(|name| match Group::ALL.iter().find(|group| group.name() == name) {
            Some(group) => Ok(*group),
            None => bail!("there is no suite `{name}`: choose from rust, ui, browser, desktop, conformance"),
        })
        .collect()
}

fn print_table(reports: &[Report]) {
    println!("\n{:<34} {:<8} {:>20} {:>8}", "suite", "result", "count", "seconds");
    for report in reports {
        let (result, count) = match &report.outcome {
            Ok(count) => ("passed", count.to_string()),
            Err(_) => ("FAILED", String::from("-")),
        };
        println!("{:<34} {result:<8} {count:>20} {:>8.1}", report.suite, report.took.as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, chosen};

    #[test]
    fn suites_are_chosen_by_name() {
        assert_eq!(chosen(&[]).unwrap(), Group::ALL);
        assert_eq!(chosen(&["ui".into(), "rust".into()]).unwrap(), [Group::Ui, Group::Rust]);
        assert!(chosen(&["nothing".into()]).is_err());
    }
}
