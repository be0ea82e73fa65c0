//! A tolerant reader of XML: enough to find elements in a manifest, no judge of well-formedness.
//!
//! No entities are defined or fetched and nothing is nested in memory, so that a hostile file can make
//! it miss something, but not work or wait.

/// What comes next in a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// The name without prefix, and the raw attributes.
    Open {
        name: &'a str,
        attributes: &'a str,
    },
    Close {
        name: &'a str,
    },
    /// Trimmed, never empty; entities as written.
    Text(&'a str),
}

/// The events of a document, each with its line, counted from 1.
pub fn events(text: &str) -> impl Iterator<Item = (u32, Event<'_>)> {
    Events { text, at: 0, line: 1, closing: None }
}

/// The value of one attribute.
pub fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        if before.trim().eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}

struct Events<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// An element that closed itself still has to say so.
    closing: Option<&'a str>,
}

impl<'a> Events<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip(&mut self, len: usize) {
        let skipped = &self.rest()[..len];
        let newlines = memchr::memchr_iter(b'\n', skipped.as_bytes()).count();
        self.line = self.line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        self.at += len;
    }

    /// Skips to behind `end`, or to the end of the document.
    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.skip(rest.find(end).map_or(rest.len(), |at| at + end.len()));
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = (u32, Event<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.closing.take() {
            return Some((self.line, Event::Close { name }));
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest.starts_with("<!--") {
                self.skip_past("-->");
            } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
                let text = data.split("]]>").next().unwrap_or(data).trim();
                let line = self.line;
                self.skip_past("]]>");
                if !text.is_empty() {
                    return Some((line, Event::Text(text)));
                }
            } else if rest.starts_with("<?") || rest.starts_with("<!") {
                self.skip_past(">");
            } else if let Some(tag) = rest.strip_prefix('<') {
                let tag = &tag[..end_of_tag(tag)];
                let line = self.line;
                self.skip(1 + tag.len());
                self.skip(usize::from(self.rest().starts_with('>')));
                if let Some(name) = tag.strip_prefix('/') {
                    return Some((line, Event::Close { name: local(name.trim()) }));
                }
                let (tag, closes) = match tag.strip_suffix('/') {
                    Some(tag) => (tag, true),
                    None => (tag, false),
                };
                let (name, attributes) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
                let name = local(name);
                self.closing = closes.then_some(name);
                return Some((line, Event::Open { name, attributes }));
            } else {
                let len = rest.find('<').unwrap_or(rest.len());
                let text = rest[..len].trim();
                // The line of the first word, not of the white space before it.
                self.skip(len - rest[..len].trim_start().len());
                let line = self.line;
                self.skip(self.text[self.at..].find('<').unwrap_or(self.text.len() - self.at));
                if !text.is_empty() {
                    return Some((line, Event::Text(text)));
                }
            }
        }
    }
}

/// Where a tag ends: at the first `>` that stands in no quotes. A quote that nothing answers before the next tag is
/// none.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    let mut first = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at,
            (b'>', Some(_)) => first = first.or(Some(at)),
            (b'<', _) => return first.unwrap_or(at),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    first.unwrap_or(tag.len())
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[test]
fn elements_text_and_lines_are_found() {
    let text = "<?xml?>\n<a:b x='1'>\n  hi <!-- <no> -->\n<c y=\"2\"/><![CDATA[<d>]]></a:b>";
    let events: Vec<_> = events(text).collect();
    assert_eq!(
        events,
        [
            (2, Event::Open { name: "b", attributes: "x='1'" }),
            (3, Event::Text("hi")),
            (4, Event::Open { name: "c", attributes: "y=\"2\"" }),
            (4, Event::Close { name: "c" }),
            (4, Event::Text("<d>")),
            (4, Event::Close { name: "b" }),
        ]
    );
    assert_eq!(attribute("a=\"1\" Include='x y'", "include"), Some("x y"));
}

#[test]
fn a_tag_may_hold_its_own_end_in_quotes() {
    let opened = |text| match events(text).next() {
        Some((_, Event::Open { attributes, .. })) => Some(attributes),
        _ => None,
    };
    assert_eq!(opened("<a x=\"1->2\">b"), Some("x=\"1->2\""));
    assert_eq!(opened("<a x='1>b</a>"), Some("x='1"));
    assert_eq!(opened("<a it's>b"), Some("it's"));
    let hostile = "<a '".repeat(100_000);
    assert_eq!(events(&hostile).count(), 100_000);
}

#[test]
fn a_broken_document_ends_without_harm() {
    for text in ["<", "<a", "<!--", "<![CDATA[", "</", "<a x=", "&;<>", "<a><b></a>"] {
        assert!(events(text).count() < 10);
    }
}
