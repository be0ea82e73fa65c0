#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use inventory::{Evidence as Seeing, Inventory, Signal};
use proptest::prelude::*;

use super::*;
use crate::fixture::*;
use crate::load;

/// A duty of every manufacturer, of which Annex I, part I, point 2 cannot relieve.
const POLICY: &str = "cra:annex-1.2(5)";
/// One that binds where it is applicable.
const UPDATES: &str = "cra:annex-1.1(2)(c)";

fn check(proves: &str, more: &str, look: &str) -> Vec<Check> {
    let text = format!(
        "id = \"a\"\ntitle = \"t\"\nproves = [\"{proves}\"]\n{more}\n[from.{look}\n[after]\nsay = \"s\"\ncommand = \"c\"\n"
    );
    let (checks, mistakes) = load(&BOOK, [("a.toml", text.as_str())]);
    assert!(mistakes.is_empty(), "{}", mistakes[0]);
    checks
}

const TESTED: &str = "evidence]\nformat = \"JUnit\"\nsome = [\"tests\"]\nnone = [\"failures\"]";
const TOLD: &str = "fact]\nid = \"sbom-offered-to-users\"\nis = true";
const IN_PART: &str = "in-part = true\nleaves = \"the rest\"";

fn with(more: &str) -> String {
    format!("{DOOR}{more}")
}

fn noted(cites: &str, more: &str) -> String {
    with(&format!("[[point]]\ncites = \"{cites}\"\n{more}\n"))
}

#[test]
fn each_state_is_reached_by_what_it_means() {
    let tests = || counted("JUnit", &[("tests", 3), ("failures", 0)]);
    let broken = || counted("JUnit", &[("tests", 3), ("failures", 1)]);
    let passing = check(POLICY, "", TESTED);
    let partly = check(POLICY, IN_PART, TESTED);
    let one_year = |points| Recorded { fresh_for: Some("1y".parse().unwrap()), ..piece(points) };
    let of_old_release = |points| Recorded { release: Some("0.9".into()), ..piece(points) };
    let of_this_release = |points| Recorded { release: Some("1.0".into()), ..piece(points) };
    assert_eq!(state(DOOR, vec![], &[], POLICY), State::NotMet, "it binds and nothing carries it");
    assert_eq!(state(DOOR, vec![piece(&[POLICY])], &[], POLICY), State::Met);
    assert_eq!(state(DOOR, vec![one_year(&["cra:annex-1.2"])], &[], POLICY), State::Met, "named for the whole part");
    assert_eq!(state(DOOR, vec![of_this_release(&[POLICY])], &[], POLICY), State::Met);
    assert_eq!(state(DOOR, vec![of_old_release(&[POLICY])], &[], POLICY), State::Stale);
    assert_eq!(state(DOOR, vec![tests()], &passing, POLICY), State::Met, "a check proves it whole");
    assert_eq!(state(DOOR, vec![tests()], &partly, POLICY), State::Partly);
    assert_eq!(state(DOOR, vec![broken()], &passing, POLICY), State::NotMet, "a check fails");
    assert_eq!(state(DOOR, vec![broken(), piece(&[POLICY])], &passing, POLICY), State::NotMet, "whatever else is kept");
    assert_eq!(state(DOOR, vec![], &passing, POLICY), State::Unknown, "no report: the check cannot tell");
    assert_eq!(
        state(DOOR, vec![Recorded { release: Some("0.9".into()), ..tests() }], &passing, POLICY),
        State::Stale,
        "the report is of another release"
    );
}

/// What was recorded, not what was carried.
type Recorded = evidence::Evidence;

#[test]
fn a_check_counts_what_was_recorded_for_its_period_only() {
    let checks = check(POLICY, "fresh = \"2w\"", TESTED);
    let (facts, register) = (facts(DOOR), register(vec![counted("JUnit", &[("tests", 3)])]));
    let on = |day| point(&assessed(&seen(&facts, &register, day), &checks), POLICY, "Door Eye").state;
    assert_eq!(on("2028-01-15"), State::Met);
    assert_eq!(on("2028-01-16"), State::Stale);
}

#[test]
fn evidence_is_stale_from_the_day_after_its_period() {
    let kept = Recorded { fresh_for: Some("1m".parse().unwrap()), ..piece(&[POLICY]) };
    let (facts, register) = (facts(DOOR), register(vec![kept]));
    let on = |day| point(&assessed(&seen(&facts, &register, day), &[]), POLICY, "Door Eye");
    assert_eq!(on("2028-02-01").state, State::Met);
    let after = on("2028-02-02");
    assert_eq!((after.state, after.missing), (State::Stale, Some(Missing::SomethingFresh)));
    assert_eq!(after.evidence[0].stale.as_deref(), Some("fresh until 2028-02-01"));
}

