//! The header of an rpm package: a table of tags and the data they point into.

use inventory::{Component, Package, Property};

const NAME: u32 = 1000;
const VERSION: u32 = 1001;
const RELEASE: u32 = 1002;
const EPOCH: u32 = 1003;
const SUMMARY: u32 = 1004;
const VENDOR: u32 = 1011;
const LICENSE: u32 = 1014;
const URL: u32 = 1020;
const ARCH: u32 = 1022;
const SOURCE_RPM: u32 = 1044;
const PROVIDES: u32 = 1047;
const REQUIRES: u32 = 1049;
const MODULARITY_LABEL: u32 = 5096;

const TYPE_INT32: u32 = 4;
const TYPE_STRING: u32 = 6;
const TYPE_STRING_ARRAY: u32 = 8;
const TYPE_I18N_STRING: u32 = 9;

/// rpm itself allows no more.
const ENTRIES_MAX: usize = 0xffff;

/// What a header says of a package.
#[derive(Debug, Default)]
pub struct Header {
    texts: Vec<(u32, String)>,
    epoch: Option<u32>,
    pub provides: Vec<String>,
    pub requires: Vec<String>,
}

impl Header {
    /// Reads a header as databases keep it: without the mark that begins one in a file.
    pub fn parse(blob: &[u8]) -> Option<Header> {
        let entries = usize::try_from(u32_at(blob, 0)?).ok().filter(|entries| *entries <= ENTRIES_MAX)?;
        let data_len = usize::try_from(u32_at(blob, 4)?).ok()?;
        let data_start = 8 + 16 * entries;
        let data = blob.get(data_start..data_start.checked_add(data_len)?)?;
        let mut header = Header::default();
        for entry in 0..entries {
            let at = 8 + 16 * entry;
            let (tag, kind) = (u32_at(blob, at)?, u32_at(blob, at + 4)?);
            let offset = usize::try_from(u32_at(blob, at + 8)?).ok()?;
            let count = usize::try_from(u32_at(blob, at + 12)?).ok()?;
            // A broken tag costs itself.
            let Some(value) = data.get(offset..) else { continue };
            match (tag, kind) {
                (EPOCH, TYPE_INT32) => header.epoch = u32_at(value, 0),
                (PROVIDES, TYPE_STRING_ARRAY) => header.provides = strings(value, count),
                (REQUIRES, TYPE_STRING_ARRAY) => header.requires = strings(value, count),
                (
                    NAME | VERSION | RELEASE | SUMMARY | VENDOR | LICENSE | URL | ARCH | SOURCE_RPM | MODULARITY_LABEL,
                    TYPE_STRING | TYPE_I18N_STRING,
                ) => header.texts.extend(strings(value, 1).pop().map(|text| (tag, text))),
                _ => {}
            }
        }
        Some(header)
    }

    pub fn component(&self) -> Option<Component> {
        let text = |tag: u32| {
            let value = self.texts.iter().find(|(known, _)| *known == tag);
            value.map(|(_, text)| text.trim()).filter(|text| !text.is_empty() && *text != "(none)")
        };
        let version = match (text(VERSION), text(RELEASE)) {
            (Some(version), Some(release)) => Some(format!("{version}-{release}")),
            (version, _) => version.map(str::to_owned),
        };
        let mut properties = source_properties(text(SOURCE_RPM).unwrap_or_default());
        properties.extend(text(MODULARITY_LABEL).map(|label| Property::new("modularity", label)));
        properties.extend(text(URL).map(|url| Property::new("homepage", url)));
        let epoch = self.epoch.filter(|epoch| *epoch > 0).map(|epoch| epoch.to_string());
        let package = Package::new("rpm", text(NAME)?, version.as_deref())
            .with("arch", text(ARCH).unwrap_or_default())
            .with("epoch", epoch.unwrap_or_default());
        Some(Component {
            licence: text(LICENSE).and_then(super::licence),
            supplier: text(VENDOR).map(str::to_owned),
            description: text(SUMMARY).map(str::to_owned),
            properties,
            ..Component::new(package)
        })
    }
}

/// What the name of the source package says: `bash-5.1.8-6.el9.src.rpm`.
pub fn source_properties(source_rpm: &str) -> Vec<Property> {
    let stem = source_rpm.strip_suffix(".src.rpm").or_else(|| source_rpm.strip_suffix(".nosrc.rpm"));
    let parts = stem.and_then(|stem| {
        let (rest, release) = stem.rsplit_once('-')?;
        let (name, version) = rest.rsplit_once('-')?;
        Some((name, format!("{version}-{release}")))
    });
    parts.map_or_else(Vec::new, |(name, version)| {
        vec![Property::new("source-package", name), Property::new("source-version", version)]
    })
}

fn strings(data: &[u8], count: usize) -> Vec<String> {
    let mut parts = data.split(|byte| *byte == 0);
    // What follows the last zero is no text of its own.
    let zeros = memchr::memchr_iter(0, data).take(count).count();
    parts.by_ref().take(zeros).map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A header with the tags a real one has, in its own layout.
    pub fn header(name: &str, version: &str, epoch: Option<u32>, requires: &[&str]) -> Vec<u8> {
        let mut data: Vec<u8> = Vec::new();
        let mut index: Vec<u8> = Vec::new();
        let mut entries = 0;
        let mut put = |tag: u32, kind: u32, count: usize, value: &[u8]| {
            let offset = u32::try_from(data.len()).expect("small");
            let count = u32::try_from(count).expect("small");
            for part in [tag, kind, offset, count] {
                index.extend(part.to_be_bytes());
            }
            data.extend(value);
            entries += 1;
        };
        let text = |value: &str| [value.as_bytes(), b"\0"].concat();
        put(63, 7, 16, &[0; 16]);
        put(NAME, TYPE_STRING, 1, &text(name));
        put(VERSION, TYPE_STRING, 1, &text(version));
        put(RELEASE, TYPE_STRING, 1, &text("1.fc40"));
        if let Some(epoch) = epoch {
            put(EPOCH, TYPE_INT32, 1, &epoch.to_be_bytes());
        }
        put(SUMMARY, TYPE_I18N_STRING, 1, &text(&"a long text ".repeat(60)));
        put(LICENSE, TYPE_STRING, 1, &text("MIT"));
        put(ARCH, TYPE_STRING, 1, &text("x86_64"));
        put(SOURCE_RPM, TYPE_STRING, 1, &text(&format!("{name}-src-{version}-1.fc40.src.rpm")));
        put(PROVIDES, TYPE_STRING_ARRAY, 2, &[text(name), text(&format!("lib{name}.so.1()(64bit)"))].concat());
        let wanted: Vec<u8> = requires.iter().flat_map(|name| text(name)).collect();
        put(REQUIRES, TYPE_STRING_ARRAY, requires.len(), &wanted);
        let mut blob = Vec::new();
        blob.extend(u32::to_be_bytes(entries));
        blob.extend(u32::try_from(data.len()).expect("small").to_be_bytes());
        blob.extend(index);
        blob.extend(data);
        blob
    }

    #[test]
    fn a_header_says_what_the_package_is_built_from() {
        let blob = header("door", "1.2", None, &[]);
        let component = Header::parse(&blob).and_then(|header| header.component()).expect("it is whole");
        let expected = [Property::new("source-package", "door-src"), Property::new("source-version", "1.2-1.fc40")];
        assert_eq!(component.properties, expected);
        for len in 0..blob.len() {
            assert!(Header::parse(&blob[..len]).is_none());
        }
    }
}
