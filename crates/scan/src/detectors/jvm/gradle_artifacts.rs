//! The artifacts that one statement of a Gradle build file names.

use super::gradle_script::{Asked, Reference, Script};
use super::gradle_tokens::Token;
use super::gradle_values::{Tokens, canonical, named_arguments, texts, value, values};
use crate::found::Scope;

/// `id("x") version "y"`. A plugin is the artifact `x:x.gradle.plugin`.
pub fn plugin(statement: &Tokens, line: u32, script: &mut Script) {
    let first = |token: &Token| matches!(token, Token::Word("kotlin"));
    let is_kotlin = statement.first().is_some_and(|(_, token)| first(token));
    for (_, token) in statement {
        if let Token::Word(word) = token
            && word.contains(".plugins.")
        {
            let name = canonical(word);
            script.references.push(Reference { name, scope: Scope::Development, line });
        }
    }
    let Some(id) = texts(statement).next() else { return };
    let id = if is_kotlin { format!("org.jetbrains.kotlin.{id}") } else { id };
    let at = statement.iter().position(|(_, token)| *token == Token::Word("version"));
    let version = at.and_then(|at| value(statement.get(at + 1..)?)).unwrap_or_default();
    // Without a version it is a plugin of Gradle, or its version stands with another mention of it.
    if !version.is_empty() {
        script.asked.push(Asked {
            artifact: format!("{id}.gradle.plugin"),
            group: id,
            version,
            classifier: String::new(),
            kind: String::new(),
            scope: Scope::Development,
            line,
        });
    }
}

/// Every artifact in the arguments of a configuration.
pub fn artifacts(arguments: &Tokens, scope: Scope, is_list: bool, script: &mut Script) {
    let words = || {
        arguments.iter().filter_map(|(_, token)| match token {
            Token::Word(word) => Some(*word),
            _ => None,
        })
    };
    let line = arguments.first().map_or(0, |(line, _)| *line);
    // A list of versions for others is no part of what runs.
    let is_list = is_list || words().any(|word| word.ends_with("latform"));
    let (kind, scope) = if is_list { ("pom", Scope::Development) } else { ("", scope) };
    let asked = |group: &str, artifact: &str, version: &str, line| Asked {
        group: group.to_owned(),
        artifact: artifact.to_owned(),
        version: version.to_owned(),
        classifier: String::new(),
        kind: kind.to_owned(),
        scope,
        line,
    };
    let named = named_arguments(arguments);
    let get = |key| named.get(key).map(|value| &**value).unwrap_or_default();
    if !get("group").is_empty() && !get("name").is_empty() {
        let asked = asked(get("group"), get("name"), get("version"), line);
        let classifier = get("classifier").to_owned();
        let kind = if is_list { kind.to_owned() } else { get("ext").to_owned() };
        script.asked.push(Asked { classifier, kind, ..asked });
        return;
    }
    if words().any(|word| word == "kotlin") {
        let mut texts = texts(arguments);
        if let Some(name) = texts.next().filter(|name| !name.contains(':')) {
            let version = texts.next().unwrap_or_default();
            script.asked.push(asked("org.jetbrains.kotlin", &format!("kotlin-{name}"), &version, line));
            return;
        }
    }
    let all: Vec<(u32, String)> = values(arguments);
    // `implementation("group", "name", "version")`
    if let [(line, group), (_, artifact), rest @ ..] = &all[..]
        && rest.len() < 2
        && all.iter().all(|(_, value)| !value.contains([':', '/', '$']))
        && group.contains('.')
    {
        let version = rest.first().map(|(_, version)| &**version).unwrap_or_default();
        script.asked.push(asked(group, artifact, version, *line));
        return;
    }
    for (line, value) in all {
        if let Some(name) = value.strip_prefix("${").and_then(|name| name.strip_suffix('}')) {
            if !name.contains("${") {
                script.references.push(Reference { name: name.to_owned(), scope, line });
            }
            continue;
        }
        let (value, extension) = value.split_once('@').unwrap_or((&value, ""));
        let mut parts = value.splitn(4, ':');
        if let (Some(group), Some(artifact)) = (parts.next(), parts.next())
            && !group.is_empty()
            && !artifact.is_empty()
        {
            let mut asked = asked(group, artifact, parts.next().unwrap_or_default(), line);
            asked.classifier = parts.next().unwrap_or_default().to_owned();
            if !is_list {
                asked.kind = extension.to_owned();
            }
            script.asked.push(asked);
        }
    }
}
