//! Text in sections and fields: INI files, and the stanzas of `Field: value` that Debian began with.

use crate::found::{Line, lines};

/// More lines than any file of these forms has.
const LINES_MAX: usize = 400_000;

/// A section of an INI file with its lines, comments and empty lines left out.
#[derive(Debug)]
pub struct Section<'a> {
    /// Without the brackets; empty for what stands before the first section.
    pub name: &'a str,
    pub lines: Vec<Line<'a>>,
}

/// `key = value`, with the lines that go on indented.
#[derive(Debug)]
pub struct Entry<'a> {
    pub key: &'a str,
    pub line: u32,
    /// The value, line by line; none is empty.
    pub values: Vec<Line<'a>>,
}

/// The sections of an INI file.
pub fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections = vec![Section { name: "", lines: Vec::new() }];
    for line in lines(text).take(LINES_MAX) {
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        let header = trimmed.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        // A value that goes on may begin with a bracket too.
        if let Some((name, _)) = header.filter(|_| line.text.starts_with('[')) {
            sections.push(Section { name: name.trim(), lines: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.lines.push(line);
        }
    }
    sections
}

impl<'a> Section<'a> {
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry> = Vec::new();
        for line in &self.lines {
            let goes_on = line.text.starts_with([' ', '\t']);
            if let Some(entry) = entries.last_mut().filter(|_| goes_on) {
                entry.values.push(Line { number: line.number, text: line.text.trim() });
            } else if let Some((key, value)) = line.text.split_once('=') {
                let value = Line { number: line.number, text: value.trim() };
                let values = if value.text.is_empty() { Vec::new() } else { vec![value] };
                entries.push(Entry { key: key.trim(), line: line.number, values });
            }
        }
        entries
    }
}

/// One field of a stanza.
#[derive(Debug)]
pub struct Field<'a> {
    pub name: &'a str,
    pub line: u32,
    /// Lines that go on indented are put behind, with a space.
    pub value: String,
}

/// The stanzas of a text: fields, parted by empty lines.
pub fn stanzas(text: &str) -> Vec<Vec<Field<'_>>> {
    let mut stanzas: Vec<Vec<Field>> = Vec::new();
    let mut open = false;
    for line in lines(text).take(LINES_MAX) {
        if line.text.trim().is_empty() {
            open = false;
        } else if line.text.starts_with([' ', '\t']) {
            let field = stanzas.last_mut().filter(|_| open).and_then(|stanza| stanza.last_mut());
            if let Some(field) = field {
                field.value.push(' ');
                field.value.push_str(line.text.trim());
            }
        } else if let Some((name, value)) = line.text.split_once(':') {
            if !open {
                stanzas.push(Vec::new());
                open = true;
            }
            if let Some(stanza) = stanzas.last_mut() {
                stanza.push(Field { name: name.trim(), line: line.number, value: value.trim().to_owned() });
            }
        }
    }
    stanzas
}

/// A field of a stanza, whatever the case of its name.
pub fn field<'s, 'a>(stanza: &'s [Field<'a>], name: &str) -> Option<&'s Field<'a>> {
    stanza.iter().find(|field| field.name.eq_ignore_ascii_case(name))
}

#[test]
fn sections_entries_and_stanzas_are_read() {
    let text = "a = 1\n[x]\n; no\nb =\n  c\n  [d]\ne=f\r\n";
    let shown: Vec<String> = sections(text)
        .iter()
        .flat_map(|section| {
            section
                .entries()
                .into_iter()
                .map(|entry| {
                    let values: Vec<&str> = entry.values.iter().map(|value| value.text).collect();
                    format!("{}.{}:{}={}", section.name, entry.key, entry.line, values.join("|"))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(shown, [".a:1=1", "x.b:4=c|[d]", "x.e:7=f"]);
    let stanzas = stanzas("Package: a\nDepends: b,\n c\n\n\nPackage: d\n");
    assert_eq!(stanzas.len(), 2);
    assert_eq!(field(&stanzas[0], "depends").map(|field| (&*field.value, field.line)), Some(("b, c", 2)));
}
