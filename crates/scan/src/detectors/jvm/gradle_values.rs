//! Arguments and values in a Gradle build file.

use std::collections::HashMap;

use super::gradle_tokens::Token;

/// Tokens with their lines.
pub type Tokens<'a> = [(u32, Token<'a>)];

/// A value of more tokens is a program.
const VALUE_TOKENS_MAX: usize = 16;
/// No name is longer.
const NAME_BYTES_MAX: usize = 200;

/// `group: 'x'` and `group = "x"`.
pub fn named_arguments(tokens: &Tokens) -> HashMap<String, String> {
    let mut named = HashMap::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if let [(_, Token::Word(key) | Token::Text(key, _)), (_, Token::Mark(':' | '='))] = pair
            && let Some(value) = tokens.get(at + 2..).and_then(value)
        {
            named.entry((*key).to_owned()).or_insert(value);
        }
    }
    named
}

/// The texts, with names put as `${name}`.
pub fn texts<'t>(tokens: &'t Tokens) -> impl Iterator<Item = String> + 't {
    tokens.iter().filter_map(|(_, token)| match token {
        Token::Text(text, puts_in) => Some(template(text, *puts_in)),
        _ => None,
    })
}

/// Each text and each name with dots among arguments, joined where `+` joins them.
pub fn values(tokens: &Tokens) -> Vec<(u32, String)> {
    let mut values: Vec<(u32, String)> = Vec::new();
    let mut joins = false;
    for (at, (line, token)) in tokens.iter().enumerate() {
        let follows = tokens.get(at + 1).map(|(_, token)| *token);
        let value = match token {
            Token::Mark('+') => {
                joins = !values.is_empty();
                continue;
            }
            Token::Text(text, puts_in) => template(text, *puts_in),
            // What is called is no value, unless it only fetches one.
            Token::Word(word) if follows != Some(Token::Mark('(')) || word.ends_with(".get") => {
                format!("${{{}}}", canonical(word))
            }
            _ => continue,
        };
        match values.last_mut() {
            Some((_, last)) if joins => last.push_str(&value),
            _ => values.push((*line, value)),
        }
        joins = false;
    }
    values
}

/// The value at the front of some tokens.
pub fn value(tokens: &Tokens) -> Option<String> {
    let tokens = tokens.get(..VALUE_TOKENS_MAX).unwrap_or(tokens);
    let end = tokens.iter().position(|(_, token)| matches!(token, Token::Mark(',' | ']')));
    let tokens = tokens.get(..end.unwrap_or(tokens.len()))?;
    match tokens {
        // `property("x")`
        [(_, Token::Word(call)), (_, Token::Mark('(' | '[')), (_, Token::Text(name, _)), ..] => {
            let is_property =
                ["property", "Property", "ext", "extra", "properties"].iter().any(|end| call.ends_with(end));
            is_property.then(|| format!("${{{name}}}"))
        }
        tokens => values(tokens).into_iter().next().map(|(_, value)| value),
    }
}

/// A text with `$name` and `${project.name}` as `${name}`.
fn template(text: &str, puts_in: bool) -> String {
    if !puts_in || !text.contains('$') {
        return text.to_owned();
    }
    let mut template = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        template.push_str(before);
        let (name, after) = match after.strip_prefix('{') {
            Some(inner) => inner.split_once('}').unwrap_or((inner, "")),
            None => {
                let end = after.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(after.len());
                after.split_at_checked(end).unwrap_or((after, ""))
            }
        };
        template.push_str(&format!("${{{}}}", canonical(name)));
        rest = after;
    }
    template.push_str(rest);
    template
}

/// A name without what only says where it is kept: `rootProject.ext.x`, `extra["x"]`, `x.get()` are `x`.
pub fn canonical(name: &str) -> String {
    if name.len() > NAME_BYTES_MAX {
        return name.to_owned();
    }
    let mut plain: String = name.trim().replace("()", "").replace("!!", "");
    plain.retain(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | ']' | ')' | '?'));
    let mut plain = plain.replace(['[', '('], ".");
    for prefix in ["this.", "project.", "rootProject.", "ext.", "extra.", "properties.", "property.", "findProperty."] {
        while let Some(rest) = plain.strip_prefix(prefix) {
            plain = rest.to_owned();
        }
    }
    for suffix in [".get", ".asProvider", ".toString", ".asString"] {
        if let Some(rest) = plain.strip_suffix(suffix) {
            plain = rest.to_owned();
        }
    }
    plain
}

#[test]
fn names_are_put_the_same_way_wherever_they_are_kept() {
    for (written, expected) in [
        ("rootProject.ext.x", "x"),
        ("project.x", "x"),
        ("extra[\"x\"]", "x"),
        ("property('x')", "x"),
        ("versions['x']", "versions.x"),
        ("libs.versions.x.get()", "libs.versions.x"),
    ] {
        assert_eq!(canonical(written), expected);
    }
    assert_eq!(template("a:b:$x-${rootProject.y}.2", true), "a:b:${x}-${y}.2");
    assert_eq!(template("a:b:$x", false), "a:b:$x");
}
