//! Reads source code of any language as far as this: which text is the value of which name, and which call it is
//! given to.
//!
//! Named arguments, entries of tables, fields and variables look alike in most languages: a name, `:` or `=`, a value.
//! The same goes for calls: a path of names and a parenthesis. What cannot be told apart so is not told apart.

use super::tokens::Token;

mod marks;

/// A path of names: `client.chat.completions.create`. Calls in between count: `Model.builder().name` is
/// `Model`, `builder`, `name`.
pub type Path<'a> = Vec<&'a str>;

/// An open bracket and what is known of it.
#[derive(Clone, Debug, Default)]
pub struct Frame<'a> {
    /// `(`, `[`, `{`, or 0 for the file itself.
    pub opener: u8,
    /// What is called, or what stands before the brace.
    pub path: Path<'a>,
    pub at: usize,
    /// The name whose value the whole bracket is.
    pub outer: Option<&'a str>,
    /// The variable of the statement it stands in.
    pub variable: Option<&'a str>,
    /// How many commas came before.
    pub argument: usize,
    /// The name whose value is being read.
    key: Option<&'a str>,
    /// The name was followed by `:`, so that `=` may still follow: `name: Type = value`.
    key_may_be_typed: bool,
    /// The text before this one, without a name: `("model", "x")`.
    text: Option<&'a str>,
    /// What was looked up last: the name in `getenv("NAME") or "x"`.
    looked_up: Option<&'a str>,
    /// The type that the variable was declared with: `Type name = new() …`.
    declared: Option<&'a str>,
    /// The option that a call declares: `--model`.
    option: Option<&'a str>,
    /// Question marks that wait for their colon.
    questions: u32,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot<'a> {
    /// The name it is given to.
    pub key: Option<&'a str>,
    /// The name that the list, the call or the table around it is given to.
    pub outer: Option<&'a str>,
    /// Whether it has no name of its own and stands in the parentheses of a call: its number there.
    pub argument: Option<usize>,
    /// Whether it is compared rather than given.
    pub is_compared: bool,
}