#[test]
fn whether_it_binds_is_open_until_somebody_answers() {
    let open = "[product]\nname = \"Door Eye\"\n";
    assert_eq!(state(open, vec![], &[], POLICY), State::Unknown);
    assert_eq!(state(open, vec![piece(&[POLICY])], &[], POLICY), State::Met);
}

#[test]
fn a_duty_that_an_event_starts_is_unknown_while_nobody_knows_of_one() {
    let (facts, register) = (facts(DOOR), register(vec![]));
    let found = assessed(&seen(&facts, &register, DAY), &[]);
    let notice = found.iter().find(|duty| duty.duty.id == "cra:14(2)(a)").unwrap();
    assert_eq!(notice.state, State::Unknown);
    assert_eq!(notice.points[0].missing, Some(Missing::WhatStartsIt));
}

#[test]
fn only_requirements_that_the_law_makes_depend_on_being_applicable_are_justified_away() {
    let why = "not-applicable = \"It never changes.\"";
    let allowed = noted(UPDATES, why);
    assert_eq!(state(&allowed, vec![], &[], UPDATES), State::NotApplicable);
    // Part II and the level of security as a whole bind always; a reason stays a claim.
    for citation in [POLICY, "cra:annex-1.1(1)", "cra:13(2)"] {
        let (facts, register) = (facts(&noted(citation, why)), register(vec![]));
        let found = point(&assessed(&seen(&facts, &register, DAY), &[]), citation, "Door Eye");
        assert_eq!(found.state, State::NotMet, "{citation}");
        assert_eq!(found.claim, Some(Claim::NotApplicable { why: "It never changes.".into(), counts: false }));
    }
    let whole = noted("cra:annex-1", why);
    assert_eq!(state(&whole, vec![], &[], UPDATES), State::NotApplicable, "a note covers all it contains");
    assert_eq!(state(&whole, vec![], &[], POLICY), State::NotMet);
}

#[test]
fn a_waiver_holds_through_its_last_day_and_is_never_met() {
    let source = noted(POLICY, "waived-until = 2028-02-01\nwaiver = \"The policy is being written.\"");
    let (facts, register) = (facts(&source), register(vec![]));
    let on = |day| point(&assessed(&seen(&facts, &register, day), &[]), POLICY, "Door Eye");
    assert_eq!(on("2028-02-01").state, State::Waived);
    let after = on("2028-02-02");
    assert_eq!(after.state, State::NotMet);
    assert!(matches!(after.claim, Some(Claim::Waived { over: true, .. })));
    assert_eq!(state(&source, vec![piece(&[POLICY])], &[], POLICY), State::Met, "what is met needs no waiver");
}

#[test]
fn owner_and_day_come_from_the_notes_about_a_point() {
    let source = noted("cra:annex-1.2", "on = \"Door Eye\"\nowner = \"Security\"\ndue = 2028-03-01");
    let (facts, register) = (facts(&source), register(vec![]));
    let found = assessed(&seen(&facts, &register, DAY), &[]);
    let policy = point(&found, POLICY, "Door Eye");
    assert_eq!((policy.owner.as_deref(), policy.due), (Some("Security"), Some(day("2028-03-01"))));
    assert_eq!(point(&found, UPDATES, "Door Eye").owner, None);
}

#[test]
fn a_check_that_asks_for_more_than_the_law_shows_nothing_when_it_fails() {
    let beyond = check(POLICY, "beyond = true", TOLD);
    let no = with("").replace("cra-in-scope", "sbom-offered-to-users = false\ncra-in-scope");
    assert_eq!(state(&no, vec![piece(&[POLICY])], &beyond, POLICY), State::Met);
    assert_eq!(state(&no, vec![piece(&[POLICY])], &check(POLICY, "", TOLD), POLICY), State::NotMet);
}

#[test]
fn a_duty_whose_points_are_carried_in_part_is_partly_met() {
    let (facts, register) = (facts(DOOR), register(vec![piece(&["cra:annex-7(2)(a)"])]));
    let found = assessed(&seen(&facts, &register, DAY), &[]);
    let design = found.iter().find(|duty| duty.duty.id == "cra:annex-7(2)").unwrap();
    let states: Vec<State> = design.points.iter().map(|point| point.state).collect();
    assert_eq!(states, [State::Met, State::NotMet, State::NotMet]);
    assert_eq!(design.state, State::Partly);
}

