//! Bad input gives one clear message with place and remedy, and the exit code says what happened.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;
use std::process::{Command, Output};

fn marque(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_marque")).args(args).env("NO_COLOR", "1").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Assesses a folder with this marque.toml.
fn assess(toml: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("marque.toml"), toml).unwrap();
    marque(&["assess", "--no-scan", &folder.path().display().to_string()])
}

/// Exit 2, and the message says all of these.
fn refused(output: &Output, says: &[&str]) {
    let err = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    for wanted in says {
        assert!(err.contains(wanted), "`{wanted}` is not in:\n{err}");
    }
    assert!(output.stdout.is_empty(), "{}", text(&output.stdout));
}

#[test]
fn a_wrong_type_is_named_with_its_line() {
    let output = assess("[product]\nname = \"p\"\ndata-connection = 3\n");
    refused(&output, &["marque.toml:3:19", "data-connection = 3", "should be true or false"]);
}

#[test]
fn an_unknown_fact_is_named_with_the_nearest_one() {
    let output = assess("[product]\nname = \"p\"\ndata-conection = true\n");
    refused(&output, &["marque.toml:3:1", "no fact called `data-conection`", "did you mean `data-connection`?"]);
}

#[test]
fn a_fact_in_the_wrong_table_is_told_where_it_belongs() {
    let output = assess("[product]\nname = \"p\"\nstaff = 3\n");
    refused(&output, &["`staff` is a fact about the organisation", "put it under the organisation"]);
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    let output = assess("[product]\nname = \"p\"\n[[release]]\nplaced-on-market = 2027-02-30\n");
    refused(&output, &["marque.toml:4", "2027-02-30"]);
}

#[test]
fn a_product_needs_a_name() {
    refused(&assess("[product]\ndata-connection = true\n"), &["the product has no `name`", "add name = "]);
}

#[test]
fn every_mistake_is_told_at_once() {
    let output = assess("[product]\nname = \"p\"\nfoo = 1\ncore-functionality = \"IX\"\n[bar]\n");
    refused(&output, &["`foo`", "no option `IX`", "no table called `bar`"]);
}

#[test]
fn two_contradicting_answers_are_both_shown_and_count_as_unknown() {
    let output = assess("[product]\nname = \"p\"\ncore-functionality = \"III-I-3\"\ncra-default = true\n");
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(out.contains("contradiction") && out.contains("cra-default") && out.contains("marque.toml:4"), "{out}");
}

#[test]
fn a_key_written_twice_is_refused() {
    refused(
        &assess("[product]\nname = \"p\"\ndata-connection = true\ndata-connection = false\n"),
        &["marque.toml:4", "duplicate key"],
    );
}

/// The super-user may read everything, so the command runs as nobody then.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    const NOBODY: u32 = 65534;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&closed, PermissionsExt::from_mode(0o000)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_marque"));
    command.args(["assess", &closed.display().to_string()]).current_dir("/");
    if std::fs::read_dir(&closed).is_ok() {
        command.uid(NOBODY).gid(NOBODY);
    }
    match command.output() {
        Ok(output) => refused(&output, &["closed", "Permission denied", "give a folder that may be read"]),
        Err(error) => println!("skipped: nobody may not start the command where it was built ({error})"),
    }
}

