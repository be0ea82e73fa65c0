//! Facts and a scan → the assessment of one product.

use std::path::{Path, PathBuf};

use documents::assessment::{
    Assessment, FindingShown, NextStep, OpenConclusion, OpenQuestion, OptionShown, ScanSummary,
};
use domain::{Answer, Day, Kind};
use reasoning::questions::{Asked, Question, questions, shown};
use reasoning::verdict::{DutyState, Extent, Verdict, verdict};
use reasoning::{Facts, LawChoice, Program, State, hinges, written};
use rulebook::{FactType, Rulebook, Tier, What};

use crate::products::Product;

/// The version of the JSON form of `assess`.
pub const FORMAT: &str = "marque-assessment/1";

/// What `assess --format json` writes.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Assessments {
    /// [`FORMAT`].
    pub format: String,
    pub assessments: Vec<Assessment>,
}

/// How many questions and steps a reader is given at once.
const QUESTIONS_MAX: usize = 12;
const STEPS_MAX: usize = 5;

/// Assesses one product. `report` is what a scan of its folder saw.
pub fn assess(rulebook: &Rulebook, choice: &LawChoice, product: &Product, report: Option<&scan::Report>) -> Assessment {
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    let verdict = verdict(&program, &product.facts, &mut state, Extent::Whole);
    let ranked = questions(&program, &product.facts, &state);
    let open =
        ranked.iter().take(QUESTIONS_MAX).map(|question| open_question(rulebook, &product.facts, question)).collect();
    let hinges = shown(&program, &product.facts)
        .filter(|(name, thing)| {
            rulebook.name(*name).tier().is_some_and(|tier| tier < Tier::Duty)
                && program.conclusion(&state, *name, *thing) == Answer::Unknown
        })
        .map(|(name, thing)| {
            let found = hinges::of_conclusion(&program, &state, name, thing);
            let words = |sets: Vec<Vec<hinges::Reply>>| {
                sets.iter()
                    .take(3)
                    .map(|set| set.iter().map(|reply| hinges::reply_text(rulebook, &product.facts, reply)).collect())
                    .collect()
            };
            OpenConclusion {
                id: rulebook.name(name).id.clone(),
                thing: product.facts.thing(thing).name.clone(),
                yes: words(found.yes),
                no: words(found.no),
            }
        })
        .collect();
    let scan = report.map(|report| summary(report, product));
    let steps = steps(&verdict, &ranked, scan.as_ref(), &product.path, rulebook);
    Assessment {
        source: product.path.display().to_string(),
        facts: written::document(rulebook, &product.facts),
        questions: open,
        hinges,
        steps,
        scan,
        verdict,
    }
}

/// How to say that the options named so far are all; nothing if none was named.
fn close(rulebook: &Rulebook, facts: &Facts, thing: reasoning::ThingId, name: rulebook::NameId) -> Option<String> {
    let given = facts.thing(thing).given.iter().filter(|given| given.name == name);
    let must = given.fold(0, |must, given| match given.values {
        domain::Values::Any { must: more, .. } => must | more,
        _ => must,
    });
    let all = written::value(rulebook, name, domain::Values::Any { may: must, must });
    let ids: Vec<&str> = all.get("only")?.as_array()?.iter().filter_map(|id| id.as_str()).collect();
    Some(format!("{} = {{ only = [\"{}\"] }}", rulebook.name(name).id, ids.join("\", \"")))
}

