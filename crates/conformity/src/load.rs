//! `procedures/` → a library, or every mistake with its place.

use std::path::Path;

use rulebook::tree::Reading;
use rulebook::{Mistake, Rulebook};

use crate::plan::merged;
use crate::procedure::{Library, Shared};

mod law;
mod own;
mod shared;
mod step;

use law::Law;

/// The files of `procedures/`: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/procedures.rs"));

/// The procedures in the binary, read against the law in use.
pub fn built_in(rulebook: &Rulebook) -> Result<Library, Vec<Mistake>> {
    load(rulebook, FILES.iter().copied())
}

/// Reads procedures, and what they share from names that begin with `shared/`.
pub fn load<'f>(
    rulebook: &Rulebook,
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Result<Library, Vec<Mistake>> {
    let law = Law::of(rulebook);
    let (mut shared, mut own) = (Shared::default(), Vec::new());
    let mut mistakes = Vec::new();
    let mut steps_read = Vec::new();
    for (name, text) in files {
        let path = Path::new("procedures").join(name);
        let mut reading = Reading::new(&path, text);
        if name.starts_with("shared/") {
            // Steps name actors, which may stand in another file.
            let steps = shared::read(&law, &mut reading, &mut shared);
            mistakes.append(&mut reading.mistakes);
            steps_read.extend(steps.into_iter().map(|step| (path.clone(), text, step)));
        } else {
            own.push((name, reading));
        }
    }
    for (path, text, (step, named)) in steps_read {
        for (who, span) in named {
            if !shared.actors.iter().any(|actor| actor.id == who) {
                let help = "add it as an [[actor]] of shared/steps.toml";
                mistakes.push(Mistake::new(&path, text, span, format!("nobody is called `{who}`")).help(help));
            }
        }
        shared.steps.push(step);
    }
    let mut procedures = Vec::new();
    for (name, mut reading) in own {
        let procedure = own::read(&law, &shared, &mut reading);
        if let Some(procedure) = &procedure
            && name.strip_suffix(".toml") != Some(&procedure.id)
        {
            let message = format!("the file is called {name}, but its procedure `{}`", procedure.id);
            reading.mistake(0..0, message).help = Some(format!("call the file {}.toml", procedure.id));
        }
        procedures.extend(procedure);
        mistakes.append(&mut reading.mistakes);
    }
    procedures
        .sort_by(|a, b| (a.on, &a.act).cmp(&(b.on, &b.act)).then(a.rank.total_cmp(&b.rank)).then(a.id.cmp(&b.id)));
    let orders: Vec<Vec<&str>> =
        procedures.iter().map(|one| one.steps.iter().map(|step| step.id.as_str()).collect()).collect();
    if let Err(stuck) = merged(&orders) {
        let message = format!("procedures do not agree on the order of these steps: {}", stuck.join(", "));
        mistakes.push(
            Mistake::at(Path::new("procedures"), message).help("let shared steps stand in the same order everywhere"),
        );
    }
    if mistakes.is_empty() { Ok(Library { procedures, shared }) } else { Err(mistakes) }
}

#[cfg(test)]
mod tests;
