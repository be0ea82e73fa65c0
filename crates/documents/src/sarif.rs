//! SARIF 2.1.0: what a reviewer should look at, for code scanning.

use serde_json::{Value, json};

use crate::Assessment;
use crate::assessment::{FindingShown, OpenQuestion};
use crate::summary;
use crate::words::{Acts, harmless};

pub(crate) const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name under which a finding is recognised again; it changes if what goes into it changes.
pub(crate) const FINGERPRINT: &str = "marque/v1";

/// A kind of finding. The order is the order of the rules in the log.
#[derive(Clone, Copy)]
enum Rule {
    OpenQuestion,
    Conflict,
    ProhibitedPractice,
    UnassignedAiAsset,
}

impl Rule {
    const ALL: [Rule; 4] = [Rule::OpenQuestion, Rule::Conflict, Rule::ProhibitedPractice, Rule::UnassignedAiAsset];

    fn id(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "marque/open-question",
            Rule::Conflict => "marque/conflict",
            Rule::ProhibitedPractice => "marque/prohibited-practice",
            Rule::UnassignedAiAsset => "marque/unassigned-ai-asset",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "OpenQuestion",
            Rule::Conflict => "Conflict",
            Rule::ProhibitedPractice => "ProhibitedPractice",
            Rule::UnassignedAiAsset => "UnassignedAiAsset",
        }
    }

    fn level(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "note",
            Rule::UnassignedAiAsset => "warning",
            Rule::Conflict | Rule::ProhibitedPractice => "error",
        }
    }

    fn short(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "A fact that can change an answer is not known",
            Rule::Conflict => "Facts contradict each other or the rules",
            Rule::ProhibitedPractice => "The AI system is a prohibited practice",
            Rule::UnassignedAiAsset => "An AI asset belongs to no declared AI system",
        }
    }

    fn full(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "The law gives no certain answer until somebody answers this question.",
            Rule::Conflict => {
                "No value satisfies everything that was said, so the fact counts as unknown until it is settled."
            }
            Rule::ProhibitedPractice => {
                "What the AI Act prohibits may not be placed on the market, put into service or used."
            }
            Rule::UnassignedAiAsset => {
                "The scan found a model, an AI library or a client of a hosted model in the product, and no declared AI system names it among its assets."
            }
        }
    }

    fn help(self) -> &'static str {
        match self {
            Rule::OpenQuestion => "Answer with `marque ask`, or write the fact into marque.toml.",
            Rule::Conflict => "Correct one of the two in marque.toml; `marque why` shows where each comes from.",
            Rule::ProhibitedPractice => "`marque why prohibited-practice` shows which facts lead there.",
            Rule::UnassignedAiAsset => {
                "Name the system under [[ai-system]] in marque.toml and list the asset in its `assets`."
            }
        }
    }

    /// The act that a finding of this kind is about, where it names no provision itself.
    fn act(self) -> &'static str {
        match self {
            Rule::OpenQuestion | Rule::Conflict => "cra",
            Rule::ProhibitedPractice | Rule::UnassignedAiAsset => "aia",
        }
    }
}

/// The log of all findings: one run, a result each.
pub fn log(assessments: &[Assessment], version: &str) -> Value {
    let acts = assessments.first().map(|assessment| Acts::of(&assessment.verdict)).unwrap_or_default();
    let rules: Vec<Value> = Rule::ALL.into_iter().map(|rule| descriptor(rule, &acts)).collect();
    let results: Vec<Value> = assessments.iter().flat_map(results).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "marque", "semanticVersion": version, "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: Rule, acts: &Acts) -> Value {
    let mut value = json!({
        "id": rule.id(),
        "name": rule.name(),
        "shortDescription": { "text": rule.short() },
        "fullDescription": { "text": rule.full() },
        "help": { "text": rule.help() },
        "defaultConfiguration": { "level": rule.level() },
    });
    if let Some(link) = acts.link(rule.act()) {
        value["helpUri"] = link.into();
    }
    value
}

fn results(assessment: &Assessment) -> Vec<Value> {
    let assessment = &harmless(assessment);
    let verdict = &assessment.verdict;
    let facts_file = place(&assessment.source, None);
    let mut results = Vec::new();
    let mut add = |rule: Rule, key: &[&str], text: String, place: &Value| {
        let subject = [verdict.subject.as_str()];
        let fingerprint = fingerprint(rule.id(), subject.iter().chain(key).copied());
        results.push(json!({
            "ruleId": rule.id(),
            "ruleIndex": rule as usize,
            "level": rule.level(),
            "message": { "text": text },
            "locations": [place],
            "partialFingerprints": { FINGERPRINT: fingerprint },
        }));
    };
    for conclusion in summary::prohibited(verdict) {
        let text = format!(
            "{} of {}: {} ({})",
            conclusion.title,
            conclusion.thing,
            summary::because(conclusion),
            conclusion.cites.join(", ")
        );
        add(Rule::ProhibitedPractice, &[&conclusion.thing], text, &facts_file);
    }
    for conflict in &verdict.conflicts {
        // The places named in brackets move with the lines of the file; what is contradicted does not.
        let key = conflict.split(" is contradicted").next().unwrap_or(conflict);
        add(Rule::Conflict, &[key], conflict.clone(), &facts_file);
    }
    for finding in assessment.scan.iter().flat_map(|scan| &scan.unassigned) {
        let text = format!("{} belongs to no declared AI system of {}.", finding.name, verdict.subject);
        add(Rule::UnassignedAiAsset, &[&finding.kind, &finding.name], text, &asset_place(&assessment.source, finding));
    }
    for question in &assessment.questions {
        add(Rule::OpenQuestion, &[&question.kind, &question.thing, &question.id], question_text(question), &facts_file);
    }
    results
}

