//! Protocol buffers read without their schema: numbers of fields and their values.
//!
//! A file may be cut at any place, because only its beginning is read. A field that runs over the end is given as
//! far as it goes.

/// One field of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub number: u64,
    pub value: Value<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Varint(u64),
    /// A text, a message, or packed numbers.
    Bytes(&'a [u8]),
    Fixed,
}

/// The fields of a message, until it ends or is none.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    rest: &'a [u8],
    /// What was read is no message.
    pub broken: bool,
    /// The bytes end within a field.
    pub cut: bool,
}

pub fn fields(bytes: &[u8]) -> Fields<'_> {
    Fields { rest: bytes, broken: false, cut: false }
}

/// The first field of that number that holds bytes.
pub fn bytes_of(message: &[u8], number: u64) -> Option<&[u8]> {
    fields(message).find_map(|field| match field.value {
        Value::Bytes(bytes) if field.number == number => Some(bytes),
        _ => None,
    })
}

/// The first field of that number that holds text.
pub fn text_of(message: &[u8], number: u64) -> Option<&str> {
    text(bytes_of(message, number)?)
}

/// Bytes as text, if they are some: not empty, no control characters but line ends.
pub fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.is_empty() && !text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(text)
}

/// Reads a number of seven bits a byte.
pub fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            *bytes = bytes.get(at + 1..)?;
            return Some(value);
        }
    }
    None
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        if self.rest.is_empty() || self.broken || self.cut {
            return None;
        }
        let field = self.read();
        if field.is_none() && !self.broken {
            self.cut = true;
        }
        field
    }
}

impl<'a> Fields<'a> {
    fn read(&mut self) -> Option<Field<'a>> {
        let key = self.number()?;
        let number = key >> 3;
        let value = match key & 7 {
            _ if number == 0 || number > 536_870_911 => {
                self.broken = true;
                return None;
            }
            0 => Value::Varint(self.number()?),
            1 => self.skip(8)?,
            5 => self.skip(4)?,
            2 => {
                let len = self.number()?;
                let len = usize::try_from(len).unwrap_or(usize::MAX);
                if len > self.rest.len() {
                    self.cut = true;
                }
                let (bytes, rest) = self.rest.split_at(len.min(self.rest.len()));
                self.rest = rest;
                Value::Bytes(bytes)
            }
            _ => {
                self.broken = true;
                return None;
            }
        };
        Some(Field { number, value })
    }

    fn number(&mut self) -> Option<u64> {
        let before = self.rest.len();
        let number = varint(&mut self.rest);
        // Ten bytes that end no number are no number; fewer may be the end of what was read.
        self.broken |= number.is_none() && before >= 10;
        number
    }

    fn skip(&mut self, len: usize) -> Option<Value<'a>> {
        self.rest = self.rest.get(len..)?;
        Some(Value::Fixed)
    }
}

#[test]
fn a_message_is_read_as_far_as_it_goes() {
    let read = |bytes: &[u8]| {
        let mut fields = fields(bytes);
        let found: Vec<String> = fields.by_ref().map(|field| format!("{}={:?}", field.number, field.value)).collect();
        (found.join(" "), fields.broken, fields.cut)
    };
    assert_eq!(read(b"\x08\x96\x01\x12\x02hi"), ("1=Varint(150) 2=Bytes([104, 105])".to_owned(), false, false));
    assert_eq!(read(b"\x12\x05hi"), ("2=Bytes([104, 105])".to_owned(), false, true));
    assert_eq!(read(b"\x0f"), (String::new(), true, false));
    assert_eq!(read(&[0xff; 20]), (String::new(), true, false));
    assert_eq!(read(b"\x0d\x01"), (String::new(), false, true));
}
