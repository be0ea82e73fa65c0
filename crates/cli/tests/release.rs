//! Two releases from the outside: saved, changed, compared, judged, recorded.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// A product whose release 1.0 is saved in `1.0.json`, beside its keys.
struct Door(tempfile::TempDir);

const TOML: &str = r#"
[organisation]
name = "Door Makers"
[product]
name = "Door Eye"
our-part-in-the-product = { only = ["own-name"] }
cra-in-scope = true
manufacturer = true
intended-purpose = "Shows who is at the door."
[[release]]
name = "1.0"
[[ai-system]]
name = "face match"
assets = ["models"]
aia-in-scope = true
provider = true
high-risk = true
section-b-only = false
"#;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A model with these weights: its header never changes.
fn model(weights: [u8; 4]) -> Vec<u8> {
    let header = br#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    [&(header.len() as u64).to_le_bytes()[..], header, &weights].concat()
}

impl Door {
    fn new() -> Door {
        let door = Door(tempfile::tempdir().unwrap());
        door.write("door/marque.toml", TOML.as_bytes());
        door.write("door/models/detector.safetensors", &model([0; 4]));
        door.lock("0.23.1");
        door.ok(&["key", "new"]);
        door.ok(&["release", "save", ".", "--out", "../1.0.json"]);
        door
    }