fn question_text(question: &OpenQuestion) -> String {
    let cites = if question.cites.is_empty() { String::new() } else { format!("; {}", question.cites.join(", ")) };
    format!("{} ({} of {} {}{cites})", question.question, question.id, question.kind, question.thing)
}

/// A location in a file, relative, with forward slashes.
pub(crate) fn place(path: &str, line: Option<u32>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(path) } });
    if let Some(line) = line.filter(|line| *line > 0) {
        physical["region"] = json!({ "startLine": line });
    }
    json!({ "physicalLocation": physical })
}

/// An asset's path counts from the folder of the facts file.
fn asset_place(source: &str, finding: &FindingShown) -> Value {
    place_beside(source, &finding.path, finding.line)
}

/// A place in a file whose path counts from the folder of the facts file.
pub(crate) fn place_beside(source: &str, path: &str, line: Option<u32>) -> Value {
    place(&beside(source, path), line)
}

/// A path that counts from the folder of the facts file, as it counts from where marque was called.
pub(crate) fn beside(source: &str, path: &str) -> String {
    let source = source.replace('\\', "/");
    let folder = match source.rsplit_once('/') {
        Some((folder, _)) if !folder.starts_with('/') => folder,
        _ => "",
    };
    if folder.is_empty() || folder == "." { path.to_owned() } else { format!("{folder}/{path}") }
}

/// A path as a relative reference: an absolute one keeps its last part only, because the rest means nothing elsewhere.
pub(crate) fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let is_absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
    let path = if is_absolute { path.rsplit('/').next().unwrap_or_default() } else { path.trim_start_matches("./") };
    // Where no facts file was found, there is one to be written.
    let path = if path.is_empty() || path.starts_with('(') { "marque.toml" } else { path };
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// FNV-1a of what identifies a finding: stable from one run, machine and version to the next.
pub(crate) fn fingerprint<'k>(rule: &'k str, key: impl Iterator<Item = &'k str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in std::iter::once(rule).chain(key) {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn results_of(log: &Value) -> &Vec<Value> {
        log["runs"][0]["results"].as_array().unwrap()
    }

    #[test]
    fn a_log_is_valid_sarif() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/schemas/sarif/sarif-schema-2.1.0.json");
        let Ok(text) = std::fs::read_to_string(path) else {
            eprintln!("skipped: there is no SARIF schema at {path}");
            return;
        };
        let schema: Value = serde_json::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for assessments in [vec![], vec![fixture::assessment()], vec![fixture::assessment(), fixture::assessment()]] {
            let log = log(&assessments, "0.1.0");
            let mistakes: Vec<String> =
                validator.iter_errors(&log).map(|error| format!("{error} at {}", error.instance_path())).collect();
            assert!(mistakes.is_empty(), "{mistakes:#?}");
        }
        assert!(!validator.is_valid(&json!({ "version": "2.1.0" })), "the schema must refuse something");
    }

    #[test]
    fn each_finding_has_the_level_and_the_place_of_its_kind() {
        let log = log(&[fixture::assessment()], "0.1.0");
        let shown: Vec<String> = results_of(&log)
            .iter()
            .map(|result| {
                let place = &result["locations"][0]["physicalLocation"];
                let line = place["region"]["startLine"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                format!(
                    "{} {} {}{line}",
                    text(&result["level"]),
                    text(&result["ruleId"]),
                    text(&place["artifactLocation"]["uri"])
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "error marque/prohibited-practice products/door-eye/marque.toml",
                "error marque/conflict products/door-eye/marque.toml",
                "warning marque/unassigned-ai-asset products/door-eye/src/match.py:3",
                "note marque/open-question products/door-eye/marque.toml",
            ]
        );
        for result in results_of(&log) {
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
            assert!(rule["helpUri"].as_str().unwrap().starts_with("http://data.europa.eu/eli/"));
        }
    }

    #[test]
    fn a_finding_keeps_its_fingerprint_when_lines_and_days_move() {
        let before = fixture::assessment();
        let mut after = before.clone();
        after.verdict.on = "2027-01-01".into();
        after.verdict.conflicts[0] = after.verdict.conflicts[0].replace("marque.toml:3", "marque.toml:9");
        if let Some(scan) = &mut after.scan {
            scan.unassigned[0].line = Some(40);
        }
        let prints = |assessment: Assessment| {
            results_of(&log(&[assessment], "0.1.0"))
                .iter()
                .map(|result| result["partialFingerprints"].clone())
                .collect::<Vec<_>>()
        };
        let (before, after) = (prints(before), prints(after));
        assert_eq!(before, after);
        let mut unique: Vec<String> = before.iter().map(Value::to_string).collect();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), before.len());
    }

    #[test]
    fn a_path_becomes_a_relative_reference() {
        assert_eq!(uri("./a b/ü.py"), "a%20b/%C3%BC.py");
        assert_eq!(uri("C:\\work\\marque.toml"), "marque.toml");
        assert_eq!(uri("/tmp/x/marque.toml"), "marque.toml");
        assert_eq!(uri("a\\b.py"), "a/b.py");
        assert_eq!(uri("(no marque.toml)"), "marque.toml");
    }
}
