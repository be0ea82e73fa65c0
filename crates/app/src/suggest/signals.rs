//! Which fact a signal shows. `docs/decisions/0008-signals-as-facts.md` has a row for every signal, and says why most
//! show none.

use domain::{Kind as On, Values};
use inventory::Confidence;
use reasoning::Facts;
use reasoning::facts::ThingId;
use rulebook::Rulebook;
use scan::{Finding, Kind, Place, Report};

use crate::assess::lies_in;

/// A fact as the scan shows it.
#[derive(Debug)]
pub struct Shown {
    pub fact: &'static str,
    pub on: On,
    pub thing: ThingId,
    /// As it is written in marque.toml.
    pub value: String,
    /// The file and line that show it, and what stands there.
    pub seen: String,
}

/// What the signals of a report show. A signal that was not found says nothing.
pub fn shown(rulebook: &Rulebook, facts: &Facts, report: &Report) -> Vec<Shown> {
    let mut shown = Vec::new();
    if let Some(product) = facts.of_kind(On::Product).next() {
        let outside = &facts.thing(product).assets;
        let of_product: Vec<&Finding> = report.findings.iter().filter(|finding| is_of(finding, outside)).collect();
        let is_public = is_source_public(rulebook, facts, product);
        let signals = [
            ("data-connection", telemetry(&of_product)),
            ("source-and-licence", free_licence(&of_product)),
            ("can-supply-updates", updates(&of_product)),
            ("support-period", support_period(&of_product)),
            ("sbom-offered-to-users", bill_for_users(&of_product, is_public)),
        ];
        for (fact, signal) in signals {
            let of = |(value, finding)| Shown { fact, on: On::Product, thing: product, value, seen: seen(finding) };
            shown.extend(signal.map(of));
        }
    }
    for system in facts.of_kind(On::AiSystem) {
        let assets = &facts.thing(system).assets;
        shown.extend(card(&report.findings, assets).map(|card| Shown {
            fact: "trained-with-data",
            on: On::AiSystem,
            thing: system,
            value: "true".to_owned(),
            seen: seen(card),
        }));
    }
    shown
}

fn seen(finding: &Finding) -> String {
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line} ({})", scan::shown(&finding.path), finding.name)
}

/// Whether a finding speaks of the product itself, and surely enough.
fn is_of(finding: &Finding, outside: &[String]) -> bool {
    finding.place == Place::Product
        && finding.confidence >= Confidence::Likely
        && !outside.iter().any(|folder| lies_in(&scan::shown(&finding.path), folder))
}

/// What a product has built in, it uses. A page that names it does not.
fn built_in(finding: &Finding) -> bool {
    let is_page = finding.path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| {
        ["md", "rst", "txt", "adoc", "html", "htm"].iter().any(|page| extension.eq_ignore_ascii_case(page))
    });
    // `requirements.txt` asks for packages.
    !is_page || finding.properties.iter().any(|property| property.name == "package")
}

fn telemetry<'r>(findings: &[&'r Finding]) -> Option<(String, &'r Finding)> {
    let sends = findings.iter().find(|finding| finding.kind == Kind::Telemetry && built_in(finding))?;
    Some(("true".to_owned(), *sends))
}

fn updates<'r>(findings: &[&'r Finding]) -> Option<(String, &'r Finding)> {
    let updates = findings.iter().find(|finding| finding.kind == Kind::UpdateMechanism && built_in(finding))?;
    Some(("true".to_owned(), *updates))
}

/// A free licence at the top, and no other in the product. Whether the source is public a tree cannot show; and that a
/// licence is not known to be free does not make it unfree.
fn free_licence<'r>(findings: &[&'r Finding]) -> Option<(String, &'r Finding)> {
    // What lies in an archive was packed by others.
    let is_ours = |finding: &&&'r Finding| !scan::shown(&finding.path).contains("!/");
    let mut licences = findings.iter().filter(|finding| finding.kind == Kind::Licence).filter(is_ours);
    // What a manifest says may come from its template; a text was put there.
    let at_the_top = licences.clone().find(|finding| {
        finding.detector == "licence-file" && {
            let path = scan::shown(&finding.path);
            !path.contains('/') || path.starts_with("LICENSES/")
        }
    })?;
    let all_free = licences.all(|finding| inventory::is_free(&finding.name));
    all_free.then(|| (r#"{ in = ["open-and-public", "open-but-restricted"] }"#.to_owned(), *at_the_top))
}

/// What is promised with these words is to handle vulnerabilities; mere support may be a telephone.
const SUPPORT: [&str; 3] = ["security updates for", "updates for at least", "support period"];

/// How long, if every page that says it says the same. It may be longer: what was promised is the least.
fn support_period<'r>(findings: &[&'r Finding]) -> Option<(String, &'r Finding)> {
    let mut period: Option<(f64, &Finding)> = None;
    for finding in findings.iter().filter(|finding| finding.kind == Kind::SupportPeriod) {
        let property = |name: &str| finding.properties.iter().find(|property| property.name == name);
        // A version may end, and a contract run out, before the support of the product does.
        if !SUPPORT.iter().any(|words| finding.name.starts_with(words)) || property("speaks-of").is_some() {
            continue;
        }
        let Some(years) = property("duration").and_then(|duration| years(&duration.value)) else { continue };
        match period {
            Some((known, _)) if known != years => return None,
            Some(_) => {}
            None => period = Some((years, finding)),
        }
    }
    period.map(|(years, finding)| (format!("\"at least {years}\""), finding))
}

/// `5 years`, `18 months`; what is left of a hundredth is dropped.
fn years(duration: &str) -> Option<f64> {
    let (number, unit) = duration.split_once(' ')?;
    let number: f64 = number.parse().ok().filter(|number| *number < 100.0)?;
    Some(if unit.starts_with("month") { (number / 12.0 * 100.0).floor() / 100.0 } else { number })
}

/// A bill that comes with each release, or lies in a source that everybody can read.
fn bill_for_users<'r>(findings: &[&'r Finding], is_public: bool) -> Option<(String, &'r Finding)> {
    let bills = findings.iter().filter(|finding| finding.kind == Kind::Sbom);
    let is_for_users = |finding: &&&'r Finding| match finding.detector.as_str() {
        "goreleaser" => true,
        "sbom" => is_public,
        _ => false,
    };
    let bill = bills.into_iter().find(is_for_users)?;
    Some(("true".to_owned(), *bill))
}

/// Whether somebody said that everybody can read the source.
fn is_source_public(rulebook: &Rulebook, facts: &Facts, product: ThingId) -> bool {
    let Some(name) = rulebook.find("source-and-licence") else { return false };
    let options = rulebook.name(name).options().iter().enumerate();
    let public = options.filter(|(_, option)| matches!(&*option.id, "open-and-public" | "public-but-limited"));
    let public = public.fold(0u64, |mask, (at, _)| mask | 1 << at);
    let mut given = facts.thing(product).given.iter().filter(|given| given.name == name);
    given.any(|given| matches!(given.values, Values::One(mask) if mask & !public == 0))
}

/// The card of a model that is declared to belong to a system: what has a card has been trained.
fn card<'r>(findings: &'r [Finding], assets: &[String]) -> Option<&'r Finding> {
    findings.iter().filter(|finding| finding.kind == Kind::ModelCard).find(|finding| {
        let path = scan::shown(&finding.path);
        assets.iter().any(|asset| *asset == finding.name || lies_in(&path, asset))
    })
}
