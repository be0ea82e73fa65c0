//! A definition of a substantial modification, limb by limb, and what follows from one.

use std::ops::Range;

use domain::Kind;
use domain::citation::Citation;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Reading};
use rulebook::{Condition, FactType, NameId, What, condition_of};

use super::{Against, doubled};

#[derive(Clone, Debug)]
pub struct Definition {
    /// The prefix of its act.
    pub id: String,
    pub title: String,
    pub on: Kind,
    pub cites: Vec<String>,
    /// The fact by which the law asks what changed; its options are the limbs.
    pub fact: NameId,
    /// What the law concludes if a limb is met.
    pub concludes: NameId,
    pub limbs: Vec<Limb>,
    /// Why a change that had been foreseen is none.
    pub foreseen: Reason,
    /// The same for changes that were laid down for a system that goes on learning.
    pub planned: Option<Planned>,
    /// Evidence of one of these, for the release, records the new assessment.
    pub assessed_by: Vec<Citation>,
    pub follows: Vec<Following>,
}

#[derive(Clone, Debug)]
pub struct Limb {
    /// The option of the fact.
    pub option: String,
    /// Its place among the options.
    pub at: usize,
    pub title: String,
    pub cites: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Reason {
    pub say: String,
    pub cites: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Planned {
    pub condition: Condition,
    /// The option of the fact that says so.
    pub at: usize,
    pub reason: Reason,
}

/// What follows, and under which condition.
#[derive(Clone, Debug)]
pub struct Following {
    pub when: When,
    pub condition: Condition,
    pub reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It is a substantial modification.
    Substantial,
    /// Anything changed.
    Changed,
}

/// Every definition of the file.
pub(super) fn all(reading: &mut Reading, against: &Against<'_>) -> Vec<Definition> {
    let mut root = reading.root("this file");
    let tables = root.tables("definition");
    root.done();
    let mut definitions = Vec::new();
    let mut ids = Vec::new();
    for (entries, span) in tables {
        let fields = Fields::new(reading, entries, span.clone(), "this definition");
        if let Some(definition) = definition(fields, against) {
            ids.push((definition.id.clone(), span));
            definitions.push(definition);
        }
    }
    doubled(reading, ids);
    definitions
}

fn definition(mut fields: Fields<'_>, against: &Against<'_>) -> Option<Definition> {
    let id = fields.required_text("id");
    if let Some((id, span)) = &id
        && against.rulebook.act(id).is_none()
    {
        let help = did_you_mean(id, against.rulebook.acts.iter().map(|act| act.prefix.as_str()));
        fields.reading.mistake_with_help(span.clone(), format!("there is no act called `{id}`"), help);
    }
    let title = fields.sentence("title");
    let on = fields.required_text("on");
    let on = on.and_then(|(text, span)| {
        let kind = text.parse::<Kind>().ok();
        if kind.is_none() {
            let help = did_you_mean(&text, Kind::ALL.map(Kind::as_str));
            fields.reading.mistake_with_help(span, format!("there is no kind of thing called `{text}`"), help);
        }
        kind
    });
    let own = against.law.cites(&mut fields);
    let fact = name(&mut fields, "fact", against, |what| matches!(what, What::Fact(FactType::AnyOf(_))));
    let concludes = name(&mut fields, "concludes", against, |what| matches!(what, What::Conclusion { .. }));
    let (on, fact) = (on?, fact?);
    let options: Vec<String> = against.rulebook.name(fact).options().iter().map(|option| option.id.clone()).collect();
    let limbs = fields.tables("limb");
    if limbs.is_empty() {
        fields.missing("limb");
    }
    let limbs = limbs.into_iter().filter_map(|(entries, span)| {
        let mut limb = Fields::new(fields.reading, entries, span, "this limb");
        let option = option(&mut limb, &options);
        let (title, cites) = (limb.sentence("title"), against.law.cites(&mut limb));
        limb.done();
        let (at, option) = option?;
        Some(Limb { option, at, title: title?, cites })
    });
    let limbs = limbs.collect();
    let foreseen = match fields.table("foreseen") {
        Some((entries, span)) => {
            let mut foreseen = Fields::new(fields.reading, entries, span, "`foreseen`");
            let reason = reason(&mut foreseen, against);
            foreseen.done();
            reason
        }
        None => {
            fields.missing("foreseen");
            None
        }
    };
    let planned = fields.table("planned");
    let planned = planned.and_then(|(entries, span)| planned_of(&mut fields, entries, span, &options, on, against));
    let assessed_by = against.law.points(&mut fields, "assessed-by");
    let follows = fields.tables("follows").into_iter().filter_map(|(entries, span)| {
        let mut follows = Fields::new(fields.reading, entries, span, "what follows");
        let when = if follows.bool("always").unwrap_or_default() { When::Changed } else { When::Substantial };
        let condition = condition_of(against.rulebook, &mut follows, on);
        let reason = reason(&mut follows, against);
        follows.done();
        Some(Following { when, condition, reason: reason? })
    });
    let follows = follows.collect();
    fields.done();
    let (id, _) = id?;
    Some(Definition {
        id,
        title: title?,
        on,
        cites: own,
        fact,
        concludes: concludes?,
        limbs,
        foreseen: foreseen?,
        planned,
        assessed_by,
        follows,
    })
}

fn planned_of(
    outer: &mut Fields<'_>,
    entries: Entries,
    span: Range<usize>,
    options: &[String],
    on: Kind,
    against: &Against<'_>,
) -> Option<Planned> {
    let mut fields = Fields::new(outer.reading, entries, span, "`planned`");
    let option = option(&mut fields, options);
    if !fields.has("all") {
        fields.missing("all");
    }
    let condition = condition_of(against.rulebook, &mut fields, on);
    let reason = reason(&mut fields, against);
    fields.done();
    Some(Planned { condition, at: option?.0, reason: reason? })
}

fn option(fields: &mut Fields<'_>, options: &[String]) -> Option<(usize, String)> {
    let (text, span) = fields.required_text("option")?;
    let at = options.iter().position(|option| *option == text);
    if at.is_none() {
        let help = did_you_mean(&text, options.iter().map(String::as_str));
        fields.reading.mistake_with_help(span, format!("the fact has no option `{text}`"), help);
    }
    Some((at?, text))
}

fn reason(fields: &mut Fields<'_>, against: &Against<'_>) -> Option<Reason> {
    let (say, cites) = (fields.sentence("say"), against.law.cites(fields));
    Some(Reason { say: say?, cites })
}

pub(super) fn name(
    fields: &mut Fields<'_>,
    key: &'static str,
    against: &Against<'_>,
    fits: impl Fn(&What) -> bool,
) -> Option<NameId> {
    let (text, span) = fields.required_text(key)?;
    let found = against.rulebook.find(&text).filter(|id| fits(&against.rulebook.name(*id).what));
    if found.is_none() {
        let help = did_you_mean(&text, against.rulebook.names.iter().map(|name| name.id.as_str()));
        fields.reading.mistake_with_help(span, format!("`{key}` cannot be `{text}`"), help);
    }
    found
}
