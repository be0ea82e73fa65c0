//! One procedure.

use domain::Kind;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Reading};
use rulebook::{NameId, Rulebook};

use super::law::{Law, Want};
use super::{shared, step};
use crate::procedure::{Lever, Note, Procedure, Shared, Step};

pub(super) fn read(law: &Law<'_>, shared: &Shared, reading: &mut Reading) -> Option<Procedure> {
    let mut fields = reading.root("this procedure");
    let (id, title) = (fields.sentence("id"), fields.sentence("title"));
    let act = law.act(&mut fields, "act");
    if !fields.has("rank") {
        fields.missing("rank");
    }
    let rank = fields.number("rank");
    let within = law.required(&mut fields, "within", Want::Conclusion);
    let open = law.required(&mut fields, "open", Want::Conclusion);
    let applies = law.optional(&mut fields, "applies", Want::Conclusion);
    let choice = choice(law, &mut fields);
    let cites = law.known.cites(&mut fields);
    let body = law.said(&mut fields, "body");
    let notified = fields.bool("notified").unwrap_or(false);
    let costs = fields.texts("costs").into_iter().map(|(text, _)| text).collect();
    let (opens, notes, steps) = (fields.tables("opens"), fields.tables("note"), fields.tables("step"));
    if steps.is_empty() {
        fields.missing("step");
    }
    fields.done();
    let on = kind(law.rulebook, reading, [open, within, applies]);
    let opens = opens.into_iter().filter_map(|(entries, span)| {
        let mut fields = Fields::new(&mut *reading, entries, span.clone(), "`opens`");
        let statuses = law.names(&mut fields, "statuses", Want::Status);
        let facts = law.names(&mut fields, "facts", Want::Fact);
        fields.done();
        let empty = statuses.is_empty() && facts.is_empty();
        if empty {
            let help = Some("name statuses that would turn, facts that people can bring about, or both".to_owned());
            reading.mistake_with_help(span, "`opens` names nothing that opens", help);
        }
        (!empty).then_some(Lever { statuses, facts })
    });
    let opens = opens.collect();
    let notes: Vec<Note> = notes
        .into_iter()
        .filter_map(|(entries, span)| shared::note(law, Fields::new(&mut *reading, entries, span, "this note")))
        .collect();
    let mut known: Vec<Step> = Vec::new();
    for (entries, span) in steps {
        if let Some(step) = one_step(law, shared, reading, &known, entries, span) {
            known.push(step);
        }
    }
    let (id, title, act, rank) = (id?, title?, act?, rank?);
    let (within, open, on) = (within?, open?, on?);
    Some(Procedure {
        id,
        title,
        act,
        on,
        rank,
        within,
        open,
        applies,
        choice,
        cites,
        body,
        notified,
        opens,
        costs,
        notes,
        steps: known,
    })
}

/// A step of its own, or a shared one; what it needs stands before it.
fn one_step(
    law: &Law<'_>,
    shared: &Shared,
    reading: &mut Reading,
    before: &[Step],
    entries: rulebook::tree::Entries,
    span: std::ops::Range<usize>,
) -> Option<Step> {
    let mut fields = Fields::new(&mut *reading, entries, span.clone(), "this step");
    let step = if let Some((id, at)) = fields.text("use") {
        let found = shared.steps.iter().find(|step| step.id == id).cloned();
        if found.is_none() {
            let help = did_you_mean(&id, shared.steps.iter().map(|step| step.id.as_str()));
            fields.reading.mistake_with_help(at, format!("no shared step is called `{id}`"), help);
        }
        fields.done();
        found?
    } else {
        let (step, who) = step::read(law, fields)?;
        for (who, at) in who {
            if !shared.actors.iter().any(|actor| actor.id == who) {
                let help = did_you_mean(&who, shared.actors.iter().map(|actor| actor.id.as_str()));
                reading.mistake_with_help(at, format!("nobody is called `{who}`"), help);
            }
        }
        step
    };
    if before.iter().any(|known| known.id == step.id) {
        reading.mistake(span, format!("the step `{}` stands twice", step.id)).help = Some("leave one out".into());
        return None;
    }
    for need in step.needs.iter().filter(|need| !before.iter().any(|known| known.id == **need)) {
        let message = format!("`{}` needs `{need}`, which does not stand before it", step.id);
        reading.mistake(span.clone(), message).help = Some("put that step first, or do not name it".into());
    }
    Some(step)
}

/// `{ fact = "…", option = "…" }`
fn choice(law: &Law<'_>, fields: &mut Fields<'_>) -> Option<(NameId, u8)> {
    let (entries, span) = fields.table("choice")?;
    let mut table = Fields::new(&mut *fields.reading, entries, span, "`choice`");
    let fact = law.required(&mut table, "fact", Want::Fact);
    let option = table.required_text("option");
    let found = match (fact, option) {
        (Some(fact), Some((option, at))) => {
            let options = law.rulebook.name(fact).options();
            let found = options.iter().position(|known| known.id == option);
            if found.is_none() {
                let help = did_you_mean(&option, options.iter().map(|known| known.id.as_str()));
                table.reading.mistake_with_help(at, format!("the fact has no option `{option}`"), help);
            }
            found.map(|at| (fact, at as u8))
        }
        _ => None,
    };
    table.done();
    found
}

/// The kind of thing: what it is open to, it concerns.
fn kind(rulebook: &Rulebook, reading: &mut Reading, names: [Option<NameId>; 3]) -> Option<Kind> {
    let on = rulebook.name(names.first().copied()??).on;
    for name in names.into_iter().flatten() {
        let name = rulebook.name(name);
        if name.on != on {
            let message = format!("`{}` is about a {}, but the procedure about a {on}", name.id, name.on);
            reading.mistake(0..0, message).help = Some("name conclusions about the same kind of thing".into());
            return None;
        }
    }
    Some(on)
}
