//! The log of evidence from the outside: a story, tampering, and what happens where something is missing.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

mod product;

use product::{Product, text};

impl Product {
    fn write(&self, path: &str, content: &str) {
        std::fs::write(self.path(path), content).unwrap();
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[args, &["--format", "json"]].concat())).unwrap()
    }
}

/// Exit 2, and the message says all of these.
fn refused(output: &Output, says: &[&str]) {
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    for wanted in says {
        assert!(err.contains(wanted), "`{wanted}` is not in:\n{err}");
    }
}

fn blobs(product: &Product) -> Vec<PathBuf> {
    let folder = product.path(".marque/blobs/sha256");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn evidence_is_added_listed_withdrawn_sealed_and_verified() {
    let product = Product::begun();
    product.write("unit.xml", "<testsuite><testcase/><testcase><failure/></testcase></testsuite>");
    product.ok(&[
        "evidence",
        "add",
        "unit.xml",
        "--points",
        "cra:13(2),cra:annex-1.2(3)",
        "--release",
        "1.0",
        "--fresh-for",
        "1y",
    ]);
    product.ok(&["evidence", "add", "https://door.example/audit", "--title", "Audit"]);
    product.ok(&["evidence", "add", "--statement", "We test every release.", "--release", "1.0"]);
    product.ok(&["evidence", "withdraw", "3", "--why", "moved"]);

    let listed = product.json(&["evidence", "list", "--on", "2999-01-01"]);
    assert_eq!(listed["format"], "marque-evidence/1");
    let pieces = listed["evidence"].as_array().unwrap();
    let told: Vec<[&str; 3]> =
        pieces.iter().map(|piece| ["kind", "title", "state"].map(|key| piece[key].as_str().unwrap())).collect();
    assert_eq!(
        told,
        [
            ["test-report", "unit.xml", "stale"],
            ["link", "Audit", "withdrawn"],
            ["attestation", "We test every release.", "fresh"],
        ]
    );
    assert_eq!(pieces[0]["summary"]["counts"]["failures"], 1);
    assert_eq!(pieces[0]["points"], serde_json::json!(["cra:13(2)", "cra:annex-1.2(3)"]));
    assert_eq!(pieces[0]["who"], "Door Makers");
    let of =
        |args: &[&str]| product.json(&[&["evidence", "list"], args].concat())["evidence"].as_array().unwrap().len();
    assert_eq!((of(&["--release", "1.0"]), of(&["--point", "cra:13"]), of(&["--point", "cra:14"])), (2, 1, 0));

    let key = product.json(&["key", "list"])["keys"][0]["key"].as_str().unwrap().to_owned();
    let head = product.ok(&["evidence", "list", "--head"]).trim().to_owned();
    assert!(head.starts_with("5:sha256:"), "{head}");
    product.ok(&["evidence", "bundle", "--out", "one.tar"]);
    product.ok(&["evidence", "bundle", "--out", "two.tar"]);
    let sealed = std::fs::read(product.path("one.tar")).unwrap();
    assert_eq!(sealed, std::fs::read(product.path("two.tar")).unwrap());

    // With nothing but the binary and the bundle.
    let bare = tempfile::tempdir().unwrap();
    std::fs::write(bare.path().join("b.tar"), &sealed).unwrap();
    let verify = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_marque"));
        command.current_dir(bare.path()).env_clear().args(["verify", "b.tar", "--format", "json"]).args(args);
        command.output().unwrap()
    };
    let whole = verify(&["--head", &head, "--key", &key]);
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stdout));
    let told: Value = serde_json::from_slice(&whole.stdout).unwrap();
    assert_eq!((&told["faults"], &told["cannot-exclude"]), (&serde_json::json!([]), &serde_json::json!([])));
    let later = head.replacen("5:", "6:", 1);
    assert_eq!(verify(&["--head", &later]).status.code(), Some(1));
    assert_eq!(verify(&["--key", &"0".repeat(64)]).status.code(), Some(1));
}

