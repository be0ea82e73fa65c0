//! JSON over many lines, each indented by two spaces a level.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value indented, as the library's own way does, with a line end behind it.
pub(crate) fn write_indented(value: &impl Serialize, to: impl Write) -> io::Result<()> {
    let mut to = io::BufWriter::with_capacity(1 << 16, to);
    value.serialize(&mut Serializer::with_formatter(&mut to, Indented::default()))?;
    to.write_all(b"\n")?;
    to.flush()
}

/// Half of a document is the space before its lines: each is written at once, and not level by level.
#[derive(Default)]
struct Indented {
    level: usize,
    has_value: bool,
}

/// A line end and what stands before the next line.
const LINE: &[u8; 65] = b"\n                                                                ";

/// How many spaces that are.
const SPACES: usize = LINE.len() - 1;

impl Indented {
    fn line(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut spaces = 2 * self.level;
        to.write_all(LINE.get(..1 + spaces.min(SPACES)).unwrap_or_default())?;
        while spaces > SPACES {
            spaces -= SPACES;
            to.write_all(LINE.get(1..1 + spaces.min(SPACES)).unwrap_or_default())?;
        }
        Ok(())
    }

    fn begin(&mut self, to: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.level += 1;
        self.has_value = false;
        to.write_all(bracket)
    }

    fn end(&mut self, to: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.level = self.level.saturating_sub(1);
        if self.has_value {
            self.line(to)?;
        }
        to.write_all(bracket)
    }

    fn next(&mut self, to: &mut (impl Write + ?Sized), is_first: bool) -> io::Result<()> {
        if !is_first {
            to.write_all(b",")?;
        }
        self.line(to)
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.begin(to, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.end(to, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, is_first: bool) -> io::Result<()> {
        self.next(to, is_first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.begin(to, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.end(to, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, is_first: bool) -> io::Result<()> {
        self.next(to, is_first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[test]
fn it_is_what_the_library_writes() {
    let mut deep = serde_json::json!({"a": [], "b": {}, "c": [1, "x\"\n", null], "d": [{"e": true}, [[]]]});
    for _ in 0..50 {
        deep = serde_json::json!([1, deep]);
        let mut written = Vec::new();
        write_indented(&deep, &mut written).expect("written");
        let expected = serde_json::to_string_pretty(&deep).expect("written") + "\n";
        assert_eq!(String::from_utf8(written).expect("text"), expected);
    }
}
