//! Gaps in OSCAL 1.2.2: assessment results, and a plan of action and milestones.
//!
//! OSCAL knows only satisfied and not satisfied. Only what is met is satisfied; the reason says what all else is.

mod finding;
mod observation;
mod plan;
mod results;

use domain::Day;
use rulebook::Rulebook;
use serde_json::{Value, json};

use self::finding::{Found, found};
use self::observation::Observations;
use super::acts::spoken_of;
use super::names::Names;
use super::{PointShown, ProductGaps};
use crate::markdown::escape::text;
use crate::oscal::{Controls, catalog_name, property, uuid};
use crate::sarif::uri;
use crate::words::is_hostile;

pub use plan::plan_of_action;
pub use results::assessment_results;

/// The years that the format takes: of earlier ones it refuses leap days.
const YEARS: std::ops::Range<i16> = 2000..3000;

/// Whether the format can name a day.
pub fn has_day(day: Day) -> bool {
    YEARS.contains(&day.date().year())
}

/// A day as the format wants it, if it can name it.
fn moment(day: &str) -> Option<String> {
    day.parse::<Day>().ok().filter(|day| has_day(*day)).map(|day| format!("{day}T00:00:00Z"))
}

/// Text on one line that is never empty.
fn line(plain: &str) -> String {
    let words: Vec<&str> = plain.split_whitespace().collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ").replace(is_hostile, "\u{fffd}") }
}

/// The same where the format takes Markdown.
fn marked(plain: &str) -> String {
    text(&line(plain))
}

/// What all parts of a document need to know.
struct Writing<'a> {
    rulebook: &'a Rulebook,
    controls: Controls,
    version: &'a str,
    on: Day,
    names: Names,
}

/// A product and what was found about it.
struct Assessed<'p> {
    product: &'p ProductGaps,
    /// The UUID of its component.
    uuid: String,
    observations: Observations<'p>,
    found: Vec<Found<'p>>,
}

impl<'a> Writing<'a> {
    fn new(rulebook: &'a Rulebook, version: &'a str, on: Day) -> Writing<'a> {
        Writing { rulebook, controls: Controls::of(rulebook), version, on, names: Names::default() }
    }

    /// The day of the assessment.
    fn day(&self) -> String {
        format!("{}T00:00:00Z", self.on)
    }

    /// What is found about the points of a product that are wanted.
    fn assess<'p>(&mut self, product: &'p ProductGaps, wanted: impl Fn(&PointShown) -> bool) -> Assessed<'p> {
        let uuid = self.names.uuid(&["product", &product.subject]);
        let mut observations = Observations::new(product, &uuid);
        let points = product.points.iter().filter(|point| wanted(point));
        let found = points.map(|point| found(self, &mut observations, &uuid, point)).collect();
        Assessed { product, uuid, observations, found }
    }

    /// The acts that a document speaks of.
    fn acts(&self, products: &[Assessed<'_>]) -> Vec<&'a rulebook::Act> {
        spoken_of(self.rulebook, products.iter().flat_map(|product| &product.found).map(|found| found.point))
    }

    /// The catalogs of these acts, as resources.
    fn catalogs(&self, acts: &[&rulebook::Act]) -> Vec<Value> {
        let resource = |act: &&rulebook::Act| {
            json!({
                "uuid": catalog_resource(act),
                "title": format!("Catalog of the {}", act.short),
                "description": format!("Its controls and statements; `marque law export --oscal DIR` writes it as {}.", catalog_name(&act.prefix)),
                "props": [property("law-digest", &self.rulebook.digest)],
                "rlinks": [
                    { "href": catalog_name(&act.prefix), "media-type": "application/oscal+json" },
                    { "href": act.eli },
                ],
            })
        };
        acts.iter().map(resource).collect()
    }

    /// marque itself, as what the assessment was made with.
    fn assets(&self) -> Value {
        json!({
            "components": [{
                "uuid": tool(),
                "type": "software",
                "title": "marque",
                "description": "Holds each point of each duty against evidence, checks and what marque.toml says of it.",
                "props": [{ "name": "version", "value": line(self.version) }],
                "status": { "state": "operational" },
            }],
            "assessment-platforms": [{
                "uuid": uuid("platform:marque"),
                "uses-components": [{ "component-uuid": tool() }],
            }],
        })
    }
}

impl Assessed<'_> {
    fn component(&self) -> Value {
        // Where no facts file was found, its name is a remark in brackets.
        let description = match self.product.source.as_str() {
            source if source.starts_with('(') => "No marque.toml describes it.".to_owned(),
            source => format!("Its facts stand in {}.", marked(&uri(source))),
        };
        json!({
            "uuid": self.uuid,
            "type": "this-system",
            "title": marked(&self.product.subject),
            "description": description,
            "status": { "state": "other", "remarks": "Where it stands in its life is not said here." },
        })
    }
}

/// The UUID of marque among the components.
fn tool() -> String {
    uuid("tool:marque")
}

fn catalog_resource(act: &rulebook::Act) -> String {
    uuid(&format!("catalog-resource:{}", act.prefix))
}

/// Links to the catalogs of some acts.
fn catalog_links(acts: &[&rulebook::Act]) -> Vec<Value> {
    let link = |act: &&rulebook::Act| json!({ "href": format!("#{}", catalog_resource(act)), "rel": "reference" });
    acts.iter().map(link).collect()
}

fn origins() -> Value {
    json!([{ "actors": [{ "type": "tool", "actor-uuid": tool() }] }])
}

/// The products of a document, for its title.
fn subjects(products: &[ProductGaps]) -> String {
    match products {
        [product] => marked(&product.subject),
        _ => format!("{} products", products.len()),
    }
}

/// Sets a list that must not be empty where it stands.
fn set_list(of: &mut Value, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        of[key] = Value::Array(list);
    }
}

/// The document under its key, with a UUID that is of its content.
fn document(key: &str, mut content: Value) -> Value {
    content["uuid"] = uuid(&format!("{key}:{content}")).into();
    json!({ key: content })
}

#[cfg(test)]
mod tests;
