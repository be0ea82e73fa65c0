//! One self-contained page: it loads nothing, runs nothing, prints well, and reads the same without its style.

#[cfg(test)]
mod tests;
mod timeline;
mod view;

use askama::Template;
use domain::Answer;

use crate::Assessment;
use crate::summary::HIGH_RISK;
use crate::words::{answer, count, date};
use view::Sheet;

/// The only style. Its digest stands in the page's content security policy; a test holds the two together.
const STYLE: &str = include_str!("../templates/style.css");

#[derive(Template)]
#[template(path = "page.html")]
struct Page {
    title: String,
    style: &'static str,
    sheets: Vec<Sheet>,
    /// One line for each product, where there are several.
    contents: Vec<ContentsRow>,
    /// Law and format, once for each that was used.
    laws: Vec<(String, String)>,
}

/// A product in the list of contents.
struct ContentsRow {
    anchor: String,
    subject: String,
    class: String,
    high_risk: String,
    today: String,
    next: String,
    open: usize,
}

/// The page of one product, or of several with a list of contents.
pub fn page(assessments: &[Assessment]) -> String {
    let is_single = assessments.len() == 1;
    let sheets: Vec<Sheet> = assessments
        .iter()
        .enumerate()
        .map(|(at, assessment)| Sheet::new(assessment, if is_single { None } else { Some(at + 1) }))
        .collect();
    let title = match sheets.as_slice() {
        [only] => format!("{}: EU product law on {}", only.subject, only.on),
        [] => "No product was assessed".to_owned(),
        [first, ..] => format!("EU product law for {} on {}", count(sheets.len(), "product", "products"), first.on),
    };
    let mut laws: Vec<(String, String)> = Vec::new();
    for sheet in &sheets {
        if !laws.contains(&sheet.law) {
            laws.push(sheet.law.clone());
        }
    }
    let contents = if is_single { Vec::new() } else { sheets.iter().map(contents_row).collect() };
    let page = Page { title, style: STYLE, sheets, contents, laws };
    // Writing to a string cannot fail; if it does, the reader must not take an empty page for an answer.
    page.render().unwrap_or_else(|error| format!("The page could not be written: {error}\n"))
}

fn contents_row(sheet: &Sheet) -> ContentsRow {
    let row = |label: &str| sheet.glance.iter().find(|row| row.label == label);
    let texts = |label: &str| {
        let items = row(label).map(|row| row.items.iter().map(|item| item.text.clone()).collect::<Vec<_>>());
        items.unwrap_or_default().join("; ")
    };
    let high_risk = row(HIGH_RISK).map(|row| {
        let items = row
            .items
            .iter()
            .filter_map(|item| item.answer.map(|value| (item, value)))
            .filter(|(item, value)| *value != Answer::No || !item.note.is_empty());
        items
            .map(|(item, value)| {
                format!("{}: {}, {}", item.text, answer(value), item.note).trim_end_matches(", ").to_owned()
            })
            .collect::<Vec<_>>()
    });
    ContentsRow {
        anchor: sheet.anchor.clone(),
        subject: sheet.subject.clone(),
        class: texts("Class"),
        high_risk: high_risk.unwrap_or_default().join("; "),
        today: texts("Duties today"),
        next: sheet.next.as_deref().map(date).unwrap_or_default(),
        open: sheet.questions.len(),
    }
}