#[test]
fn evidence_crosses_to_the_other_act_where_a_row_carries_it_and_nowhere_else() {
    let camera = facts(include_str!("../../../../docs/cases/smart-camera/marque.toml"));
    let kept = register(vec![piece(&["cra:29"]), piece(&["cra:13(2)"])]);
    let mut found = seen(&camera, &kept, "2028-03-02");
    // Neither piece names a release.
    found.on = day("2028-03-02");
    let found = assessed(&found, &[]);
    // Equivalent: the principles of the CE marking.
    let marking = point(&found, "aia:48(1)", "face match");
    assert_eq!(marking.state, State::Met);
    assert_eq!(marking.evidence[0].row.as_deref(), Some("marking-principles"));
    // It only intersects: the cybersecurity risks are a part of all risks.
    let risks = point(&found, "aia:9(1)", "face match");
    assert_eq!(risks.state, State::Partly);
    assert_eq!((risks.evidence[0].entry, risks.evidence[0].whole), (3, false));
    // Nothing joins it to the data.
    assert_eq!(point(&found, "aia:10(2)(a)", "face match").evidence, []);
}

#[test]
fn a_signal_is_seen_where_the_scan_saw_it() {
    let checks = check("cra:annex-1.1(2)(d)", IN_PART, "signal]\nkind = [\"exposed-secret\"]\nbad = true");
    let place =
        Seeing { path: "src/key.pem".into(), line: Some(1), detector: "exposed-secret".into(), snippet: String::new() };
    let secret =
        Signal { kind: "exposed-secret".into(), name: "private key".into(), properties: Vec::new(), evidence: place };
    let (facts, register) = (facts(DOOR), register(vec![]));
    let with = |inventory: &Inventory| {
        let mut seen = seen(&facts, &register, DAY);
        seen.inventory = Some(inventory);
        point(&assessed(&seen, &checks), "cra:annex-1.1(2)(d)", "Door Eye")
    };
    let leaking = with(&Inventory { signals: vec![secret], ..Inventory::default() });
    assert_eq!((leaking.state, leaking.missing), (State::NotMet, Some(Missing::AFailedCheck)));
    assert_eq!(leaking.checks[0].1.place, Some(("src/key.pem".into(), Some(1))));
    assert_eq!(with(&Inventory::default()).state, State::Partly);
    let half = Inventory {
        not_read: vec![inventory::NotRead { path: "b".into(), why: "no permission".into() }],
        ..Inventory::default()
    };
    assert_eq!(with(&half).state, State::Unknown);
}

/// From worst to best.
fn rank(state: State) -> usize {
    State::ALL.iter().position(|known| *known == state).unwrap()
}

fn any_piece() -> impl Strategy<Value = Recorded> {
    let points = prop::sample::subsequence(
        vec![POLICY, UPDATES, "cra:13(2)", "cra:annex-1", "cra:annex-7(2)(a)", "aia:9(1)", "cra:29", "cra:13(8)/2"],
        0..4,
    );
    let release = prop::option::of(prop::sample::select(vec!["1.0", "0.9"]));
    let fresh = prop::option::of(prop::sample::select(vec!["1w", "1y"]));
    (points, release, fresh, any::<bool>()).prop_map(|(points, release, fresh, tests)| {
        let made = if tests { counted("JUnit", &[("tests", 1)]) } else { piece(&[]) };
        Recorded {
            release: release.map(str::to_owned),
            fresh_for: fresh.map(|period| period.parse().unwrap()),
            points: piece(&points).points,
            ..made
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Evidence that reports no failure.
    #[test]
    fn more_evidence_never_makes_a_point_worse(
        pieces in prop::collection::vec(any_piece(), 0..5),
        more in any_piece(),
        waived in any::<bool>(),
    ) {
        let waiver = noted(POLICY, "waived-until = 2029-01-01\nwaiver = \"w\"");
        let facts = facts(if waived { &waiver } else { DOOR });
        let checks = check(POLICY, IN_PART, TESTED);
        let mut longer = pieces.clone();
        longer.push(more);
        let (before, after) = (register(pieces), register(longer));
        let before = assessed(&seen(&facts, &before, DAY), &checks);
        let after = assessed(&seen(&facts, &after, DAY), &checks);
        for (before, after) in before.iter().zip(&after) {
            for (was, is) in before.points.iter().zip(&after.points) {
                prop_assert!(rank(is.state) >= rank(was.state), "{}: {:?}, then {:?}", was.citation, was.state, is.state);
            }
        }
    }
}
