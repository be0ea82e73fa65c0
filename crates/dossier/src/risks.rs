//! The register of risks as a table, with what it lacks.

use domain::{Answer, Kind};
use paper::{Block, Field, Gap, Inline, Source};
use reasoning::facts::ThingId;
use risk::shown::{Row, Score, State};

use crate::Matter;

/// The risks of a product, or of one AI system: how they were assessed, what is done, what remains, who accepted it;
/// then what the law asks for and nobody wrote. Nothing if there is no register.
pub(crate) fn risks(matter: &Matter<'_>, at: ThingId) -> Vec<Block> {
    let Some(register) = matter.risks else { return Vec::new() };
    let thing = matter.facts.thing(at);
    let is_about = |on: &Option<String>| thing.kind != Kind::AiSystem || on.as_deref() == Some(thing.name.as_str());
    let rows: Vec<Vec<Vec<Inline>>> = register.rows.iter().filter(|row| is_about(&row.on)).map(cells).collect();
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let head = ["Risk", "Before treatment", "Treatment", "What remains", "Accepted"];
        let head = head.map(|title| vec![Inline::Text(title.to_owned())]).to_vec();
        blocks.push(Block::Table { caption: None, head, rows });
    }
    let lacking = register.findings.iter().filter(|finding| finding.asked != Answer::No && is_about(&finding.on));
    let gaps: Vec<Vec<Inline>> = lacking
        .map(|finding| {
            let row = finding.risk.as_ref().and_then(|id| register.rows.iter().find(|row| row.id == *id));
            let what = row.map_or_else(|| finding.what.clone(), |row| format!("{}: {}", row.title, finding.what));
            let remedy = match &finding.risk {
                Some(id) => format!("complete [[risk]] id = \"{id}\" in {}", register.file),
                None => format!("write it in {}; `marque risk` shows the register", register.file),
            };
            vec![Inline::Gap(Gap { what, cites: finding.cites.clone(), remedy })]
        })
        .collect();
    if !gaps.is_empty() {
        blocks.push(Block::List { ordered: false, items: gaps });
    }
    blocks
}

fn cells(row: &Row) -> Vec<Vec<Inline>> {
    let field = |text: String| vec![Inline::Field(Field { text, source: Source::Risk { id: row.id.clone() } })];
    let name = match &row.on {
        Some(on) => format!("{} ({on})", row.title),
        None => row.title.clone(),
    };
    if let (State::NotRelevant, Some(why)) = (row.state, &row.not_relevant) {
        return vec![field(name), field(format!("not relevant: {why}")), Vec::new(), Vec::new(), Vec::new()];
    }
    let score = |score: Option<Score>| match score {
        Some(score) => field(format!("{} × {}, {}", score.likelihood, score.impact, score.level.as_str())),
        None => field("not assessed".to_owned()),
    };
    let treatments = row.treatments.iter().map(|treatment| {
        let points =
            if treatment.points.is_empty() { String::new() } else { format!(" ({})", treatment.points.join(", ")) };
        let planned = if treatment.done { "" } else { ", planned" };
        format!("{}{points}{planned}", treatment.what)
    });
    let treatments: Vec<String> = treatments.collect();
    let accepted = row.accepted.as_ref().map(|accepted| format!("{}, {}: {}", accepted.by, accepted.on, accepted.why));
    vec![
        field(name),
        score(row.before),
        field(if treatments.is_empty() { "none".to_owned() } else { treatments.join("; ") }),
        score(row.residual),
        field(accepted.unwrap_or_else(|| "no".to_owned())),
    ]
}
