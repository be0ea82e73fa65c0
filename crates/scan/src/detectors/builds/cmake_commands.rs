//! The commands of a CMake file with their arguments, and the variables it sets.

use std::collections::{HashMap, HashSet};

/// One command: `set(NAME value)`.
#[derive(Debug)]
pub struct Command<'a> {
    /// In lower case: case does not matter.
    pub name: String,
    pub line: u32,
    pub arguments: Vec<Argument<'a>>,
}

#[derive(Debug)]
pub struct Argument<'a> {
    pub text: &'a str,
    pub line: u32,
}

impl<'a> Command<'a> {
    pub fn argument(&self, at: usize) -> Option<&'a str> {
        self.arguments.get(at).map(|argument| argument.text)
    }

    /// What follows a keyword.
    pub fn after(&self, keyword: &str) -> Option<&'a str> {
        let at = self.arguments.iter().position(|argument| argument.text == keyword)?;
        self.argument(at + 1)
    }

    pub fn has(&self, keyword: &str) -> bool {
        self.arguments.iter().any(|argument| argument.text == keyword)
    }
}

/// More arguments than any file has.
const ARGUMENTS_MAX: usize = 400_000;

/// Every command of a text, and whether the last one ends.
pub fn commands(text: &str) -> (Vec<Command<'_>>, bool) {
    let mut reader = Reader { text, at: 0, line: 1, endless: HashSet::new(), arguments_left: ARGUMENTS_MAX };
    let mut commands = Vec::new();
    loop {
        reader.skip();
        let rest = reader.rest();
        let Some(first) = rest.chars().next() else { return (commands, true) };
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if len == 0 {
            reader.advance(first.len_utf8());
            continue;
        }
        let (name, line) = (rest.get(..len).unwrap_or_default().to_ascii_lowercase(), reader.line);
        reader.advance(len);
        reader.skip();
        if !reader.rest().starts_with('(') {
            continue;
        }
        reader.advance(1);
        match reader.arguments() {
            Some(arguments) => commands.push(Command { name, line, arguments }),
            None => return (commands, false),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// The long brackets that end nowhere: looking for them again and again would never end.
    endless: HashSet<usize>,
    arguments_left: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, len: usize) {
        let end = (self.at + len).min(self.text.len());
        let skipped = self.text.as_bytes().get(self.at..end).unwrap_or_default();
        let newlines = memchr::memchr_iter(b'\n', skipped).count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at = end;
    }

    /// White space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let space = rest.len() - rest.trim_start().len();
            if space > 0 {
                self.advance(space);
            } else if let Some(comment) = rest.strip_prefix('#') {
                match self.bracket(comment) {
                    Some((_, len)) => self.advance(1 + len),
                    None => self.advance(rest.find('\n').unwrap_or(rest.len())),
                }
            } else {
                return;
            }
        }
    }

    /// The arguments up to the closing bracket. None if there is none.
    fn arguments(&mut self) -> Option<Vec<Argument<'a>>> {
        let mut arguments = Vec::new();
        let mut depth = 0u32;
        loop {
            self.skip();
            let rest = self.rest();
            let line = self.line;
            self.arguments_left = self.arguments_left.checked_sub(1)?;
            match rest.chars().next()? {
                ')' if depth == 0 => {
                    self.advance(1);
                    return Some(arguments);
                }
                ')' => {
                    depth -= 1;
                    self.advance(1);
                }
                '(' => {
                    depth += 1;
                    self.advance(1);
                }
                '"' => {
                    let len = end_of_string(rest)?;
                    arguments.push(Argument { text: rest.get(1..len - 1)?, line });
                    self.advance(len);
                }
                _ => {
                    if let Some((text, len)) = self.bracket(rest) {
                        arguments.push(Argument { text, line });
                        self.advance(len);
                        continue;
                    }
                    let len = end_of_word(rest);
                    arguments.push(Argument { text: rest.get(..len)?, line });
                    // A lone `#` or quote cannot be first here.
                    self.advance(len.max(1));
                }
            }
        }
    }

    /// `[==[ … ]==]`: what is inside, and how long it is in all.
    fn bracket(&mut self, rest: &'a str) -> Option<(&'a str, usize)> {
        let inside = rest.strip_prefix('[')?;
        let equals = inside.len() - inside.trim_start_matches('=').len();
        let inside = inside.get(equals..)?.strip_prefix('[')?;
        if self.endless.contains(&equals) {
            return None;
        }
        match inside.find(&format!("]{}]", "=".repeat(equals))) {
            Some(end) => Some((inside.get(..end)?, 2 * (equals + 2) + end)),
            None => {
                self.endless.insert(equals);
                None
            }
        }
    }
}

/// How long an argument without quotes is.
fn end_of_word(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c.is_whitespace() || matches!(c, '(' | ')' | '"' | '#') => return at,
            _ => {}
        }
    }
    rest.len()
}

/// How long a string is, quotes and all.
fn end_of_string(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The variables a file has set so far.
#[derive(Debug, Default)]
pub struct Variables(HashMap<String, String>);

/// Longer values are no versions or addresses.
const VALUE_BYTES_MAX: usize = 300;

impl Variables {
    pub fn set(&mut self, name: &str, value: String) {
        self.0.insert(name.to_owned(), value);
    }

    /// Takes `set(NAME value …)`.
    pub fn read(&mut self, command: &Command) {
        let Some(name) = command.argument(0) else { return };
        let words = command.arguments.iter().skip(1).map(|argument| argument.text);
        let words: Vec<&str> = words.take_while(|word| !matches!(*word, "CACHE" | "PARENT_SCOPE")).collect();
        match self.expand(&words.join(";")) {
            Some(value) => self.set(name, value),
            // What it is now is not known.
            None => {
                self.0.remove(name);
            }
        }
    }

    /// A text with every `${NAME}` replaced. None if one is not known.
    pub fn expand(&self, text: &str) -> Option<String> {
        let mut expanded = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            let (name, after) = after.strip_prefix('{')?.split_once('}')?;
            expanded.push_str(before);
            expanded.push_str(self.0.get(name)?);
            rest = after;
            if expanded.len() > VALUE_BYTES_MAX {
                return None;
            }
        }
        expanded.push_str(rest);
        (expanded.len() <= VALUE_BYTES_MAX).then_some(expanded)
    }
}

#[test]
fn commands_are_read_whatever_their_form() {
    let text = "set(A 1.2) # no(\n#[[ no(\n]] Project (\"x y\"\n  VERSION ${A} [=[z]]]=] (a OR b))\nset(B \"v${A}\")\nadd(-DX=\\\"y\\\")\n";
    let (commands, complete) = commands(text);
    assert!(complete);
    let shown: Vec<String> = commands
        .iter()
        .map(|command| {
            let words: Vec<&str> = command.arguments.iter().map(|argument| argument.text).collect();
            format!("{}:{} {}", command.name, command.line, words.join("|"))
        })
        .collect();
    assert_eq!(shown, ["set:1 A|1.2", "project:3 x y|VERSION|${A}|z]]|a|OR|b", "set:5 B|v${A}", "add:6 -DX=\\\"y\\\""]);
    let mut variables = Variables::default();
    commands.iter().filter(|command| command.name == "set").for_each(|command| variables.read(command));
    assert_eq!(variables.expand("${B}-x").as_deref(), Some("v1.2-x"));
    assert_eq!(variables.expand("${C}"), None);
    for text in ["a(", "a(\"", "a([[", "a(()", "#[[", "((((", "\"", "$", "a(#"] {
        let _ = super::cmake_commands::commands(text);
    }
}
