//! The configuration language of Terraform, as far as its blocks, texts, lists and objects go. Every other
//! expression is passed over.

/// A block: `module "x" { … }`, or an object given to a name: `x = { … }`.
#[derive(Debug, Default)]
pub struct Block<'a> {
    pub line: u32,
    /// The word before the first label, or the name of the attribute.
    pub word: &'a str,
    pub labels: Vec<&'a str>,
    pub texts: Vec<Text<'a>>,
    pub blocks: Vec<Block<'a>>,
}

/// A text given to a name. Of a list of texts each is one.
#[derive(Debug)]
pub struct Text<'a> {
    pub line: u32,
    pub name: &'a str,
    /// Without its quotes, with `${…}` as written.
    pub value: &'a str,
}

impl<'a> Block<'a> {
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.texts.iter().find(|text| text.name == name).map(|text| text.value)
    }

    pub fn blocks<'b>(&'b self, word: &'b str) -> impl Iterator<Item = &'b Block<'a>> {
        self.blocks.iter().filter(move |block| block.word == word)
    }
}

/// Deeper than anybody writes.
const DEPTH_MAX: usize = 64;

/// Reads a file. None if its brackets do not fit: then it is broken or cut short.
pub fn parse(text: &str) -> Option<Block<'_>> {
    let mut reader = Reader { text, at: 0, line: 1 };
    let mut root = Block { line: 1, ..Block::default() };
    reader.body(&mut root, 0)?;
    (reader.at >= text.len()).then_some(root)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, len: usize) {
        let skipped = self.rest().get(..len).unwrap_or_default();
        let newlines = memchr::memchr_iter(b'\n', skipped.as_bytes()).count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at += len;
    }

    /// Skips space and comments; line ends too, if they mean nothing here.
    fn skip_space(&mut self, over_lines: bool) {
        loop {
            let rest = self.rest();
            let len = match rest.as_bytes().first() {
                Some(b' ' | b'\t' | b'\r') => 1,
                Some(b'\n' | b',') if over_lines => 1,
                Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
                Some(b'/') if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                Some(b'/') if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => return,
            };
            self.skip(len);
        }
    }

    /// The names and blocks up to the closing brace, or to the end of the file.
    fn body(&mut self, block: &mut Block<'a>, depth: usize) -> Option<()> {
        if depth > DEPTH_MAX {
            return None;
        }
        loop {
            self.skip_space(true);
            match self.peek() {
                None if depth == 0 => return Some(()),
                None => return None,
                Some(b'}') if depth > 0 => {
                    self.skip(1);
                    return Some(());
                }
                _ => self.entry(block, depth)?,
            }
        }
    }

    /// `name = value`, `name: value`, or `word "label" { … }`.
    fn entry(&mut self, block: &mut Block<'a>, depth: usize) -> Option<()> {
        let line = self.line;
        let mut words: Vec<&'a str> = Vec::new();
        loop {
            self.skip_space(false);
            match self.peek() {
                Some(b'{') => {
                    self.skip(1);
                    let mut words = words.into_iter();
                    let word = words.next().unwrap_or_default();
                    let mut inner = Block { line, word, labels: words.collect(), ..Block::default() };
                    self.body(&mut inner, depth + 1)?;
                    block.blocks.push(inner);
                    return Some(());
                }
                Some(b'=' | b':') => {
                    self.skip(1);
                    self.skip_space(false);
                    return self.value(block, words.first().copied().unwrap_or_default(), line, depth);
                }
                Some(b'"') => words.push(self.quoted()?),
                Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => {
                    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
                    let len = self.rest().find(|c| !is_name(c)).unwrap_or(self.rest().len());
                    words.extend(self.rest().get(..len));
                    self.skip(len);
                }
                // An expression that begins like a name: `[for x in y : …]`, `(a) = b`.
                _ => return self.expression(),
            }
        }
    }

    fn value(&mut self, block: &mut Block<'a>, name: &'a str, line: u32, depth: usize) -> Option<()> {
        match self.peek() {
            Some(b'"') => {
                let value = self.quoted()?;
                self.skip_space(false);
                // Of `"a" == x ? …` nothing is known.
                if matches!(self.peek(), None | Some(b'\n' | b',' | b'}' | b']')) {
                    block.texts.push(Text { line, name, value });
                    return Some(());
                }
                self.expression()
            }
            Some(b'{') => {
                self.skip(1);
                let mut inner = Block { line, word: name, ..Block::default() };
                self.body(&mut inner, depth + 1)?;
                block.blocks.push(inner);
                Some(())
            }
            Some(b'[') => {
                self.skip(1);
                loop {
                    self.skip_space(true);
                    match self.peek()? {
                        b']' => {
                            self.skip(1);
                            return Some(());
                        }
                        b'"' => {
                            let line = self.line;
                            let value = self.quoted()?;
                            block.texts.push(Text { line, name, value });
                        }
                        _ => self.expression()?,
                    }
                }
            }
            _ => self.expression(),
        }
    }

    /// The inside of a text in quotes. A `${…}` in it may hold quotes of its own.
    fn quoted(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let (mut at, mut depth) = (1, 0usize);
        loop {
            match *bytes.get(at)? {
                b'\\' => at += 1,
                b'$' | b'%' if bytes.get(at + 1) == Some(&b'{') => {
                    depth += 1;
                    at += 1;
                }
                b'}' if depth > 0 => depth -= 1,
                b'"' if depth == 0 => break,
                // A text inside an expression inside the text.
                b'"' => {
                    let inner = bytes.get(at + 1..)?;
                    let end =
                        (0..inner.len()).find(|end| inner[*end] == b'"' && (*end == 0 || inner[end - 1] != b'\\'));
                    at += end? + 1;
                }
                b'\n' if depth == 0 => return None,
                _ => {}
            }
            at += 1;
        }
        let inside = rest.get(1..at)?;
        self.skip(at + 1);
        Some(inside)
    }

    /// Passes over an expression: to the end of the line, or to what ends the list or object it stands in.
    fn expression(&mut self) -> Option<()> {
        let mut depth = 0usize;
        let start = self.at;
        loop {
            let rest = self.rest();
            match self.peek() {
                None => return (depth == 0).then_some(()),
                Some(b'"') => {
                    self.quoted()?;
                    continue;
                }
                Some(b'#') => self.skip_space(false),
                Some(b'/') if rest.starts_with("//") || rest.starts_with("/*") => self.skip_space(false),
                Some(b'<') if rest.starts_with("<<") && self.here_document() => {}
                Some(b'(' | b'[' | b'{') => {
                    depth += 1;
                    self.skip(1);
                }
                Some(b')' | b']' | b'}') if depth > 0 => {
                    depth -= 1;
                    self.skip(1);
                }
                Some(b'\n' | b',' | b']' | b'}') if depth == 0 => {
                    // Whatever it was, it must not stand still.
                    if self.at == start {
                        return None;
                    }
                    return Some(());
                }
                Some(_) => self.skip(rest.chars().next().map_or(1, char::len_utf8)),
            }
        }
    }

    /// Skips `<<EOF … EOF`. False if it is a shift, which the language does not have, or something else.
    fn here_document(&mut self) -> bool {
        let rest = self.rest();
        // The word stands alone in its line, and nobody makes it long.
        if !rest.bytes().take(100).any(|byte| byte == b'\n') {
            return false;
        }
        let mut lines = rest.split_inclusive('\n');
        let Some(first) = lines.next() else { return false };
        let word = first.trim_start_matches(['<', '-', '~']).trim();
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return false;
        }
        let mut len = first.len();
        for line in lines {
            if line.trim() == word {
                // The line end after the word ends the expression.
                self.skip(len + line.trim_end().len());
                return true;
            }
            len += line.len();
        }
        self.skip(rest.len());
        true
    }
}

