//! Reads the builds of sbt: artifacts written as `"group" % "name" % "version"`.

use std::collections::HashMap;

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::gradle_tokens::{Token, tokens};
use super::{coordinates, gradle_lockfile};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "sbt", files: Files::Named(&["*.sbt", "project/dependencies.scala"]), want: Want::Whole, read };

/// Values by name, with their lines.
type Values<'a> = HashMap<&'a str, (&'a str, u32)>;

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let tokens: Vec<(u32, Token)> = tokens(&text).filter(|(_, token)| *token != Token::End).collect();
    let values = values(&tokens);
    own(&values, found);
    let mut is_plugin = false;
    let mut follows_percent = false;
    let mut rest = &tokens[..];
    while let [(line, token), after @ ..] = rest {
        match token {
            Token::Word(word) => is_plugin = *word == "addSbtPlugin",
            // What stands behind a `%` is the name or the version.
            Token::Text(group, _) if !follows_percent => artifact(group, after, *line, &values, is_plugin, found),
            _ => {}
        }
        follows_percent = *token == Token::Mark('%');
        rest = after;
    }
}

fn own(values: &Values, found: &mut Found) {
    let get = |key| values.get(key).copied();
    for (key, kind) in [("name", Kind::ManifestName), ("version", Kind::ManifestVersion)] {
        if let Some((value, number)) = get(key) {
            found.add(kind, value, Some(Line { number, text: value }));
        }
    }
    let version = get("version").map_or("", |(version, _)| version);
    if let (Some((group, _)), Some((name, line))) = (get("organization"), get("name"))
        && let Some(package) = coordinates::package(group, name, version)
    {
        let own = found.place() != Place::Vendored;
        found.component(Component { own, ..Component::new(package) }, line);
    }
}

/// `name := "door"`, `val version = "1.0"`; the first of a name counts.
fn values<'a>(tokens: &[(u32, Token<'a>)]) -> Values<'a> {
    let mut values = Values::new();
    for window in tokens.windows(4) {
        let (name, value, line) = match window {
            [(line, Token::Word(name)), (_, Token::Mark(':')), (_, Token::Mark('=')), (_, Token::Text(value, _))]
            | [(line, Token::Word(name)), (_, Token::Mark('=')), (_, Token::Text(value, _)), _] => (name, value, line),
            _ => continue,
        };
        values.entry(name).or_insert((value, *line));
    }
    values
}

/// Reads what follows the group. Each `%` more than one puts the version of Scala into the name.
fn artifact(group: &str, rest: &[(u32, Token)], line: u32, values: &Values, is_plugin: bool, found: &mut Found) {
    let crosses = rest.iter().take_while(|(_, token)| *token == Token::Mark('%')).count();
    if crosses == 0 {
        return;
    }
    let Some([(_, Token::Text(name, _)), (_, Token::Mark('%')), (_, version), rest @ ..]) = rest.get(crosses..) else {
        return;
    };
    let version = match version {
        Token::Text(version, _) => *version,
        Token::Word(word) => {
            let last = word.rsplit('.').next().unwrap_or(word);
            values.get(word).or_else(|| values.get(last)).map_or("", |(version, _)| version)
        }
        _ => "",
    };
    let configuration = match rest {
        [(_, Token::Mark('%')), (_, Token::Text(name, _) | Token::Word(name)), ..] => *name,
        _ => "",
    };
    let scala = values.get("scalaVersion").filter(|_| crosses == 2).map_or("", |(version, _)| version);
    let Some(package) = coordinates::package(group, &format!("{name}{}", suffix(scala)), version) else { return };
    let lower = configuration.to_ascii_lowercase();
    let is_development = is_plugin || gradle_lockfile::is_development(&lower) || lower == "provided";
    let scope = if is_development { Scope::Development } else { Scope::Runtime };
    let name = format!("{group}:{name}");
    found.dependency("maven", &name, scope, || Some(Line { number: line, text: &name }));
    found.wish(package, version, scope, line);
}

/// Scala 2 is compatible within its second number, Scala 3 within its first.
fn suffix(scala: &str) -> String {
    let mut parts = scala.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some(_)) => "_3".to_owned(),
        (Some("2"), Some(minor)) => format!("_2.{minor}"),
        _ => String::new(),
    }
}

#[test]
fn artifacts_are_read_with_and_without_the_version_of_scala() {
    let build = "\
ThisBuild / organization := \"eu.example\"
name := \"door\"
version := \"0.1.0\"
scalaVersion := \"2.13.12\"
val hinge = \"1.2\"
libraryDependencies ++= Seq(
  \"eu.example\" %% \"hinge\" % hinge,
  \"eu.example\" % \"window\" % \"2.0\" % Test, // a note
  \"eu.example\" %% \"pane\"
    % Versions.unknown,
)
addSbtPlugin(\"eu.example\" % \"sbt-door\" % \"3.0\")
";
    crate::detectors::tests::check_sheet(
        "build.sbt",
        build,
        &[
            "2 pkg:maven/eu.example/door@0.1.0 own",
            "7 wish pkg:maven/eu.example/hinge_2.13@1.2 1.2 runtime",
            "8 wish pkg:maven/eu.example/window@2.0 2.0 development",
            "9 wish pkg:maven/eu.example/pane_2.13  runtime",
            "12 wish pkg:maven/eu.example/sbt-door@3.0 3.0 development",
        ],
    );
}
