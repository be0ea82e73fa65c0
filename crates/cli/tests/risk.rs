//! The register of risks from the outside: a tree is scanned, rows are seeded, people assess, the gate opens.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

struct Tree(tempfile::TempDir);

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Tree {
    /// A program that asks a hosted model, and a declared AI system.
    fn new() -> Tree {
        let tree = Tree(tempfile::tempdir().unwrap());
        tree.write("app/chat.py", "from openai import OpenAI\nOpenAI().chat.completions.create(model=\"gpt-4o\")\n");
        tree.write(
            "marque.toml",
            "[product]\nname = \"Door Eye\"\n[[ai-system]]\nname = \"chat\"\nassets = [\"app\"]\n",
        );
        tree
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    fn write(&self, inside: &str, content: &str) {
        let path = self.path(inside);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn read(&self, inside: &str) -> String {
        std::fs::read_to_string(self.path(inside)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marque"));
        command.arg("risk").args(args).current_dir(self.0.path()).output().unwrap()
    }

    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}{}", text(&output.stderr), text(&output.stdout));
        text(&output.stdout)
    }

    fn register(&self) -> Value {
        let told: Value = serde_json::from_str(&self.ok(&["--format", "json"])).unwrap();
        assert_eq!(told["format"], "marque-risk/1");
        told["registers"][0].clone()
    }

    fn row(&self, id: &str) -> Value {
        let rows = self.register()["rows"].clone();
        rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap_or(&Value::Null).clone()
    }
}

#[test]
fn a_risk_is_proposed_seeded_assessed_and_accepted() {
    let tree = Tree::new();
    let proposed = tree.row("prompt-injection");
    assert_eq!((&proposed["state"], &proposed["on"], &proposed["now"]), (&"open".into(), &"chat".into(), &Value::Null));
    let why = proposed["why"][0].as_str().unwrap();
    assert!(why.contains("app/chat.py:"), "{why}");
    assert!(!tree.path("risks.toml").exists(), "looking writes nothing");

    let mine =
        "# ours, please keep\n[[risk]]\nid    = 'rain'   # own\ntitle = \"Rain gets in\"\nlikelihood = 1\nimpact = 2\n";
    tree.write("risks.toml", mine);
    tree.ok(&["--seed"]);
    let seeded = tree.read("risks.toml");
    assert!(seeded.starts_with(mine) && seeded.contains("id = \"prompt-injection\"\non = \"chat\"\n"), "{seeded}");
    tree.ok(&["--seed"]);
    assert_eq!(tree.read("risks.toml"), seeded, "seeding twice adds nothing");
    assert_eq!(tree.run(&["--gate", "open"]).status.code(), Some(1));
    assert_eq!(tree.run(&["--gate", "above"]).status.code(), Some(0));

    let injection = "id = \"prompt-injection\"\non = \"chat\"\n";
    let high = format!("{injection}likelihood = 4\nimpact = 4\n");
    tree.write("risks.toml", &seeded.replace(injection, &high));
    let assessed = tree.run(&["--gate", "above"]);
    assert_eq!(assessed.status.code(), Some(1));
    let out = text(&assessed.stdout);
    assert!(!out.contains('\u{1b}'), "no colour in a pipe");
    assert!(out.contains(" 16 high") && out.contains("nothing is done about it"), "{out}");

    let done = "treatment = [{ do = \"Filter\", points = [\"cra:annex-1.1(2)(d)\"], status = \"done\" }]\n\
        residual = { likelihood = 2, impact = 2 }\n";
    tree.write("risks.toml", &seeded.replace(injection, &format!("{high}{done}")));
    tree.ok(&["--gate", "above"]);
    assert_eq!(
        (&tree.row("prompt-injection")["now"]["product"], &tree.row("rain")["state"]),
        (&4.into(), &"assessed".into())
    );
    let markdown = tree.ok(&["--format", "markdown"]);
    assert!(markdown.contains("- Filter (cra:annex-1.1(2)(d)): done"), "{markdown}");

    tree.write("app/chat.py", "print('no model')\n");
    assert_eq!(tree.row("prompt-injection")["trigger"], "gone");
}

#[test]
fn a_mistake_is_named_with_its_place_and_nothing_is_written() {
    let tree = Tree::new();
    let wrong = "[[risk]]\nid = \"promt-injection\"\n";
    for args in [&[][..], &["--seed"]] {
        tree.write("risks.toml", wrong);
        let output = tree.run(args);
        let err = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains("risks.toml:2:6") && err.contains("did you mean `prompt-injection`?"), "{err}");
        assert_eq!(tree.read("risks.toml"), wrong);
    }
    // Nothing can be added to a list in brackets.
    let list = "risk = [{ id = \"drift\", not-relevant = \"x\" }]\n";
    tree.write("risks.toml", list);
    let output = tree.run(&["--seed"]);
    assert!(text(&output.stderr).contains("[[risk]] table of its own"), "{}", text(&output.stderr));
    assert_eq!((output.status.code(), tree.read("risks.toml").as_str()), (Some(2), list));
}

#[test]
fn the_scale_and_the_catalogue_are_printed() {
    let tree = Tree::new();
    let scale = tree.ok(&["scale"]);
    assert!(scale.contains("accept     = 4") && scale.contains("almost certain"), "{scale}");
    tree.write("risks.toml", "[scale]\naccept = 6\n");
    assert!(tree.ok(&["scale"]).contains("accept     = 6"));
    let threats = tree.ok(&["threats"]);
    assert!(threats.contains("prompt-injection") && threats.contains("mitre-atlas/atlas-data"), "{threats}");
}

#[test]
fn a_folder_without_marque_toml_is_looked_at_too() {
    let tree = Tree::new();
    std::fs::remove_file(tree.path("marque.toml")).unwrap();
    assert_eq!(tree.row("prompt-injection")["on"], Value::Null);
}