#[test]
fn changed_bytes_are_found_and_the_exit_code_says_so() {
    let product = Product::begun();
    product.write("a.txt", "the first report");
    product.ok(&["evidence", "add", "a.txt"]);
    std::fs::write(&blobs(&product)[0], "the worst report").unwrap();
    let output = product.run(&["evidence", "verify"]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    assert!(out.contains("entry 2, sha256:") && out.contains("the bytes of “a.txt” were changed"), "{out}");
    refused(&product.run(&["evidence", "bundle", "--out", "b.tar"]), &["it is not as it was signed in 1 places"]);
    assert!(!product.path("b.tar").exists());
    std::fs::remove_file(&blobs(&product)[0]).unwrap();
    let output = product.run(&["evidence", "verify"]);
    assert!(text(&output.stdout).contains("are missing"), "{}", text(&output.stdout));
}

#[test]
fn a_new_key_signs_from_the_next_entry_on_and_a_key_is_made_once() {
    let product = Product::begun();
    refused(&product.run(&["key", "new"]), &["it has one", "marque key rotate"]);
    product.ok(&["key", "rotate"]);
    product.ok(&["evidence", "add", "--statement", "signed with the second key"]);
    let keys = product.json(&["key", "list"]);
    let told: Vec<_> = keys["keys"].as_array().unwrap().iter().map(|key| (&key["since"], &key["in-use"])).collect();
    assert_eq!(told, [(&Value::from(1), &Value::from(false)), (&Value::from(2), &Value::from(true))]);
    assert!(product.ok(&["evidence", "verify"]).contains("as signed"));
}

#[test]
fn one_key_may_sign_for_two_products() {
    let first = Product::begun();
    let key = first.json(&["key", "list"])["keys"][0]["key"].as_str().unwrap().to_owned();
    let second = Product::new();
    let output =
        second.command(&["key", "new", "--held", &key]).env("MARQUE_KEYS", first.path("keys")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(second.json(&["key", "list"])["keys"][0]["key"], key.as_str());
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    let product = Product::new();
    refused(&product.run(&["evidence", "list"]), &["there is no store", "marque key new"]);
    refused(&product.run(&["evidence", "verify"]), &["there is no store"]);
    product.ok(&["key", "new"]);
    refused(&product.run(&["evidence", "add", "no.txt"]), &["reading no.txt", "No such file"]);
    product.write("empty.txt", "");
    refused(&product.run(&["evidence", "add", "empty.txt"]), &["reading empty.txt", "it is empty"]);
    refused(&product.run(&["evidence", "add", "."]), &["it is no file", "archive"]);
    refused(&product.run(&["evidence", "withdraw", "9", "--why", "x"]), &["evidence 9", "there is none"]);
    let unknown = ["evidence", "add", "--statement", "x", "--points", "cra:13(99)"];
    refused(&product.run(&unknown), &["the law files know no cra:13(99)"]);

    let key = std::fs::read_dir(product.path("keys")).unwrap().next().unwrap().unwrap().path();
    let fingerprint = key.file_stem().unwrap().to_string_lossy().into_owned();
    std::fs::rename(&key, product.path("hidden")).unwrap();
    refused(&product.run(&["evidence", "add", "--statement", "x"]), &[&fingerprint, "MARQUE_KEYS"]);
    std::fs::write(&key, "nonsense").unwrap();
    let output = product.run(&["evidence", "add", "--statement", "x"]);
    refused(&output, &["it is no Ed25519 private key"]);
    std::fs::rename(product.path("hidden"), &key).unwrap();

    let nobody = product.command(&["evidence", "add", "--statement", "x"]).env_remove("MARQUE_WHO").output().unwrap();
    refused(&nobody, &["nothing says who you are", "MARQUE_WHO", "[organisation]"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let output = product.command(&["evidence", "list"]).current_dir(elsewhere.path()).output().unwrap();
    refused(&output, &["there is no marque.toml", "marque init", "MARQUE_HOME"]);
    // Nothing of all that left a trace.
    assert!(product.ok(&["evidence", "list", "--head"]).starts_with("1:"));
}

#[test]
fn a_damaged_database_is_said_to_be_damaged_and_left_as_it_is() {
    let product = Product::begun();
    product.ok(&["evidence", "add", "--statement", "x"]);
    let path = product.path(".marque/evidence.db");
    let whole = std::fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    for byte in damaged.iter_mut().skip(100) {
        *byte = 0xAA;
    }
    std::fs::write(&path, &damaged).unwrap();
    for args in [["evidence", "list"].as_slice(), &["evidence", "verify"], &["evidence", "add", "--statement", "y"]] {
        refused(&product.run(args), &["evidence.db", "damaged"]);
        assert!(std::fs::read(&path).unwrap() == damaged, "{args:?}");
    }
    std::fs::write(&path, whole).unwrap();
    product.ok(&["evidence", "verify"]);
}

/// A limit on the length of files stands for a full disk: what is longer cannot be written.
#[test]
#[cfg(unix)]
fn where_nothing_more_can_be_written_the_store_stays_whole() {
    let product = Product::begun();
    product.ok(&["evidence", "add", "--statement", "before"]);
    product.write("large.bin", &"x".repeat(3 << 20));
    let head = product.ok(&["evidence", "list", "--head"]);
    for (blocks, args) in
        [(1024, ["evidence", "add", "large.bin"].as_slice()), (1, &["evidence", "add", "--statement", "small"])]
    {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let command = product.command(&[]);
        let program = command.get_program().to_owned();
        let mut limited = Command::new("sh");
        limited.arg("-c").arg(script).arg(program).args(args).current_dir(product.path(""));
        for (name, value) in command.get_envs() {
            limited.env(name, value.unwrap());
        }
        let output = limited.output().unwrap();
        refused(&output, &["using the store of evidence"]);
        assert_eq!(product.ok(&["evidence", "list", "--head"]), head, "{args:?}");
    }
    product.ok(&["evidence", "verify"]);
    product.ok(&["evidence", "add", "large.bin"]);
}

/// Whoever runs as root may write anywhere; then there is nothing to see.
#[test]
#[cfg(unix)]
fn a_store_that_may_not_be_written_is_read_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let product = Product::begun();
    product.ok(&["evidence", "add", "--statement", "before"]);
    let mode = |path: &str, mode: u32| {
        std::fs::set_permissions(product.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(".marque/evidence.db", 0o444);
    mode(".marque/blobs/sha256", 0o555);
    mode(".marque", 0o555);
    let is_root = std::fs::write(product.path(".marque/probe"), "").is_ok();
    product.ok(&["evidence", "list"]);
    product.ok(&["evidence", "verify"]);
    if is_root {
        println!("skipped: root may write to a folder that is read-only");
    } else {
        refused(&product.run(&["evidence", "add", "--statement", "x"]), &["may not be written", "nothing was changed"]);
    }
    mode(".marque", 0o755);
    mode(".marque/blobs/sha256", 0o755);
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    let product = Product::new();
    product.write("b.tar", "this is no bundle");
    let output = product.run(&["verify", "b.tar"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("cut off"), "{}", text(&output.stdout));
    refused(&product.run(&["verify", "none.tar"]), &["reading none.tar"]);
}

#[test]
fn private_keys_lie_outside_the_store_and_are_never_printed() {
    let product = Product::begun();
    product.ok(&["evidence", "add", "--statement", "x"]);
    product.ok(&["evidence", "bundle", "--out", "b.tar"]);
    let key = std::fs::read_dir(product.path("keys")).unwrap().next().unwrap().unwrap().path();
    let secret = std::fs::read_to_string(key).unwrap().lines().nth(1).unwrap()[22..].to_owned();
    let mut shown = text(&std::fs::read(product.path("b.tar")).unwrap());
    shown.push_str(&product.ok(&["key", "list"]));
    shown.push_str(&product.ok(&["evidence", "list", "--format", "json"]));
    shown.push_str(&text(&std::fs::read(product.path(".marque/evidence.db")).unwrap()));
    assert!(!shown.contains(&secret));
    assert!(Path::new(&product.path(".marque")).read_dir().unwrap().all(|entry| entry.unwrap().file_name() != "keys"));
}
