//! The crosswalk, theme by theme; for a product with the rows that hold for it and what can be reused.

use documents::crosswalk::{CarriedShown, HoldsFor, Mapped, PointShown, ReuseShown, RowShown, ThemeShown};
use reasoning::crosswalk::{DutyPoint, Reuse, holds, reuse};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::mistake::did_you_mean;
use rulebook::{Row, Rulebook};

use crate::Failure;

/// The version of the JSON form of `map`.
pub const FORMAT: &str = "marque-map/1";

/// All themes, or the one asked for, of the law alone or for a product.
pub fn map(
    rulebook: &Rulebook,
    choice: &LawChoice,
    theme: Option<&str>,
    product: Option<&Facts>,
) -> Result<Mapped, Failure> {
    let themes = &rulebook.crosswalk.themes;
    if let Some(wanted) = theme
        && !themes.iter().any(|theme| theme.id == wanted)
    {
        let known: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
        return Err(Failure::refused(
            format!("mapping the theme `{wanted}`"),
            "there is no such theme",
            did_you_mean(wanted, known.iter().copied()).unwrap_or_else(|| format!("themes: {}", known.join(", "))),
        ));
    }
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    if let Some(facts) = product {
        program.evaluate(facts, &mut state);
    }
    let reused = product.map(|facts| reuse(&program, facts, &state, JOINED)).unwrap_or_default();
    let shown = themes.iter().enumerate().filter(|(_, known)| theme.is_none_or(|wanted| known.id == wanted));
    let shown = shown.map(|(at, theme)| {
        let rows = rulebook.crosswalk.rows.iter().filter(|row| usize::from(row.theme) == at);
        ThemeShown {
            id: theme.id.clone(),
            title: theme.title.clone(),
            summary: theme.summary.clone(),
            rows: rows.map(|row| row_shown(row, &program, product, &state)).collect(),
            reuse: reused
                .iter()
                .filter(|found| found.theme == theme.id)
                .filter_map(|found| Some(reuse_shown(rulebook, product?, found)))
                .collect(),
        }
    });
    Ok(Mapped {
        format: FORMAT.to_owned(),
        subject: product.map(|facts| facts.subject().to_owned()),
        on: choice.on.to_string(),
        themes: shown.collect(),
    })
}

/// The two acts that the crosswalk joins, by prefix.
pub(crate) const JOINED: (&str, &str) = ("cra", "aia");

fn row_shown(row: &Row, program: &Program<'_>, product: Option<&Facts>, state: &State) -> RowShown {
    let things = product.map(|facts| facts.of_kind(row.on).map(|thing| (facts, thing)).collect::<Vec<_>>());
    let held = things.unwrap_or_default().into_iter().map(|(facts, thing)| HoldsFor {
        thing: facts.thing(thing).name.clone(),
        answer: holds(program, state, row, thing),
    });
    RowShown {
        id: row.id.clone(),
        source: row.source.clone(),
        how: row.how.as_str().to_owned(),
        target: row.target.clone(),
        by: row.by.clone(),
        attested: row.attested.clone(),
        effect: row.effect.clone(),
        shares: row.why.shares.clone(),
        differs: row.why.differs.clone(),
        when: row.why.when.clone(),
        open: row.open.clone(),
        evidence: row.evidence.clone(),
        holds: held.collect(),
    }
}

fn reuse_shown(rulebook: &Rulebook, facts: &Facts, found: &Reuse) -> ReuseShown {
    let act = |prefix: &str| rulebook.act(prefix).map_or_else(|| prefix.to_owned(), |act| act.short.clone());
    ReuseShown {
        thing: facts.thing(found.thing).name.clone(),
        from: act(&found.from),
        to: act(&found.to),
        points: found.carried.len() + found.remaining.len(),
        carried: found
            .carried
            .iter()
            .map(|carried| CarriedShown {
                citation: carried.point.citation.clone(),
                what: carried.point.what.clone(),
                whole: carried.whole,
                rows: carried.rows.clone(),
                evidence: carried.evidence.clone(),
            })
            .collect(),
        remaining: found.remaining.iter().map(point).collect(),
    }
}

fn point(point: &DutyPoint) -> PointShown {
    PointShown { citation: point.citation.clone(), what: point.what.clone() }
}
