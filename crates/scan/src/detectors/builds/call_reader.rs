//! Follows the tokens of a Starlark or Meson file, and keeps its calls.

use std::borrow::Cow;
use std::collections::HashMap;

use super::call_texts::{TEXT_BYTES_MAX, filled, formatted, joined};
use super::call_tokens::{Sort, Token, tokens};
use super::calls::Call;
use crate::tree::{Key, Node, Value};

const DEPTH_MAX: usize = 48;

/// How much the values of constants may add to a file in all.
const COPIES_BYTES_MAX: usize = 4 << 20;

pub struct Reader {
    tokens: Vec<Token>,
    at: usize,
    constants: HashMap<String, String>,
    pub calls: Vec<Call>,
    /// The text ended inside brackets.
    pub open_end: bool,
    copies_left: usize,
}

impl Reader {
    pub fn new(text: &str) -> Reader {
        Reader {
            tokens: tokens(text),
            at: 0,
            constants: HashMap::new(),
            calls: Vec::new(),
            open_end: false,
            copies_left: COPIES_BYTES_MAX,
        }
    }

    /// Everything to the end of the text.
    pub fn statements(&mut self) {
        while let Some(token) = self.peek() {
            let line = token.line;
            let Sort::Word(word) = &token.sort else {
                self.at += 1;
                continue;
            };
            let word = word.clone();
            self.at += 1;
            if !self.takes('=') {
                self.rest_of_path(word, line, 0);
            } else if let Some(text) = self.value(0).as_str() {
                self.constants.insert(word, text.to_owned());
            }
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, sign: char) -> bool {
        matches!(self.peek(), Some(Token { sort: Sort::Sign(c), .. }) if *c == sign)
    }

    /// Whether a single `=` or another sign comes next; it is passed.
    fn takes(&mut self, sign: char) -> bool {
        let doubled = sign == '=' && matches!(self.tokens.get(self.at + 1), Some(Token { sort: Sort::Sign('='), .. }));
        let is_next = self.is(sign) && !doubled;
        self.at += usize::from(is_next);
        is_next
    }

    /// What follows a word: `.word` and a call. Gives what the word means.
    fn rest_of_path(&mut self, word: String, line: u32, depth: usize) -> Value<'static> {
        let mut path = word;
        while self.is('.')
            && let Some(Token { sort: Sort::Word(next), .. }) = self.tokens.get(self.at + 1)
        {
            path.push('.');
            path.push_str(next);
            self.at += 2;
        }
        // Deeper than that nothing is read; the value is passed over as a whole.
        if depth < DEPTH_MAX && self.takes('(') {
            let (places, names) = self.arguments(depth + 1);
            if path.len() <= TEXT_BYTES_MAX {
                let names = Node { line, value: Value::Table(names) };
                self.calls.push(Call { name: path, line, places, names });
            }
            return Value::Null;
        }
        match &*path {
            "True" | "true" => Value::Bool(true),
            "False" | "false" => Value::Bool(false),
            _ if path.starts_with(|c: char| c.is_ascii_digit()) => Value::Number(Cow::Owned(path)),
            _ => {
                let known = self.constants.get(&path).filter(|text| text.len() <= self.copies_left);
                self.copies_left -= known.map_or(0, String::len);
                known.map_or(Value::Null, |text| Value::Text(Cow::Owned(text.clone())))
            }
        }
    }

