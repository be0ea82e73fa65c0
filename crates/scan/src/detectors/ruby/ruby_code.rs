//! Lines of Ruby as manifests write them: a call and its literal arguments.

/// The first string of a line. None if it is computed.
pub fn first_string(code: &str) -> Option<&str> {
    strings(code).into_iter().next().filter(|value| !value.contains("#{"))
}

/// The strings that stand before any `key:` or `:key =>`: the arguments by place.
pub fn arguments(code: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let mut rest = code;
    while let Some((before, quote, after)) = next_quote(rest) {
        // `git: '…'`, `:git => '…'`
        let before = before.trim_end();
        if !arguments.is_empty() && (before.ends_with(':') || before.ends_with("=>") || before.ends_with('[')) {
            // `['>= 1', '< 2']` is a list of requirements.
            if !before.trim_start_matches([',', ' ']).starts_with('[') {
                break;
            }
        }
        if before.contains('#') {
            break;
        }
        let Some((value, after)) = after.split_once(quote) else { break };
        arguments.push(value);
        rest = after;
    }
    arguments
}

/// The value of `key: 'value'`, `:key => 'value'` or `key: :value`.
pub fn option<'a>(code: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = code;
    loop {
        let (before, after) = rest.split_once(key)?;
        let is_word =
            !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\'' | '/' | '-' | '.'));
        let value = after.trim_start();
        let value = value.strip_prefix(':').or_else(|| value.strip_prefix("=>")).filter(|_| is_word);
        if let Some(value) = value {
            let value = value.trim_start();
            return match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                Some('[') => value[1..].split(']').next(),
                _ => value.trim_start_matches(':').split([',', ' ', ')']).next(),
            };
        }
        rest = after;
    }
}

/// Every string of a line.
pub fn strings(code: &str) -> Vec<&str> {
    let mut strings = Vec::new();
    let mut rest = code;
    while let Some((_, quote, after)) = next_quote(rest) {
        let Some((value, after)) = after.split_once(quote) else { break };
        strings.push(value);
        rest = after;
    }
    strings
}

fn next_quote(code: &str) -> Option<(&str, char, &str)> {
    let at = code.find(['"', '\''])?;
    let quote = code[at..].chars().next()?;
    Some((&code[..at], quote, &code[at + 1..]))
}

#[test]
fn arguments_end_where_options_begin() {
    assert_eq!(arguments("gem 'a', '~> 1', \">= 1.2\", git: 'x', tag: 'y'"), ["a", "~> 1", ">= 1.2"]);
    assert_eq!(arguments("gem 'a', ['>= 1', '< 2'], :require => 'b'"), ["a", ">= 1", "< 2"]);
    assert_eq!(arguments("gem 'a', group: ['x']"), ["a"]);
    assert_eq!(arguments("gem 'a' # 'b'"), ["a"]);
    assert_eq!(arguments("gem 'a"), [""; 0]);
    assert_eq!(option("gem 'a', :git => 'x', group: [:test, :b]", "git"), Some("x"));
    assert_eq!(option("gem 'a', :git => 'x', group: [:test, :b]", "group"), Some(":test, :b"));
    assert_eq!(option("gem 'git', group: :test", "group"), Some("test"));
    assert_eq!(option("gem 'git:'", "git"), None);
}
