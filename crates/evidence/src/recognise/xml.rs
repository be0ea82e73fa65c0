//! XML files that are evidence: JUnit, CycloneDX. Entities are not expanded, nothing is fetched.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Recognised, XML, known};
use crate::Kind;

#[derive(Default)]
struct Counts {
    tests: u64,
    failures: u64,
    errors: u64,
    skipped: u64,
    components: u64,
}

/// Says what a well-formed XML file is, if it is known.
pub(super) fn recognise(text: &[u8]) -> Option<Recognised> {
    let mut reader = Reader::from_reader(text);
    let mut counts = Counts::default();
    let mut root: Option<Root> = None;
    let mut depth = 0_u64;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                match &root {
                    None => root = Some(Root::of(&tag)),
                    Some(_) => counts.add(&tag),
                }
                depth += 1;
            }
            Event::Empty(tag) => match &root {
                None => root = Some(Root::of(&tag)),
                Some(_) => counts.add(&tag),
            },
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return None;
    }
    match root? {
        Root::JUnit => {
            let told = [
                ("tests", counts.tests),
                ("failures", counts.failures),
                ("errors", counts.errors),
                ("skipped", counts.skipped),
            ];
            Some(known(Kind::TestReport, XML, "JUnit", told))
        }
        Root::CycloneDx(version) => {
            let components = [("components", counts.components)];
            Some(known(Kind::ScanResult, "application/vnd.cyclonedx+xml", &format!("CycloneDX {version}"), components))
        }
        Root::Other => Some(super::plain(XML)),
    }
}

enum Root {
    JUnit,
    CycloneDx(String),
    Other,
}

impl Root {
    fn of(tag: &BytesStart<'_>) -> Root {
        match tag.local_name().as_ref() {
            b"testsuites" | b"testsuite" => Root::JUnit,
            b"bom" => {
                let mut attributes = tag.attributes();
                // Looking for names given twice would take the square of their number.
                attributes.with_checks(false);
                let version = attributes.flatten().find_map(|attribute| {
                    let space = String::from_utf8_lossy(&attribute.value).into_owned();
                    let version = space.strip_prefix("http://cyclonedx.org/schema/bom/")?;
                    Some(version.chars().take(9).collect())
                });
                version.map_or(Root::Other, Root::CycloneDx)
            }
            _ => Root::Other,
        }
    }
}

impl Counts {
    fn add(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            b"testcase" => self.tests += 1,
            b"failure" => self.failures += 1,
            b"error" => self.errors += 1,
            b"skipped" => self.skipped += 1,
            b"component" => self.components += 1,
            _ => {}
        }
    }
}
