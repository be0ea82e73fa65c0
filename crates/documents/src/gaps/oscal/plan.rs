//! A plan of action and milestones: an item for each gap that binds today or later.

use std::collections::BTreeMap;

use domain::Day;
use rulebook::Rulebook;
use serde_json::{Value, json};

use super::finding::{props, title, why};
use super::{Assessed, Found, Writing, catalog_links, document, line, marked, moment, origins, set_list, subjects};
use crate::gaps::{PointShown, ProductGaps, when};
use crate::markdown::escape::code;
use crate::oscal::{metadata, uuid};

/// The plan for what is missing. It takes what [`super::assessment_results`] takes.
pub fn plan_of_action(products: &[ProductGaps], rulebook: &Rulebook, on: Day, version: &str) -> Value {
    let mut writing = Writing::new(rulebook, version, on);
    let is_planned = |point: &PointShown| point.is_gap() && point.binds != "open";
    let assessed: Vec<Assessed<'_>> = products.iter().map(|product| writing.assess(product, is_planned)).collect();
    let mut items = Vec::new();
    let mut risks = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for product in &assessed {
        for found in &product.found {
            owners.extend(found.point.owner.as_deref().map(|owner| (role(owner), owner)));
            let key = [
                product.uuid.as_str(),
                &found.point.duty,
                &found.point.kind,
                &found.point.thing,
                &found.point.citation,
            ];
            let name = writing.names.uuid(&[&["risk"], key.as_slice()].concat());
            risks.push(risk(&writing, found, &name));
            items.push(item(found, &name));
        }
    }
    if items.is_empty() {
        items.push(nothing_planned(products, on));
    }
    let title = format!("Plan of action for {} on {on}", subjects(products));
    let remarks = "What to do is proposed by marque; who does it by when is said by marque.toml. Not legal advice.";
    let mut metadata = metadata(&title, &on.to_string(), on, remarks);
    let roles = owners.iter().map(|(id, owner)| json!({ "id": id, "title": marked(owner) }));
    set_list(&mut metadata, "roles", roles.collect());
    let acts = writing.acts(&assessed);
    set_list(&mut metadata, "links", catalog_links(&acts));
    let mut resources = writing.catalogs(&acts);
    resources.extend(assessed.iter().flat_map(|product| product.observations.resources.iter().cloned()));
    let system: Vec<&str> = assessed.iter().map(|product| product.uuid.as_str()).collect();
    let system = if let [one] = system.as_slice() { (*one).to_owned() } else { uuid(&system.join(":")) };
    let mut content = json!({
        "metadata": metadata,
        "system-id": { "identifier-type": "http://ietf.org/rfc/rfc4122", "id": system },
        "local-definitions": {
            "components": assessed.iter().map(Assessed::component).collect::<Vec<_>>(),
            "assessment-assets": writing.assets(),
        },
        "poam-items": items,
        "back-matter": { "resources": resources },
    });
    let observed = assessed.iter().flat_map(|product| product.observations.list.iter().cloned());
    set_list(&mut content, "observations", observed.collect());
    set_list(&mut content, "risks", risks);
    let found = assessed.iter().flat_map(|product| &product.found).flat_map(|found| found.findings.iter().cloned());
    set_list(&mut content, "findings", found.collect());
    document("plan-of-action-and-milestones", content)
}

/// The format wants an item. Without one this says that there is none.
fn nothing_planned(products: &[ProductGaps], on: Day) -> Value {
    let open = products.iter().flat_map(|product| &product.points).filter(|point| point.is_gap()).count();
    json!({
        "uuid": uuid(&format!("nothing-planned:{on}")),
        "title": "Nothing is planned",
        "description": format!(
            "No gap is known that binds on {on} or later. Points of which it is open whether they bind: {open}."
        ),
    })
}

