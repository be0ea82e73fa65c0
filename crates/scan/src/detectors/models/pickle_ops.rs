//! Walks the opcodes of a pickle and notes what it would import. Nothing is ever run.

use std::collections::HashMap;

/// More than any pickled pipeline needs; what follows is arrays.
const OPCODES_MAX: usize = 400_000;
const IMPORTS_MAX: usize = 200;

/// What a pickle shows.
#[derive(Debug, Default)]
pub struct Pickle {
    /// Module and name of every class or function it asks for, once each, in order.
    pub imports: Vec<(String, String)>,
    /// References to storages outside of it: PyTorch keeps its tensors so.
    pub outside: u64,
    /// The walk came to the end.
    pub is_whole: bool,
}

/// What is on the stack or in the memo, as far as it matters here.
#[derive(Default)]
struct Walk<'a> {
    bytes: &'a [u8],
    /// The last two texts that were pushed.
    texts: [Option<&'a str>; 2],
    /// Whether the last thing pushed was a text.
    last: Option<&'a str>,
    memo: HashMap<u64, &'a str>,
    memoised: u64,
    pickle: Pickle,
}

/// None if it does not begin like a pickle of protocol 2 to 5.
pub fn walk(bytes: &[u8]) -> Option<Pickle> {
    matches!(bytes, [0x80, 2..=5, ..]).then(|| walk_any(bytes))
}

/// The same for protocols 0 and 1, which begin with nothing of their own: the name of the file has to tell.
pub fn walk_any(bytes: &[u8]) -> Pickle {
    let mut walk = Walk { bytes, ..Walk::default() };
    for _ in 0..OPCODES_MAX {
        let before = walk.bytes;
        match walk.step() {
            Some(true) => {}
            Some(false) => {
                walk.pickle.is_whole = true;
                break;
            }
            None => match resumed(before) {
                Some(rest) => walk.bytes = rest,
                None => break,
            },
        }
    }
    walk.pickle
}

/// joblib writes arrays between the opcodes: where the next import stands, two short texts of which the first is the
/// name of a module.
fn resumed(bytes: &[u8]) -> Option<&[u8]> {
    let text = |at: usize| {
        let length = usize::from(*bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0x8c))?);
        let text = bytes.get(at + 2..at + 2 + length)?;
        let is_name = length > 2 && text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._".contains(byte));
        is_name.then_some(at + 2 + length)
    };
    let at = memchr::memchr_iter(0x8c, bytes).skip_while(|at| *at == 0).find(|at| {
        let end = text(*at).filter(|end| bytes.get(*end) == Some(&0x94));
        end.and_then(|end| text(end + 1)).is_some_and(|end| bytes.get(end..end + 2) == Some(b"\x94\x93"))
    })?;
    bytes.get(at..)
}

impl<'a> Walk<'a> {
    fn take(&mut self, len: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(usize::try_from(len).ok()?)?;
        self.bytes = rest;
        Some(taken)
    }

    fn number(&mut self, len: usize) -> Option<u64> {
        let bytes = self.take(len as u64)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn line(&mut self) -> Option<&'a str> {
        let end = memchr::memchr(b'\n', self.bytes.get(..self.bytes.len().min(1024))?)?;
        let line = self.take(end as u64 + 1)?;
        std::str::from_utf8(line.get(..end)?).ok()
    }

