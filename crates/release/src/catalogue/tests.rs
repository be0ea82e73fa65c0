use std::collections::BTreeSet;
use std::sync::LazyLock;

use inventory::AssetKind;

use super::*;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

const RIGHT: &str = "id = \"a\"\ntitle = \"t\"\nstrength = \"asks\"\nquestion = \"q\"\ncites = [\"cra:3(30)\"]\n\
    touches = { cra = [\"other-purpose\"] }\n[from.asset]\nkinds = [\"prompt\"]\nmoves = [\"new\"]\n";

fn definitions() -> &'static str {
    FILES.iter().find(|(name, _)| *name == DEFINITIONS).map_or("", |(_, text)| *text)
}

fn said(files: &[(&str, &str)]) -> String {
    let mistakes = read(&BOOK, files).err().unwrap_or_default();
    mistakes.iter().map(|mistake| format!("{mistake}\n")).collect()
}

#[test]
fn every_file_of_the_folder_is_right() {
    assert_eq!(said(FILES), "");
    let catalogue = built_in(&BOOK).unwrap();
    assert_eq!(catalogue.kinds.len() + 1, FILES.len());
    let acts: Vec<&str> = catalogue.definitions.iter().map(|definition| &*definition.id).collect();
    assert_eq!(acts, ["cra", "aia"]);
}

#[test]
fn nothing_that_can_move_is_without_a_kind_of_change() {
    let catalogue = built_in(&BOOK).unwrap();
    let moves = [Move::New, Move::Removed, Move::Replaced];
    for (kind, moved) in AssetKind::ALL.into_iter().flat_map(|kind| moves.map(|moved| (kind, moved))) {
        assert!(catalogue.kind_of(&Sight::Asset { kind, moved }).is_some(), "{} {moved:?}", kind.as_str());
    }
    let moves = [Move::Major, Move::Minor, Move::Patch, Move::Older, Move::Unordered].into_iter().chain(moves);
    for moved in moves {
        for (name, development) in [("cargo:rustls", false), ("npm:left-pad", false), ("npm:left-pad", true)] {
            let sight = Sight::Component { name: name.into(), moved, development };
            assert!(catalogue.kind_of(&sight).is_some(), "{sight:?}");
        }
    }
    for sight in [Sight::System(Move::New), Sight::System(Move::Removed), Sight::Threat, Sight::Fact(0)] {
        assert!(catalogue.kind_of(&sight).is_some(), "{sight:?}");
    }
}

#[test]
fn signals_of_papers_alone_mean_nothing_here() {
    let catalogue = built_in(&BOOK).unwrap();
    let looked: BTreeSet<&str> = catalogue
        .kinds
        .iter()
        .filter_map(|kind| match &kind.look {
            Look::Signal { kinds, .. } => Some(kinds.iter().map(String::as_str)),
            _ => None,
        })
        .flatten()
        .collect();
    let expected = [
        "default-credential",
        "exposed-secret",
        "network-use",
        "security-policy",
        "security-scan",
        "signed-release",
        "support-period",
        "telemetry",
        "update-mechanism",
        "vulnerability-disclosure",
    ];
    assert_eq!(looked, expected.into());
}

#[test]
fn each_mistake_is_told_with_its_place() {
    let with = |text: &str| said(&[(DEFINITIONS, definitions()), ("a.toml", text)]);
    assert_eq!(with(RIGHT), "");
    for (from, to, says) in [
        ("id = \"a\"", "id = \"b\"", "called a.toml, but its kind of change `b`"),
        ("\"asks\"", "\"ask\"", "did you mean `asks`?"),
        ("question = \"q\"\n", "", "has no `question`"),
        ("cra:3(30)", "cra:3(300)", "the law files know no cra:3(300)"),
        ("cra = ", "craa = ", "there is no definition called `craa`"),
        ("other-purpose", "other-purposes", "did you mean `other-purpose`?"),
        ("[\"other-purpose\"]", "[]", "name the limbs"),
        ("prompt", "promt", "did you mean `prompt`?"),
        ("\"new\"", "\"newer\"", "`moves` knows no `newer`"),
        ("[from.asset]", "[from.fact]\nids = [\"x\"]\n[from.asset]", "there is no fact called `x`"),
        ("[from.asset]", "[from]\nthreat = true\n[from.asset]", "exactly one of"),
        ("[from.asset]", "[from.assets]", "did you mean `asset`?"),
    ] {
        let told = with(&RIGHT.replace(from, to));
        assert!(told.contains(says) && told.contains("modifications/a.toml:"), "{to}:\n{told}");
    }
    assert!(said(&[("a.toml", RIGHT)]).contains("there is no definition"), "the definitions are needed");
    let told = said(&[(DEFINITIONS, &definitions().replace("change-brings", "change-bring"))]);
    assert!(
        told.contains("`fact` cannot be `change-bring`") && told.contains("did you mean `change-brings`?"),
        "{told}"
    );
}
