//! A product in scope of the Cyber Resilience Act, and evidence about it, for the tests.

use std::path::Path;
use std::sync::LazyLock;

use domain::Day;
use evidence::{Blob, Evidence, Kind, Register, Registered, Summary};
use reasoning::facts::document;
use reasoning::{Facts, LawChoice, Program, State as Evaluated};
use rulebook::Rulebook;

use crate::{Check, DutyAssessed, PointAssessed, Seen, State, assess};

pub static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

/// All of Part I and II of Annex I binds it.
pub const DOOR: &str = "[product]\nname = \"Door Eye\"\nour-part-in-the-product = { only = [\"own-name\"] }\n\
    cra-in-scope = true\nagreed-with-business-user = \"none\"\n[[release]]\nname = \"1.0\"\n\
    placed-on-market = 2028-01-01\n";
pub const DAY: &str = "2028-02-01";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn facts(source: &str) -> Facts {
    document(&BOOK, Path::new("marque.toml"), source).unwrap()
}

/// A piece added on the first of January 2028.
pub fn piece(points: &[&str]) -> Evidence {
    Evidence {
        id: String::new(),
        kind: Kind::File,
        title: "report.pdf".into(),
        blob: Blob::of(b"report", "application/pdf"),
        source: None,
        release: None,
        points: points.iter().map(|point| point.parse().unwrap()).collect(),
        fresh_for: None,
        summary: None,
    }
}

pub fn counted(format: &str, counts: &[(&str, u64)]) -> Evidence {
    let counts = counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    Evidence { summary: Some(Summary { format: format.into(), counts }), ..piece(&[]) }
}

pub fn register(pieces: Vec<Evidence>) -> Register {
    let registered = |(evidence, entry)| Registered {
        entry,
        when: "2028-01-01T12:00:00Z".parse().unwrap(),
        who: "Door Makers".into(),
        evidence,
        withdrawn: None,
    };
    Register { evidence: pieces.into_iter().zip(2..).map(registered).collect(), ..Register::default() }
}

pub fn seen<'a>(facts: &'a Facts, register: &'a Register, on: &str) -> Seen<'a> {
    Seen { facts, inventory: None, has_history: None, register, on: day(on) }
}

pub fn assessed(seen: &Seen<'_>, checks: &[Check]) -> Vec<DutyAssessed> {
    let program = Program::new(&BOOK, LawChoice::on(seen.on));
    let mut state = Evaluated::default();
    program.evaluate(seen.facts, &mut state);
    assess(&program, &state, checks, seen, ("cra", "aia"))
}

/// The first point of this citation towards a thing, or a release of it.
pub fn point(assessed: &[DutyAssessed], citation: &str, thing: &str) -> PointAssessed {
    let citation = citation.parse().unwrap();
    let of_thing = assessed.iter().filter(|duty| duty.duty.thing.starts_with(thing));
    of_thing.flat_map(|duty| &duty.points).find(|point| point.citation == citation).unwrap().clone()
}

pub fn state(source: &str, pieces: Vec<Evidence>, checks: &[Check], citation: &str) -> State {
    let (facts, register) = (facts(source), register(pieces));
    point(&assessed(&seen(&facts, &register, DAY), checks), citation, "Door Eye").state
}