/// Who wants to know.
pub trait Visitor<'a> {
    fn text(&mut self, text: &'a str, at: usize, is_long: bool, spot: Spot<'a>, frames: &[Frame<'a>]);
    /// A name that stands where a value stands.
    fn name(&mut self, path: &[&'a str], at: usize, spot: Spot<'a>, frames: &[Frame<'a>]);
    fn open(&mut self, frames: &[Frame<'a>]);
    fn close(&mut self, frame: &Frame<'a>, frames: &[Frame<'a>]);
    /// A function, a method or a class begins: `def name`.
    fn define(&mut self, name: &'a str, at: usize);
    /// What is being defined is one of these: `class Name(Base)`, `class Name extends Base`, `impl Base for Name`.
    fn inherit(&mut self, name: &'a str, base: &'a str, at: usize);
    /// `@name`, before what it is said of.
    fn decorate(&mut self, path: &[&'a str], at: usize);
}

/// Calls that only change the form of a value.
const FORMS: [&str; 14] = [
    "str",
    "String",
    "string",
    "Some",
    "Optional",
    "Field",
    "ptr",
    "Ptr",
    "F",
    "to_string",
    "list",
    "tuple",
    "Ok",
    "of",
];

/// Deeper brackets are read as if they were not there.
const FRAMES_MAX: usize = 100;
const PATH_MAX: usize = 12;

pub fn read<'a>(tokens: impl Iterator<Item = (usize, Token<'a>)>, visitor: &mut impl Visitor<'a>) {
    let mut reading = Reading { frames: vec![Frame::default()], ..Reading::default() };
    for (at, token) in tokens {
        reading.token(at, token, visitor);
    }
    reading.end_of_path(visitor, false);
    while reading.frames.len() > 1 {
        reading.close(visitor);
    }
}

/// What came last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Word,
    Text,
    Number,
    Close,
    Mark(u8),
}

#[derive(Default)]
struct Reading<'a> {
    frames: Vec<Frame<'a>>,
    /// Brackets beyond the limit.
    skipped: usize,
    path: Path<'a>,
    /// Paths of brackets that were closed: the next ones take their room.
    spare: Vec<Path<'a>>,
    path_at: usize,
    last: Last,
    /// A line has ended since.
    is_new_line: bool,
    /// `def`: the next word is a name.
    defines: bool,
    /// What is being defined: a value that is returned belongs to it.
    definition: Option<&'a str>,
    defines_class: bool,
    is_decorator: bool,
    /// A class is being defined: what it inherits from follows.
    class: Option<&'a str>,
    /// `extends` came last.
    inherits: bool,
    /// `impl Base for` came last.
    base: Option<&'a str>,
    /// The last name before this one, nothing but space between them.
    word_before: Option<&'a str>,
    /// `new` came last.
    is_new: bool,
    /// The text in the brackets just closed: `body["model"] = …`.
    index: Option<&'a str>,
    is_compared: bool,
}

impl<'a> Reading<'a> {
    fn frame(&mut self) -> &mut Frame<'a> {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// The names read so far, as the path of a bracket.
    fn take_path(&mut self) -> Path<'a> {
        let empty = self.spare.pop().unwrap_or_default();
        std::mem::replace(&mut self.path, empty)
    }

    fn spare(&mut self, mut path: Path<'a>) {
        path.clear();
        self.spare.push(path);
    }

    fn token(&mut self, at: usize, token: Token<'a>, visitor: &mut impl Visitor<'a>) {
        if token == Token::Newline {
            self.is_new_line = true;
            return;
        }
        if self.is_new_line {
            self.is_new_line = false;
            self.new_line(token, visitor);
        }
        match token {
            Token::Word(word) => self.word(at, word, visitor),
            Token::Text { inner, is_long } => self.text(at, inner, is_long, visitor),
            Token::Number => {
                self.end_of_path(visitor, true);
                self.last = Last::Number;
            }
            Token::Mark(mark) => self.mark(at, mark, visitor),
            Token::Newline => {}
        }
    }

    /// A statement ends with its line, unless either side of the break shows that it goes on.
    fn new_line(&mut self, next: Token, visitor: &mut impl Visitor<'a>) {
        let is_complete = matches!(self.last, Last::Word | Last::Text | Last::Number | Last::Close);
        let goes_on = match next {
            Token::Mark(mark) => b".?:|&+=)]},*>".contains(&mark),
            Token::Word(word) => matches!(word, "or" | "and" | "if" | "else"),
            _ => false,
        };
        let opener = self.frame().opener;
        // `if model:` gives no value to the model.
        let is_block = opener == 0 && self.last == Last::Mark(b':');
        if is_block || (is_complete && !goes_on && matches!(opener, 0 | b'{')) {
            self.end_of_path(visitor, true);
            self.end_of_statement();
            self.last = Last::Nothing;
        }
    }

    fn end_of_statement(&mut self) {
        let frame = self.frame();
        frame.key = None;
        frame.key_may_be_typed = false;
        frame.text = None;
        frame.looked_up = None;
        frame.questions = 0;
        self.index = None;
        self.is_compared = false;
    }

    fn word(&mut self, at: usize, word: &'a str, visitor: &mut impl Visitor<'a>) {
        if self.defines {
            self.defines = false;
            self.definition = Some(word);
            visitor.define(word, at);
        } else if let (true, Some(class)) = (self.inherits && !matches!(word, "extends" | "implements"), self.class) {
            visitor.inherit(class, word, at);
        } else if let Some(base) = self.base.take() {
            visitor.inherit(word, base, at);
        }
        let is_new = std::mem::take(&mut self.is_new);
        // As bytes: most words differ from all of these in their length or their first byte.
        match word.as_bytes() {
            _ if self.last == Last::Mark(b'.') => {}
            // `"model" to "x"` is an entry of a table in Kotlin.
            b"to" if self.last == Last::Text => {
                self.arrow();
                self.last = Last::Mark(b' ');
                return;
            }
            b"def" | b"function" | b"fun" | b"func" | b"fn" | b"class" | b"defp" => {
                self.end_of_path(visitor, true);
                self.defines = true;
                self.defines_class = word == "class";
                self.class = None;
                self.inherits = false;
                self.last = Last::Mark(b' ');
                return;
            }
            b"extends" | b"implements" => {
                self.path.clear();
                self.class = self.definition;
                self.inherits = true;
                self.last = Last::Mark(b' ');
                return;
            }
            b"for" if self.word_before == Some("impl") => {
                self.base = self.path.last().copied();
                self.path.clear();
                self.last = Last::Mark(b' ');
                return;
            }
            b"return" => {
                self.end_of_path(visitor, true);
                let definition = self.definition;
                let frame = self.frame();
                if frame.key.is_none() {
                    frame.key = definition;
                }
                self.last = Last::Mark(b' ');
                return;
            }
            b"or" | b"and" | b"not" | b"if" | b"else" | b"in" | b"is" | b"new" | b"await" | b"yield" | b"typeof"
            | b"const" | b"let" | b"var" | b"val" | b"case" | b"async" | b"static" | b"final" | b"public"
            | b"private" | b"export" => {
                self.end_of_path(visitor, true);
                self.last = Last::Mark(if word == "or" { b'|' } else { b' ' });
                self.is_new = word == "new";
                self.is_compared = matches!(word, "in" | "is" | "case");
                return;
            }
            _ => {}
        }
        let continues = matches!(self.last, Last::Mark(b'.')) && !self.path.is_empty();
        if !continues {
            let before = self.path.last().copied().filter(|_| self.last == Last::Word);
            if !self.path.is_empty() {
                self.end_of_path(visitor, true);
            }
            self.word_before = before;
            self.path_at = at;
        }
        self.is_new = is_new && continues;
        if self.path.len() < PATH_MAX {
            self.path.push(word);
        } else if let Some(last) = self.path.last_mut() {
            *last = word;
        }
        self.last = Last::Word;
    }

    fn spot(&self) -> Spot<'a> {
        let Some(frame) = self.frames.last() else { return Spot::default() };
        let is_fallback = self.last == Last::Mark(b'|');
        let looked_up = frame.looked_up.filter(|_| is_fallback);
        let key = frame.key.or(frame.text).or(looked_up);
        // `add_argument("--model", default="x")`.
        let is_default =
            || key.is_some_and(|key| matches!(key, "default" | "const" | "defaultValue" | "default_value"));
        let key = frame.option.filter(|_| is_default()).or(key);
        let argument = (frame.key.is_none() && frame.opener == b'(').then_some(frame.argument);
        Spot { key, outer: frame.outer, argument, is_compared: self.is_compared }
    }

    fn text(&mut self, at: usize, inner: &'a str, is_long: bool, visitor: &mut impl Visitor<'a>) {
        self.end_of_path(visitor, true);
        let mut spot = self.spot();
        if self.last == Last::Text {
            // Texts side by side are one in many languages; only the first is looked at as a value.
            spot.argument = None;
        }
        visitor.text(inner, at, is_long, spot, &self.frames);
        let frame = self.frame();
        if frame.key.is_none() {
            frame.text = Some(inner).filter(|text| is_name(text));
            if inner.starts_with("--") && frame.option.is_none() {
                frame.option = frame.text;
            }
        }
        self.last = Last::Text;
        self.is_compared = false;
    }

    /// The names read so far are a value, or something else: `is_value` if no mark says otherwise.
    fn end_of_path(&mut self, visitor: &mut impl Visitor<'a>, is_value: bool) {
        if self.path.is_empty() {
            self.is_decorator = false;
            return;
        }
        let mut path = std::mem::take(&mut self.path);
        if self.is_decorator {
            self.is_decorator = false;
            visitor.decorate(&path, self.path_at);
        } else if is_value && self.last == Last::Word {
            let spot = self.spot();
            visitor.name(&path, self.path_at, spot, &self.frames);
            if let Some(last) = path.last().copied() {
                self.frame().looked_up = Some(last);
            }
        }
        // The next path takes its room.
        path.clear();
        self.path = path;
    }
}

/// Whether a text could be the name of a field, a setting or an option.
fn is_name(text: &str) -> bool {
    let text = text.trim_start_matches('-');
    !text.is_empty()
        && text.len() <= 64
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

#[cfg(test)]
mod tests;
