//! What developers run: `cargo xtask test` does everything that the continuous integration does.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

mod tidy;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let result = match task.as_str() {
        "test" => test(),
        "tidy" => tidy::check(&root()),
        _ => Err("usage: cargo xtask test | tidy".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Format, rules about the source, lints, tests, the law files, and supply chain.
fn test() -> Result<(), String> {
    tidy::check(&root())?;
    run(&["cargo", "fmt", "--all", "--check"])?;
    run(&["cargo", "clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    // The same draws on every run, so that a change fails for what it changed. New draws are looked for by
    // `cargo test` alone, which takes a seed of its own each time.
    let seed = std::env::var("PROPTEST_RNG_SEED").unwrap_or_else(|_| "20261122".to_owned());
    run_with(&[("PROPTEST_RNG_SEED", &seed)], &["cargo", "test", "--workspace"])?;
    let official = root().join("../shared/law");
    let mut check = vec!["cargo", "run", "--quiet", "--package", "marque", "--", "law", "check", "--law", "law"];
    if official.is_dir() {
        check.extend(["--text", "../shared/law"]);
    } else {
        println!("skipped: comparing digests, because no folder of official texts lies beside the checkout");
    }
    run(&check)?;
    match Command::new("cargo").args(["deny", "--version"]).output() {
        Ok(output) if output.status.success() => run(&["cargo", "deny", "check", "bans", "licenses", "sources"]),
        _ => {
            run(&["cargo", "install", "--quiet", "--locked", "cargo-deny"])?;
            run(&["cargo", "deny", "check", "bans", "licenses", "sources"])
        }
    }
}

fn run(command: &[&str]) -> Result<(), String> {
    run_with(&[], command)
}

fn run_with(variables: &[(&str, &str)], command: &[&str]) -> Result<(), String> {
    println!("$ {}", command.join(" "));
    let mut process = Command::new(command[0]);
    process.args(&command[1..]).envs(variables.iter().copied()).current_dir(root());
    let status = process.status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", command.join(" "))),
        Err(error) => Err(format!("`{}` could not be run: {error}", command.join(" "))),
    }
}