    fn skip_counted(&mut self, len: usize) -> Option<&'a [u8]> {
        let count = self.number(len)?;
        self.take(count)
    }

    fn push_text(&mut self, text: &'a [u8]) {
        let text = std::str::from_utf8(text).ok().filter(|text| text.len() <= 512);
        self.texts = [self.texts[1], text];
        self.last = text;
    }

    fn import(&mut self, module: &str, name: &str) {
        let is_known = || self.pickle.imports.iter().any(|(m, n)| m == module && n == name);
        if self.pickle.imports.len() < IMPORTS_MAX && !is_known() {
            self.pickle.imports.push((module.to_owned(), name.to_owned()));
        }
    }

    /// One opcode. False at the end, None at a break or at an opcode there is not: raw arrays follow in joblib.
    fn step(&mut self) -> Option<bool> {
        let opcode = *self.take(1)?.first()?;
        let last = self.last.take();
        match opcode {
            b'.' => return Some(false),
            b'('
            | b')'
            | b'0'
            | b'1'
            | b'2'
            | b'R'
            | b'b'
            | b'o'
            | b'l'
            | b'd'
            | b'}'
            | b'e'
            | b'a'
            | b']'
            | b't'
            | b'u'
            | b's'
            | b'N'
            | 0x81
            | 0x85..=0x89
            | 0x8f..=0x92
            | 0x97
            | 0x98 => {}
            b'Q' => self.pickle.outside += 1,
            b'F' | b'I' | b'L' | b'P' | b'S' => {
                self.line()?;
            }
            b'V' => {
                let text = self.line()?;
                self.push_text(text.as_bytes());
            }
            b'c' | b'i' => {
                let (module, name) = (self.line()?, self.line()?);
                self.import(module, name);
            }
            0x93 => {
                if let [Some(module), Some(name)] = self.texts {
                    self.import(module, name);
                }
            }
            0x94 => {
                self.remember(self.memoised, last);
                self.memoised += 1;
                self.last = last;
            }
            b'q' | b'r' | b'p' => {
                let at = match opcode {
                    b'q' => self.number(1)?,
                    b'r' => self.number(4)?,
                    _ => self.line()?.parse().ok()?,
                };
                self.remember(at, last);
                self.last = last;
            }
            b'h' | b'j' | b'g' => {
                let at = match opcode {
                    b'h' => self.number(1)?,
                    b'j' => self.number(4)?,
                    _ => self.line()?.parse().ok()?,
                };
                if let Some(text) = self.memo.get(&at) {
                    self.push_text(text.as_bytes());
                }
            }
            b'X' | b'T' => {
                let text = self.skip_counted(4)?;
                self.push_text(text);
            }
            0x8c | b'U' => {
                let text = self.skip_counted(1)?;
                self.push_text(text);
            }
            0x8d => {
                let text = self.skip_counted(8)?;
                self.push_text(text);
            }
            b'C' | 0x8a => {
                self.skip_counted(1)?;
            }
            b'B' | 0x8b => {
                self.skip_counted(4)?;
            }
            0x8e | 0x96 => {
                self.skip_counted(8)?;
            }
            b'G' | 0x95 => {
                self.take(8)?;
            }
            b'J' | 0x84 => {
                self.take(4)?;
            }
            b'M' | 0x83 => {
                self.take(2)?;
            }
            b'K' | 0x80 | 0x82 => {
                self.take(1)?;
            }
            _ => return None,
        }
        Some(true)
    }

    fn remember(&mut self, at: u64, text: Option<&'a str>) {
        if let Some(text) = text.filter(|_| self.memo.len() < OPCODES_MAX) {
            self.memo.insert(at, text);
        }
    }
}

#[test]
fn imports_are_noted_in_either_form_and_through_the_memo() {
    let imports = |bytes: &[u8]| {
        let pickle = walk(bytes).unwrap_or_default();
        pickle.imports.iter().map(|(module, name)| format!("{module}.{name}")).collect::<Vec<_>>()
    };
    assert_eq!(imports(b"\x80\x02cos\nsystem\nU\x02ls\x85R."), ["os.system"]);
    assert_eq!(imports(b"\x80\x04\x8c\x01a\x94\x8c\x01b\x94\x93\x94)\x81\x94h\x00\x8c\x01c\x93."), ["a.b", "a.c"]);
    assert_eq!(imports(b"\x80\x04}\x94."), [""; 0]);
    assert!(walk(b"c os").is_none() && walk(b"\x80\x01").is_none());
    assert!(walk(b"\x80\x02X\xff\xff\xff\xff").is_some_and(|pickle| !pickle.is_whole));
}
