//! One file per command; here they are told apart.

use std::time::Duration;

use app::{Failure, law};
use clap::CommandFactory;
use domain::Day;
use reasoning::LawChoice;
use rulebook::Rulebook;

use crate::Outcome;
use crate::args::{Cli, Command, Common, Format};
use crate::output;

mod ask;
mod assess;
mod classify;
mod dossier;
mod duties;
mod evidence;
mod gaps;
mod init;
mod key;
mod law_files;
mod map;
mod release;
mod risk;
mod route;
mod scan;
mod scanned;
mod timeline;
mod what_if;
mod why;

pub fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let common = &cli.common;
    match &cli.command {
        Command::Assess(args) => assess::run(common, args),
        Command::Init { path } => init::run(common, path),
        Command::Ask { path, answers } => ask::run(common, path, answers.as_deref()),
        Command::Why { what, path } => why::run(common, what, path),
        Command::WhatIf { assignments, path } => what_if::run(common, assignments, path),
        Command::Classify { text } => classify::run(common, &text.join(" ")),
        Command::Duties { path, role, due_before } => duties::run(common, path, role.clone(), *due_before),
        Command::Gaps(args) => gaps::run(common, args),
        Command::Checks => gaps::checks(common),
        Command::Timeline { path, ics } => timeline::run(common, path, ics.as_deref()),
        Command::Law { command } => law_files::run(common, command),
        Command::Map { theme, product, report } => map::run(common, theme.as_deref(), product.as_deref(), *report),
        Command::Scan(args) => scan::run(common, args),
        Command::Watch { path, every } => scan::watch(common, path, Duration::from_secs(*every)),
        Command::Diff { before, after, gate } => scan::diff(common, before, after, *gate),
        Command::Dossier(args) => dossier::run(common, args),
        Command::Papers { command } => dossier::papers(common, command),
        Command::Route(args) => route::run(common, args),
        Command::Risk(args) => risk::run(common, args),
        Command::Release { command } => release::run(common, command),
        Command::Evidence { command } => evidence::run(common, command),
        Command::Key { command } => key::run(common, command),
        Command::Verify { bundle, known } => evidence::verify(common, bundle, known),
        Command::Schema { document } => {
            let book = law::rulebook(common.law.as_deref())?;
            output::json(&app::schema::schema(&book, document)).map(|()| Outcome::Fine)
        }
        Command::Completions { shell } => {
            let mut buffer = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "marque", &mut buffer);
            output::print(&String::from_utf8_lossy(&buffer)).map(|()| Outcome::Fine)
        }
        Command::Man => {
            let mut buffer = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut buffer);
            output::finish(rendered)?;
            output::print(&String::from_utf8_lossy(&buffer)).map(|()| Outcome::Fine)
        }
    }
}

/// Today, in the time zone of the machine.
fn today() -> Day {
    Day::from(jiff::Zoned::now().date())
}

/// The law that was asked for.
fn asked_law(common: &Common) -> Result<(Rulebook, LawChoice), Failure> {
    let book = law::rulebook(common.law.as_deref())?;
    let asked = law::Asked { on: common.on, text: common.law_text.clone(), readings: common.reading.clone() };
    let choice = law::choice(&book, &asked, today())?;
    Ok((book, choice))
}

/// Refuses a format that a command does not have.
fn only(common: &Common, formats: &[Format], command: &str) -> Result<(), Failure> {
    if formats.contains(&common.format) {
        return Ok(());
    }
    let known: Vec<String> = formats.iter().map(|format| format.name()).collect();
    Err(Failure::refused(
        format!("writing the answer of `{command}`"),
        format!("it has no form called {}", common.format.name()),
        format!("choose --format {}", known.join(" or ")),
    ))
}

/// The products a command is about: a facts file, or every marque.toml of a folder.
fn products(common: &Common, book: &Rulebook, path: &std::path::Path) -> Result<Vec<app::products::Product>, Failure> {
    if let Some(facts) = &common.facts {
        return Ok(vec![app::products::load(book, facts, facts)?]);
    }
    app::products::folder(path)?;
    let found = app::products::find(path);
    if found.is_empty() {
        return Err(Failure::refused(
            format!("reading the products of {}", path.display()),
            "there is no marque.toml in it",
            "`marque init` writes one; `--facts FILE` reads facts from elsewhere",
        ));
    }
    let mut products = Vec::new();
    let mut mistakes = Vec::new();
    for file in found {
        match app::products::load(book, &file, &file) {
            Ok(product) => products.push(product),
            Err(Failure::Mistakes(more)) => mistakes.extend(more),
            Err(other) => return Err(other),
        }
    }
    app::products::without_outside(&mut products);
    if mistakes.is_empty() { Ok(products) } else { Err(Failure::Mistakes(mistakes)) }
}