#[test]
fn a_path_that_is_not_there_and_a_file_are_told_apart() {
    refused(&marque(&["assess", "no/such/folder"]), &["no/such/folder", "there is no such path", "give the folder"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("facts.toml");
    std::fs::write(&file, "").unwrap();
    refused(&marque(&["assess", &file.display().to_string()]), &["this is a file, not a folder", "--facts"]);
}

#[test]
fn a_reading_a_text_and_a_day_that_do_not_exist_are_refused() {
    refused(&marque(&["assess", "--law-text", "future", "."]), &["no act has a text of that name", "original"]);
    refused(&marque(&["assess", "--reading", "nothing=x", "."]), &["no reading called `nothing`"]);
    let output = marque(&["assess", "--on", "2027-02-29", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("2027-02-29"));
}

/// Checks a law folder with this file as Article 2.
fn law(article: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("cra")).unwrap();
    let texts = "[[act]]\nprefix = \"cra\"\ntitle = \"t\"\nshort = \"s\"\ntext = [{ name = \"original\", in-force = 2024-12-10 }]\n";
    std::fs::write(folder.path().join("texts.toml"), texts).unwrap();
    std::fs::write(folder.path().join("cra/article-02.md"), article).unwrap();
    marque(&["law", "check", "--law", &folder.path().display().to_string()])
}

fn conclusion(id: &str) -> String {
    format!("\n```toml conclusion\nid = \"{id}\"\non = \"product\"\ntitle = \"{id}\"\n```\n")
}

fn rule(id: &str, concludes: &str, all: &str) -> String {
    format!("\n```toml rule\nid = \"{id}\"\nconcludes = \"{concludes}\"\nall = [\"{all}\"]\n```\n")
}

#[test]
fn a_circle_in_the_law_names_its_members() {
    let law_file = format!(
        "# Article 2\n\n## 2(1) Circle\n\nA reason.\n{}{}{}{}",
        conclusion("one"),
        conclusion("two"),
        rule("cra:2(1)", "one", "two"),
        rule("cra:2(2)", "two", "one")
    );
    refused(&law(&law_file), &["a circle", "cra:2(1)", "one", "two", "article-02.md:"]);
}

#[test]
fn a_dangling_name_and_a_duplicate_id_are_both_told() {
    let law_file = format!(
        "# Article 2\n\n## 2(1) Names\n\nA reason.\n{}{}{}{}",
        conclusion("one"),
        conclusion("one"),
        rule("cra:2(1)", "one", "none-such"),
        rule("cra:2(1)", "one", "one")
    );
    refused(&law(&law_file), &["the id `one` stands twice", "nothing is called `none-such`"]);
}

#[test]
fn one_broken_line_of_a_batch_costs_that_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("batch.jsonl");
    std::fs::write(&file, "{\"product\":{\"name\":\"a\"}}\n{broken\n{\"product\":{\"name\":\"c\",\"nonsense\":1}}\n\n{\"product\":{\"name\":\"d\"}}\n").unwrap();
    let output = marque(&["assess", "--batch", &file.display().to_string()]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["name"], "a");
    assert!(lines[1]["error"].as_str().unwrap().contains("line 2: not JSON"));
    assert_eq!(lines[2]["name"], "c");
    assert!(lines[2]["error"].as_str().unwrap().contains("no fact called `nonsense`"));
    assert_eq!((lines[3]["name"].as_str(), lines[3]["line"].as_u64()), (Some("d"), Some(5)));
}

#[test]
fn an_earlier_assessment_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("last.json");
    std::fs::write(&file, "{\"format\":\"something\"}").unwrap();
    let file = file.display().to_string();
    refused(&marque(&["assess", "--compare", &file, "."]), &["its format is something"]);
}

#[test]
fn init_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("marque.toml"), "[product]\nname = \"mine\"\n").unwrap();
    refused(&marque(&["init", &folder.path().display().to_string()]), &["it is already there"]);
    let kept = std::fs::read_to_string(folder.path().join("marque.toml")).unwrap();
    assert_eq!(kept, "[product]\nname = \"mine\"\n");
    assert!(Path::new(&folder.path().join("marque.toml")).exists());
}

#[test]
fn a_sample_that_lies_outside_the_product_is_not_judged() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("samples/one")).unwrap();
    std::fs::write(folder.path().join("marque.toml"), "[product]\nname = \"mine\"\noutside = [\"samples\"]\n").unwrap();
    std::fs::write(folder.path().join("samples/one/marque.toml"), "[product]\nname = \"sample\"\n").unwrap();
    let output = marque(&["assess", "--format", "json", &folder.path().display().to_string()]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let subjects: Vec<&str> =
        value["assessments"].as_array().unwrap().iter().filter_map(|a| a["verdict"]["subject"].as_str()).collect();
    assert_eq!(subjects, ["mine"]);
}