/// A question in words.
pub fn open_question(rulebook: &Rulebook, facts: &Facts, question: &Question) -> OpenQuestion {
    let tier = question.tier.as_str().to_owned();
    let (least, sum) = (question.least, question.sum);
    match question.asked {
        Asked::Fact { thing, name } => {
            let close = close(rulebook, facts, thing, name);
            let name = rulebook.name(name);
            let answer_type = match &name.what {
                What::Fact(FactType::YesNo) => "yes-no",
                What::Fact(FactType::Choice(_)) => "choice",
                What::Fact(FactType::AnyOf(_)) => "any-of",
                What::Fact(FactType::Number { .. }) => "number",
                _ => "date",
            };
            let options =
                name.options().iter().map(|option| OptionShown { id: option.id.clone(), title: option.title.clone() });
            OpenQuestion {
                id: name.id.clone(),
                kind: name.on.to_string(),
                thing: facts.thing(thing).name.clone(),
                question: name.title.clone(),
                help: name.help.clone(),
                cites: name.cites.clone(),
                answer_type: answer_type.to_owned(),
                options: options.collect(),
                close,
                tier,
                settles_at_least: least,
                settles_in_sum: sum,
            }
        }
        Asked::Complete { kind } => {
            let named: Vec<&str> = facts.of_kind(kind).map(|at| facts.thing(at).name.as_str()).collect();
            let question = match (kind, named.is_empty()) {
                (Kind::Product, _) => "Is there a product that this belongs to?".to_owned(),
                (Kind::AiSystem, true) => "Does the product contain or use any AI system?".to_owned(),
                (Kind::SectorAct, true) => "Does any other Union product law also cover the product?".to_owned(),
                (kind, true) => format!("Is there any {kind}?"),
                (kind, false) => format!("Are these all of its {kind}s: {}?", named.join(", ")),
            };
            OpenQuestion {
                id: kind.to_string(),
                kind: kind.to_string(),
                thing: facts.subject().to_owned(),
                question,
                help: format!(
                    "Name each in its own [[{kind}]] table, then say that these are all: [complete] {kind} = true."
                ),
                cites: Vec::new(),
                answer_type: "list".to_owned(),
                options: Vec::new(),
                close: None,
                tier,
                settles_at_least: least,
                settles_in_sum: sum,
            }
        }
    }
}

/// What a scan saw, with the AI assets that belong to no declared AI system.
pub fn summary(report: &scan::Report, product: &Product) -> ScanSummary {
    let facts = &product.facts;
    let mut findings: Vec<FindingShown> = Vec::new();
    let mut unassigned: Vec<FindingShown> = Vec::new();
    let outside: Vec<&String> = facts.of_kind(Kind::Product).flat_map(|at| &facts.thing(at).assets).collect();
    for finding in report.findings.iter().filter(|finding| finding.kind != scan::Kind::EntryPoint) {
        let path = scan::shown(&finding.path);
        let shown = FindingShown {
            kind: finding.kind.as_str().to_owned(),
            name: finding.name.clone(),
            line: finding.line,
            place: if outside.iter().any(|folder| lies_in(&path, folder)) { "outside" } else { finding.place.as_str() }
                .to_owned(),
            path,
            count: 1,
        };
        let is_asset =
            matches!(finding.kind, scan::Kind::AiLibrary | scan::Kind::HostedModelClient | scan::Kind::ModelFile);
        if is_asset && shown.place == "product" && !is_assigned(facts, &shown) {
            add(&mut unassigned, shown.clone());
        }
        add(&mut findings, shown);
    }
    let not_read = report.not_read.iter().map(|not_read| format!("{}: {}", scan::shown(&not_read.path), not_read.why));
    ScanSummary {
        files: report.files,
        bytes: report.bytes_read,
        findings,
        unassigned,
        suggested: product.suggested.clone(),
        not_read: not_read.collect(),
    }
}

fn add(list: &mut Vec<FindingShown>, finding: FindingShown) {
    let same = |known: &&mut FindingShown| {
        known.kind == finding.kind && known.name == finding.name && known.place == finding.place
    };
    match list.iter_mut().find(same) {
        Some(known) => known.count += 1,
        None => list.push(finding),
    }
}

fn is_assigned(facts: &Facts, finding: &FindingShown) -> bool {
    facts
        .of_kind(Kind::AiSystem)
        .flat_map(|at| &facts.thing(at).assets)
        .any(|asset| *asset == finding.name || lies_in(&finding.path, asset))
}

