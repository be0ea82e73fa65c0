//! How a point stands, as a finding on each statement of a control that it is.

use serde_json::{Value, json};

use super::{Observations, Writing, line, marked, origins, set_list};
use crate::gaps::PointShown;
use crate::oscal::property;

/// A point, and what is found about it.
pub(super) struct Found<'p> {
    pub point: &'p PointShown,
    /// Control and statement.
    pub statements: Vec<(String, String)>,
    /// One for each statement.
    pub findings: Vec<Value>,
    /// References to what it rests on.
    pub observations: Vec<Value>,
}

impl Found<'_> {
    /// The UUIDs of its findings.
    pub(super) fn uuids(&self) -> impl Iterator<Item = &Value> {
        self.findings.iter().map(|finding| &finding["uuid"])
    }
}

pub(super) fn found<'p>(
    writing: &mut Writing<'_>,
    observations: &mut Observations<'p>,
    product: &str,
    point: &'p PointShown,
) -> Found<'p> {
    let related = observations.of_point(writing, point);
    let statements = match point.citation.parse() {
        Ok(citation) => writing.controls.statements(&citation),
        Err(_) => Vec::new(),
    };
    let finding = |(_, statement): &(String, String)| {
        let key = ["finding", product, &point.duty, &point.kind, &point.thing, statement];
        let mut value = json!({
            "uuid": writing.names.uuid(&key),
            "title": title(point),
            "description": marked(&point.what),
            "props": props(point),
            "origins": origins(),
            "target": target(point, statement),
        });
        set_list(&mut value, "related-observations", related.clone());
        value
    };
    let findings = statements.iter().map(finding).collect();
    Found { point, statements, findings, observations: related }
}

/// A point and the thing it is about.
pub(super) fn title(point: &PointShown) -> String {
    marked(&format!("{} {} ({})", point.citation, point.title, point.thing))
}

/// What OSCAL has no place for.
pub(super) fn props(point: &PointShown) -> Vec<Value> {
    let mut props = Vec::new();
    let mut say = |name: &str, value: &str| props.push(property(name, &line(value)));
    say("citation", &point.citation);
    say("state", &point.state);
    say("binds", &point.binds);
    point.from.iter().for_each(|from| say("binds-from", from));
    say("duty", &point.duty);
    say("thing-kind", &point.kind);
    say("thing", &point.thing);
    point.owner.iter().for_each(|owner| say("owner", owner));
    point.due.iter().for_each(|due| say("due", due));
    point.waived_until.iter().for_each(|until| say("waived-until", until));
    props
}

/// Why a point is not satisfied.
pub(super) fn why(point: &PointShown) -> Option<String> {
    point.why().map(|why| marked(&why))
}

fn target(point: &PointShown, statement: &str) -> Value {
    let (state, reason) = match point.state.as_str() {
        "met" => ("satisfied", "pass"),
        "not-met" => ("not-satisfied", "fail"),
        other => ("not-satisfied", other),
    };
    let mut target = json!({
        "type": "statement-id",
        "target-id": statement,
        "status": { "state": state, "reason": reason },
    });
    let why = why(point);
    if let Some(why) = &why {
        target["status"]["remarks"] = why.as_str().into();
    }
    let implemented = match point.state.as_str() {
        "partly" => "partial",
        "not-applicable" => "not-applicable",
        _ => return target,
    };
    target["implementation-status"] = json!({ "state": implemented });
    if let Some(why) = why {
        target["implementation-status"]["remarks"] = why.into();
    }
    target
}
