//! Which law a command asks: the compiled one or a folder, on which day, in which text, by which readings.

use std::path::Path;

use domain::Day;
use domain::citation::Citation;
use reasoning::LawChoice;
use rulebook::mistake::did_you_mean;
use rulebook::{LawFolder, Provision, Rulebook, What};

use crate::Failure;

/// How the law was asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub on: Option<Day>,
    pub text: Option<String>,
    /// `reading=option`.
    pub readings: Vec<String>,
}

/// The rulebook: built in, or read from a folder.
pub fn rulebook(folder: Option<&Path>) -> Result<Rulebook, Failure> {
    match folder {
        None => Ok(compiled_law::rulebook()),
        Some(folder) => {
            let law = LawFolder::read(folder).map_err(|mistake| Failure::Mistakes(vec![*mistake]))?;
            rulebook::load(folder, &law).map_err(Failure::Mistakes)
        }
    }
}

/// The choice that was asked for; `today` if no day was named.
pub fn choice(rulebook: &Rulebook, asked: &Asked, today: Day) -> Result<LawChoice, Failure> {
    let mut choice = LawChoice::on(asked.on.unwrap_or(today));
    if let Some(text) = &asked.text {
        let known = || rulebook.acts.iter().flat_map(|act| &act.texts).map(|text| text.name.as_str());
        if !known().any(|name| name == text) {
            let mut names: Vec<&str> = known().collect();
            names.sort_unstable();
            names.dedup();
            return Err(Failure::refused(
                format!("choosing the law text `{text}`"),
                "no act has a text of that name",
                format!("texts: {}", names.join(", ")),
            ));
        }
        choice.text = Some(text.clone());
    }
    for reading in &asked.readings {
        let (id, option) = reading.split_once('=').unwrap_or((reading, ""));
        let found = rulebook.find(id).filter(|id| matches!(rulebook.name(*id).what, What::Reading { .. }));
        let Some(found) = found else {
            let known: Vec<&str> = rulebook
                .names
                .iter()
                .filter(|name| matches!(name.what, What::Reading { .. }))
                .map(|name| name.id.as_str())
                .collect();
            return Err(Failure::refused(
                format!("choosing the reading `{reading}`"),
                format!("there is no reading called `{id}`"),
                did_you_mean(id, known.iter().copied()).unwrap_or_else(|| format!("readings: {}", known.join(", "))),
            ));
        };
        let options = rulebook.name(found).options();
        let Some(at) = options.iter().position(|known| known.id == option) else {
            let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            return Err(Failure::refused(
                format!("choosing the reading `{reading}`"),
                format!("`{id}` has no option `{option}`"),
                format!("write {id}= and one of {}", ids.join(", ")),
            ));
        };
        choice.readings.insert(found, at as u8);
    }
    Ok(choice)
}

/// A provision with all its parts, in the law's order.
pub fn show<'r>(rulebook: &'r Rulebook, citation: &str) -> Result<(Citation, Vec<&'r Provision>), Failure> {
    let wanted = parse_citation(rulebook, citation)?;
    let found: Vec<&Provision> = rulebook
        .provisions
        .iter()
        .filter(|provision| provision.citation.parse::<Citation>().is_ok_and(|own| wanted.contains(&own)))
        .collect();
    if found.is_empty() {
        let near = did_you_mean(citation, rulebook.provisions.iter().map(|provision| provision.citation.as_str()));
        return Err(Failure::refused(
            format!("showing {wanted}"),
            "the law files do not hold this provision",
            near.unwrap_or_else(|| "`marque law coverage` lists what they hold".into()),
        ));
    }
    Ok((wanted, found))
}

/// Reads a citation as people write it: `cra:14(2)(c)` or `cra:14.2.c`.
pub fn parse_citation(rulebook: &Rulebook, text: &str) -> Result<Citation, Failure> {
    let doing = format!("reading the citation `{text}`");
    let citation: Citation = text.parse().map_err(|error: domain::citation::CitationError| {
        Failure::refused(&doing, error.to_string(), "write cra:14(2)(c), aia:annex-3(1)(a) or cra:14.2.c")
    })?;
    if rulebook.act(citation.act()).is_none() {
        let acts: Vec<&str> = rulebook.acts.iter().map(|act| act.prefix.as_str()).collect();
        return Err(Failure::refused(
            doing,
            format!("no act has the prefix `{}`", citation.act()),
            format!("acts: {}", acts.join(", ")),
        ));
    }
    Ok(citation)
}