fn item(found: &Found<'_>, risk: &str) -> Value {
    let point = found.point;
    let findings: Vec<Value> = found.uuids().map(|uuid| json!({ "finding-uuid": uuid })).collect();
    let mut item = json!({
        "uuid": uuid(&format!("item:{risk}")),
        "title": title(point),
        "description": marked(&point.what),
        "props": props(point),
        "origins": origins(),
        "related-risks": [{ "risk-uuid": risk }],
    });
    if let Some(why) = why(point) {
        item["remarks"] = why.into();
    }
    set_list(&mut item, "related-findings", findings);
    set_list(&mut item, "related-observations", found.observations.clone());
    item
}

/// What follows from the gap, and what is done about it. It stays open while it is waived.
fn risk(writing: &Writing<'_>, found: &Found<'_>, name: &str) -> Value {
    let point = found.point;
    let mut risk = json!({
        "uuid": name,
        "title": title(point),
        "description": why(point).unwrap_or_else(|| marked(&point.what)),
        "statement": format!("The point {} and is not shown to be met.", when(point)),
        "status": "open",
        "props": props(point),
        "origins": origins(),
        "remediations": [remediation(writing, point, name)],
    });
    let starts = point.from.first().filter(|_| point.binds == "later" && point.from.len() == 1);
    if let Some(deadline) = point.due.as_ref().or(starts).and_then(|day| moment(day)) {
        risk["deadline"] = deadline.into();
    }
    set_list(&mut risk, "related-observations", found.observations.clone());
    risk
}

/// Planned if somebody said who or by when; else only recommended.
fn remediation(writing: &Writing<'_>, point: &PointShown, risk: &str) -> Value {
    let is_planned = point.owner.is_some() || point.due.is_some();
    let steps: Vec<String> =
        point.steps.iter().map(|step| format!("- {} {}", marked(&step.say), code(&step.command))).collect();
    let description = if steps.is_empty() { "No step is known.".to_owned() } else { steps.join("\n") };
    let mut remediation = json!({
        "uuid": uuid(&format!("remediation:{risk}")),
        "lifecycle": if is_planned { "planned" } else { "recommendation" },
        "title": title(point),
        "description": description,
        "origins": origins(),
    });
    set_list(&mut remediation, "tasks", tasks(writing, point, risk));
    remediation
}

/// The days that count for a gap.
fn tasks(writing: &Writing<'_>, point: &PointShown, risk: &str) -> Vec<Value> {
    let task = |sort: &str, title: &str, day: Option<&String>| {
        let mut task = json!({
            "uuid": uuid(&format!("task:{risk}:{title}:{}", day.map_or("", String::as_str))),
            "type": sort,
            "title": title,
        });
        if let Some(date) = day.and_then(|day| moment(day)) {
            task["timing"] = json!({ "on-date": { "date": date } });
        } else if let Some(day) = day {
            task["description"] = line(day).into();
        }
        task
    };
    let mut tasks = Vec::new();
    if point.owner.is_some() || point.due.is_some() {
        let sort = if point.due.is_some() { "milestone" } else { "action" };
        let mut meet = task(sort, "To be met", point.due.as_ref());
        if let Some(owner) = &point.owner {
            meet["responsible-roles"] = json!([{ "role-id": role(owner) }]);
        }
        tasks.push(meet);
    }
    if let Some(until) = &point.waived_until {
        let is_over = until.parse().is_ok_and(|until: Day| until < writing.on);
        tasks.push(task("milestone", if is_over { "The waiver ended" } else { "The waiver ends" }, Some(until)));
    }
    if point.binds == "later" {
        let title = if point.from.len() == 1 { "Starts to bind" } else { "May start to bind" };
        tasks.extend(point.from.iter().map(|from| task("milestone", title, Some(from))));
    }
    tasks
}

/// The id of the role of whoever sees to something: marque.toml does not say whether that is a person.
fn role(owner: &str) -> String {
    format!("owner-{}", uuid(&format!("owner:{owner}")))
}
