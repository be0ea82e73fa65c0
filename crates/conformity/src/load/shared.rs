//! What procedures share: actors, steps, standards, the marking, how acts meet.

use rulebook::BlockKind;
use rulebook::tree::{Fields, Reading};

use super::law::{Law, Want};
use super::step;
use crate::procedure::{Actor, Draft, MarkingRule, Note, Said, Shared};

/// Reads a file into what is known; steps are handed back, because the actors they name may still come.
pub(super) fn read(law: &Law<'_>, reading: &mut Reading, shared: &mut Shared) -> Vec<step::Read> {
    let mut file = reading.root("this file");
    let tables = ["actor", "step", "standard", "act", "assumption", "join"].map(|name| (name, file.tables(name)));
    file.done();
    let mut steps = Vec::new();
    for (name, table) in tables.into_iter().flat_map(|(name, list)| list.into_iter().map(move |one| (name, one))) {
        let (entries, span) = table;
        let fields = Fields::new(&mut *reading, entries, span, format!("this {name}"));
        match name {
            "actor" => shared.actors.extend(actor(law, fields)),
            "step" => steps.extend(step::read(law, fields)),
            "standard" => shared.standards.extend(standard(law, fields)),
            "act" => shared.marking.extend(marking(law, fields)),
            "assumption" => shared.assumptions.extend(note(law, fields).map(|note| note.said)),
            _ => shared.joins.extend(note(law, fields)),
        }
    }
    steps
}

fn actor(law: &Law<'_>, mut fields: Fields<'_>) -> Option<Actor> {
    let (id, title) = (fields.sentence("id"), fields.sentence("title"));
    let acts = fields.texts("acts");
    for (prefix, span) in &acts {
        if law.rulebook.act(prefix).is_none() {
            fields.reading.mistake(span.clone(), format!("no act has the prefix `{prefix}`"));
        }
    }
    fields.done();
    Some(Actor { id: id?, title: title?, acts: acts.into_iter().map(|(prefix, _)| prefix).collect() })
}

/// A sentence with what it rests on, and the conclusion on which it depends.
pub(super) fn note(law: &Law<'_>, mut fields: Fields<'_>) -> Option<Note> {
    let when = law.optional(&mut fields, "if", Want::Conclusion);
    let (say, cites) = (fields.sentence("say"), law.known.cites(&mut fields));
    fields.done();
    Some(Note { when, said: Said { say: say?, cites } })
}

fn standard(law: &Law<'_>, mut fields: Fields<'_>) -> Option<Draft> {
    let (name, about, stage) = (fields.sentence("name"), fields.sentence("about"), fields.sentence("stage"));
    if !fields.has("as-of") {
        fields.missing("as-of");
    }
    let as_of = fields.date("as-of");
    let status = law.required(&mut fields, "status", Want::Status);
    fields.done();
    let status = status?;
    let act = law.rulebook.name(status).cites.first()?.split(':').next()?.to_owned();
    Some(Draft { name: name?, about: about?, stage: stage?, as_of: as_of?, status, act })
}

fn marking(law: &Law<'_>, mut fields: Fields<'_>) -> Option<MarkingRule> {
    let act = law.act(&mut fields, "prefix");
    let duty = law.blocks(&mut fields, "duty", |what| matches!(what, BlockKind::Obligation(_)));
    let bodies = law.blocks(&mut fields, "bodies", |what| matches!(what, BlockKind::Application { .. }));
    fields.done();
    Some(MarkingRule { act: act?, duty, bodies })
}