#[test]
fn blocks_and_texts_are_found_and_expressions_passed_over() {
    let text = "# a\nterraform {\n  x = <<-EOT\n    } module \"no\" {\n  EOT\n  y {\n    b = { source = \"s\", version : \"1\" }\n  }\n}\n/* } */\n\
module \"m\" {\n  source = \"a\\\"${f(\"}\")}b\" // c\n  n = [for x in y : \"${x}\" if true]\n  l = [\"p\",\n   \"q\", z]\n  f = cond ? \"a\" : { b = 1 }\n  (key) = 3\n}\n";
    let root = parse(text).expect("it is whole");
    let module = root.blocks("module").next().expect("a module");
    assert_eq!((module.line, &module.labels[..]), (11, ["m"].as_slice()));
    let texts: Vec<_> = module.texts.iter().map(|text| (text.line, text.name, text.value)).collect();
    assert_eq!(texts, [(12, "source", "a\\\"${f(\"}\")}b"), (14, "l", "p"), (15, "l", "q")]);
    let inner = root.blocks("terraform").next().and_then(|block| block.blocks("y").next()).expect("a block");
    assert_eq!(inner.blocks[0].text("version"), Some("1"));
}

#[test]
fn a_broken_text_is_refused() {
    for text in ["a {", "a = \"x", "}", "a = [\"x\"", "a = (", &"a {".repeat(5000), "= ]", "\u{fc} = 1 ]"] {
        assert!(parse(text).is_none(), "{text:.20}");
    }
    assert!(parse("").is_some_and(|root| root.blocks.is_empty()));
}