/// Whether a path is this one or lies in it.
pub(crate) fn lies_in(path: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The product of a repository that declares none: its name from what the scan saw, everything else open.
pub fn undeclared(rulebook: &Rulebook, root: &Path, report: &scan::Report) -> Product {
    let named = report
        .findings
        .iter()
        .filter(|finding| finding.kind == scan::Kind::ManifestName && finding.place == scan::Place::Product);
    let name = named
        .min_by_key(|finding| (finding.path.components().count(), finding.path.clone()))
        .map(|finding| finding.name.clone())
        .or_else(|| root.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "the product".to_owned());
    let mut reading = rulebook::tree::Reading::new(root, "");
    let node = |value| rulebook::tree::Node { span: 0..0, value };
    let key = |name: &str| rulebook::tree::Key { name: name.to_owned(), span: 0..0 };
    let product = node(rulebook::tree::Tree::Table(vec![(key("name"), node(rulebook::tree::Tree::Text(name)))]));
    let facts = reasoning::facts::read(
        rulebook,
        &mut reading,
        vec![(key("product"), product)],
        reasoning::facts::Shape::Document,
    );
    Product { path: PathBuf::from("(no marque.toml)"), folder: root.to_owned(), facts, suggested: Vec::new() }
}

fn steps(
    verdict: &Verdict,
    questions: &[Question],
    scan: Option<&ScanSummary>,
    source: &Path,
    rulebook: &Rulebook,
) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let declared = source.file_name().is_some_and(|name| name == crate::products::FILE_NAME);
    if !declared && scan.is_some() {
        steps.push(NextStep {
            command: "marque init".into(),
            reason: "there is no marque.toml here; this writes one from what the scan saw".into(),
        });
    }
    if !verdict.conflicts.is_empty() {
        steps.push(NextStep {
            command: format!("edit {}", source.display()),
            reason: format!("facts contradict each other: {}", verdict.conflicts[0]),
        });
    }
    if let Some(scan) = scan.filter(|_| declared) {
        steps.extend(crate::suggest::steps(&scan.suggested, source));
    }
    if let Some(first) = questions.first() {
        let what = match first.asked {
            Asked::Fact { name, .. } => rulebook.name(name).id.clone(),
            Asked::Complete { kind } => format!("whether the list of {kind}s is complete"),
        };
        steps.push(NextStep {
            command: "marque ask".into(),
            reason: format!("{} open questions matter; the first is {what}", questions.len()),
        });
    }
    if let Some(scan) = scan
        && let Some(first) = scan.unassigned.first()
    {
        steps.push(NextStep {
            command: format!("edit {}", if declared { source.display().to_string() } else { crate::products::FILE_NAME.into() }),
            reason: format!(
                "{} AI assets belong to no declared AI system, such as {} ({}): name the system under [[ai-system]] and list them in its `assets`",
                scan.unassigned.len(),
                first.name,
                first.path
            ),
        });
    }
    let applies = verdict.duties.iter().filter(|duty| duty.state == DutyState::Applies && !duty.neighbour).count();
    if applies > 0 {
        steps.push(NextStep {
            command: format!("marque duties --due-before {}", verdict.on),
            reason: format!("{applies} duties bind today"),
        });
    }
    let today: Option<Day> = verdict.on.parse().ok();
    let open = verdict.duties.iter().filter(|duty| duty.state == DutyState::Open && duty.bound == Answer::Yes);
    let coming =
        open.filter_map(|duty| duty.from.iter().filter_map(|from| from.parse().ok()).find(|from| Some(*from) > today));
    if let Some(day) = coming.max() {
        steps.push(NextStep {
            command: format!("marque assess --on {day}"),
            reason: "what binds a release that is placed on the market from that day on".into(),
        });
    }
    let next =
        verdict.duties.iter().filter(|duty| duty.state == DutyState::Later).filter_map(|duty| duty.from.first()).min();
    if let Some(next) = next {
        steps.push(NextStep { command: "marque timeline".into(), reason: format!("the next duties start on {next}") });
    }
    steps.truncate(STEPS_MAX);
    steps
}
