//! `marque map`

use std::path::Path;

use app::{Failure, map, report};
use documents::crosswalk;
use serde_json::Value;

use crate::Outcome;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, theme: Option<&str>, product: Option<&Path>, whole: bool) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "map")?;
    let (book, choice) = super::asked_law(common)?;
    let products = match product {
        Some(path) => super::products(common, &book, path)?,
        None if common.facts.is_some() => super::products(common, &book, Path::new("."))?,
        None => Vec::new(),
    };
    let mut subjects: Vec<_> = products.iter().map(|product| Some(&product.facts)).collect();
    if subjects.is_empty() {
        subjects.push(None);
    }
    let mut written: Vec<Value> = Vec::new();
    let mut text = String::new();
    for facts in subjects {
        let (value, shown) = if whole {
            let reported = report::report(&book, &choice, facts);
            (serde_json::to_value(&reported), crosswalk::report(&reported, output::width()))
        } else {
            let mapped = map::map(&book, &choice, theme, facts)?;
            (serde_json::to_value(&mapped), crosswalk::themes(&mapped, output::width()))
        };
        written.extend(value);
        text.push_str(&shown);
    }
    match common.format {
        Format::Json => output::json(&written)?,
        _ => output::print(&text)?,
    }
    Ok(Outcome::Fine)
}