    /// The arguments up to the closing bracket.
    fn arguments(&mut self, depth: usize) -> (Vec<Node<'static>>, Vec<(Key<'static>, Node<'static>)>) {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        loop {
            if self.peek().is_none() {
                self.open_end = true;
                return (places, names);
            }
            if self.takes(')') {
                return (places, names);
            }
            if self.takes(',') {
                continue;
            }
            // `name = value`, in Meson `name : value`.
            let key = match (self.peek(), self.tokens.get(self.at + 1), self.tokens.get(self.at + 2)) {
                (
                    Some(Token { sort: Sort::Word(word), line }),
                    Some(Token { sort: Sort::Sign(':' | '='), .. }),
                    after,
                ) if !matches!(after, Some(Token { sort: Sort::Sign('='), .. })) => {
                    Some(Key { line: *line, text: Cow::Owned(word.clone()) })
                }
                _ => None,
            };
            if key.is_some() {
                self.at += 2;
            }
            let before = self.at;
            let value = self.value(depth);
            // A bracket of another sort, or a colon: nothing that is read here.
            self.at += usize::from(self.at == before && !self.is(')'));
            match key {
                Some(key) => names.push((key, value)),
                None => places.push(value),
            }
        }
    }

    /// A value up to what ends it: a comma, a closing bracket, or the beginning of the next statement.
    fn value(&mut self, depth: usize) -> Node<'static> {
        let line = self.peek().map_or(0, |token| token.line);
        let mut value = self.single(depth);
        // What is joined by `+`, `%` or `.format()`.
        loop {
            if self.takes('+') {
                let more = self.single(depth);
                value = joined(value, more);
            } else if self.takes('%') {
                let with = self.single(depth);
                let parts = if let Value::List(items) = &with.value { items.clone() } else { vec![with] };
                value.value = filled(&value, &parts, "%s");
            } else if self.is('.')
                && matches!(self.tokens.get(self.at + 1), Some(Token { sort: Sort::Word(word), .. }) if word == "format")
                && matches!(self.tokens.get(self.at + 2), Some(Token { sort: Sort::Sign('('), .. }))
            {
                self.at += 3;
                let (places, names) = self.arguments(depth + 1);
                value.value = formatted(&value, &places, &names);
            } else {
                break;
            }
        }
        let mut depth_here = 0usize;
        let mut computed = false;
        // In brackets everything up to the comma belongs to the value: conditions, comparisons, loops.
        while depth > 0
            && let Some(token) = self.peek()
        {
            match &token.sort {
                Sort::Sign('(' | '[' | '{') => depth_here += 1,
                Sort::Sign(')' | ']' | '}') if depth_here == 0 => break,
                Sort::Sign(')' | ']' | '}') => depth_here -= 1,
                Sort::Sign(',' | ':') if depth_here == 0 => break,
                _ => {}
            }
            computed = true;
            self.at += 1;
        }
        Node { line, value: if computed { Value::Null } else { value.value } }
    }

    fn single(&mut self, depth: usize) -> Node<'static> {
        let Some(token) = self.peek() else { return Node { line: 0, value: Value::Null } };
        let line = token.line;
        let value = match &token.sort {
            Sort::Text(text) => {
                let mut text = text.clone();
                self.at += 1;
                // Texts that stand together are one.
                while let Some(Token { sort: Sort::Text(more), .. }) = self.peek().filter(|_| depth > 0) {
                    if text.len() <= TEXT_BYTES_MAX {
                        text.push_str(more);
                    }
                    self.at += 1;
                }
                if text.len() <= TEXT_BYTES_MAX { Value::Text(Cow::Owned(text)) } else { Value::Null }
            }
            Sort::Word(word) => {
                let word = word.clone();
                self.at += 1;
                self.rest_of_path(word, line, depth)
            }
            Sort::Sign('[' | '(') if depth < DEPTH_MAX => {
                let close = if self.is('[') { ']' } else { ')' };
                self.at += 1;
                self.list(close, depth + 1)
            }
            Sort::Sign('{') if depth < DEPTH_MAX => {
                self.at += 1;
                self.dictionary(depth + 1)
            }
            Sort::Sign(')' | ']' | '}' | ',' | ':') => Value::Null,
            Sort::Sign(_) => {
                self.at += 1;
                Value::Null
            }
        };
        Node { line, value }
    }

    fn list(&mut self, close: char, depth: usize) -> Value<'static> {
        let mut items = Vec::new();
        let mut commas = false;
        loop {
            if self.peek().is_none() {
                self.open_end = true;
                break;
            }
            if self.takes(close) {
                break;
            }
            if self.takes(',') {
                commas = true;
                continue;
            }
            let before = self.at;
            items.push(self.value(depth));
            // A bracket of another sort, or a colon: nothing that is read here.
            self.at += usize::from(self.at == before);
        }
        match items.len() {
            // Brackets around one value.
            1 if close == ')' && !commas => items.pop().map_or(Value::Null, |node| node.value),
            _ => Value::List(items),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Value<'static> {
        let mut entries = Vec::new();
        loop {
            if self.peek().is_none() {
                self.open_end = true;
                break;
            }
            if self.takes('}') {
                break;
            }
            if self.takes(',') {
                continue;
            }
            let before = self.at;
            let key = self.value(depth);
            if self.takes(':') {
                let value = self.value(depth);
                if let Node { line, value: Value::Text(text) } = key {
                    entries.push((Key { line, text }, value));
                }
            }
            self.at += usize::from(self.at == before);
        }
        Value::Table(entries)
    }
}