    /// Release 1.1 begins as 1.0 was.
    fn next() -> Door {
        let door = Door::new();
        door.says("name = \"1.0\"", "name = \"1.1\"");
        door
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    fn write(&self, inside: &str, content: &[u8]) {
        let path = self.path(inside);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn lock(&self, version: &str) {
        let lock =
            format!("version = 4\n[[package]]\nname = \"rustls\"\nversion = \"{version}\"\nsource = \"registry+x\"\n");
        self.write("door/Cargo.lock", lock.as_bytes());
    }

    fn says(&self, from: &str, to: &str) {
        let said = std::fs::read_to_string(self.path("door/marque.toml")).unwrap();
        assert!(said.contains(from), "{from}");
        self.write("door/marque.toml", said.replace(from, to).as_bytes());
    }

    fn answers(&self, lines: &str) {
        let said = std::fs::read_to_string(self.path("door/marque.toml")).unwrap();
        self.write("door/marque.toml", format!("{said}[[modification]]\nrelease = \"1.1\"\n{lines}\n").as_bytes());
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marque"));
        command.args(args).args(["--on", "2028-02-01"]).current_dir(self.path("door")).env("NO_COLOR", "1");
        command.env("MARQUE_KEYS", self.path("keys")).env("MARQUE_WHO", "Door Makers").output().unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}{}", text(&output.stderr), text(&output.stdout));
        text(&output.stdout)
    }

    fn compare(&self, more: &[&str]) -> Output {
        self.run(&[&["release", "compare", "../1.0.json", "."], more].concat())
    }

    fn code(&self) -> i32 {
        self.compare(&[]).status.code().unwrap()
    }

    fn report(&self) -> Value {
        serde_json::from_slice(&self.compare(&["--format", "json"]).stdout).unwrap()
    }

    /// The kinds of change.
    fn changes(&self) -> Vec<String> {
        let report = self.report();
        let changes = report["changes"].as_array().unwrap().iter();
        changes.map(|change| change["change"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_release_that_changes_nothing_passes() {
    let door = Door::new();
    let same = door.compare(&[]);
    assert_eq!((same.status.code(), door.changes().len()), (Some(0), 0));
    assert!(text(&same.stdout).contains("Nothing changed.\n"), "{}", text(&same.stdout));
}

#[test]
fn a_patch_of_a_component_is_noted_and_passes() {
    let door = Door::next();
    door.lock("0.23.2");
    let told = door.compare(&[]);
    assert_eq!((told.status.code(), door.changes()), (Some(0), vec!["component-patch".to_owned()]));
    let out = text(&told.stdout);
    assert!(out.contains("cargo:rustls: 0.23.1 (Cargo.lock:3) → 0.23.2 (Cargo.lock:3)"), "{out}");
    assert!(out.contains("(recital 39)") && !out.contains('\u{1b}'), "{out}");
}

#[test]
fn other_weights_stop_the_release_until_somebody_judges_them() {
    let door = Door::next();
    door.write("door/models/detector.safetensors", &model([1, 0, 0, 0]));
    let told = door.compare(&[]);
    assert_eq!((told.status.code(), door.changes()), (Some(1), vec!["model-replaced".to_owned()]));
    assert!(text(&told.stdout).contains("Blocked: 1 change has not been judged"), "{}", text(&told.stdout));

    door.answers(
        "change = \"model-replaced\"\nof = \"detector.safetensors\"\nsubstantial = false\nwhy = \"same data\"",
    );
    assert_eq!(door.code(), 0);
    door.says("model-replaced", "model-replacd");
    let wrong = door.compare(&[]);
    let err = text(&wrong.stderr);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err.contains("marque.toml:21:10") && err.contains("did you mean `model-replaced`?"), "{err}");
}

#[test]
fn another_purpose_is_substantial_until_a_new_assessment_is_recorded() {
    let door = Door::next();
    door.says("Shows who is at the door.", "Opens the door.");
    let report = door.report();
    let substantial = |at: usize| report["walks"][at]["substantial"].clone();
    assert_eq!((substantial(0), substantial(1)), ("yes".into(), "yes".into()));
    assert_eq!((door.code(), report["blocks"].as_array().unwrap().len()), (1, 2));

    // The record of the comparison is no new assessment.
    assert_eq!(door.compare(&["--record"]).status.code(), Some(1));
    let listed: Value = serde_json::from_str(&door.ok(&["evidence", "list", "--format", "json"])).unwrap();
    let piece = &listed["evidence"][0];
    assert_eq!((&piece["title"], &piece["release"]), (&"Comparison with 1.0".into(), &"1.1".into()));
    assert_eq!((&piece["source"], &piece["points"]), (&"release-comparison.json".into(), &Value::Null));
    assert_eq!(door.code(), 1);

    let statement = ["evidence", "add", "--statement", "Assessed again.", "--points", "cra:32(1),aia:43(4)"];
    door.ok(&[&statement[..], &["--release", "1.1"]].concat());
    assert_eq!(door.code(), 0);
    assert!(text(&door.compare(&[]).stdout).contains("a new assessment is recorded: entry 3 of the log"));
    door.ok(&["evidence", "verify"]);
}

#[test]
fn a_saved_release_is_as_good_as_its_folder() {
    let door = Door::next();
    door.lock("1.0.0");
    door.write("door/models/detector.safetensors", &model([1, 0, 0, 0]));
    for part in ["marque.toml", "Cargo.lock", "models/detector.safetensors"] {
        let now = std::fs::read(door.path("door").join(part)).unwrap();
        door.write(&format!("new/{part}"), &now);
    }
    door.write("door/marque.toml", TOML.as_bytes());
    door.write("door/models/detector.safetensors", &model([0; 4]));
    door.lock("0.23.1");
    let told = |old: &str| door.run(&["release", "compare", old, "../new", "--format", "json"]);
    let (saved, folder) = (told("../1.0.json"), told("."));
    assert_eq!(saved.status.code(), Some(1));
    assert_eq!(text(&saved.stdout), text(&folder.stdout));
    assert!(text(&saved.stdout).contains("security-component-changed"), "{}", text(&saved.stdout));
    door.ok(&["release", "save", "../new", "--out", "../1.1.json"]);
    let both = door.run(&["release", "compare", "../1.0.json", "../1.1.json", "--format", "json"]);
    assert_eq!(text(&both.stdout), text(&saved.stdout));
    let refused = door.run(&["release", "compare", ".", "../1.1.json", "--record"]);
    assert!(text(&refused.stderr).contains("its log keeps the comparison"), "{}", text(&refused.stderr));
}

#[test]
fn what_is_no_release_is_refused() {
    let door = Door::new();
    for (content, says) in [
        ("{}", "it names no format"),
        ("[", "it is no release"),
        ("{\"format\": \"marque-inventory/1\"}", "its format is marque-inventory/1"),
    ] {
        door.write("1.0.json", content.as_bytes());
        let told = door.compare(&[]);
        assert_eq!(told.status.code(), Some(2));
        assert!(text(&told.stderr).contains(says), "{}", text(&told.stderr));
    }
    let missing = door.run(&["release", "compare", "nowhere", "."]);
    assert_eq!(missing.status.code(), Some(2));
    door.write("empty/marque.toml", b"[organisation]\nname = \"x\"\n");
    let none = door.run(&["release", "compare", "../empty", "."]);
    assert!(text(&none.stderr).contains("it names no product"), "{}", text(&none.stderr));
}
