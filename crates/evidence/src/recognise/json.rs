//! JSON files that are evidence: CycloneDX, SPDX, SARIF, DSSE envelopes, Sigstore bundles. Read as a stream: of
//! a list only its length is kept.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{JSON, Recognised, known};
use crate::Kind;

/// What is kept of any value.
#[derive(Debug, Default)]
struct Value {
    text: Option<String>,
    /// How long a list is.
    items: Option<u64>,
    /// The members that are looked for; those of a list's items are the list's.
    members: Vec<(String, Value)>,
}

impl Value {
    fn member(&self, name: &str) -> Option<&Value> {
        self.members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.text.as_deref()
    }

    fn items(&self, name: &str) -> u64 {
        self.member(name).and_then(|member| member.items).unwrap_or(0)
    }
}

/// Says what a JSON object is, if it is known.
pub(super) fn recognise(text: &[u8]) -> Option<Recognised> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let file = Wanted { depth: 0 }.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    cyclonedx(&file).or_else(|| spdx(&file)).or_else(|| sarif(&file)).or_else(|| signature(&file))
}

fn cyclonedx(file: &Value) -> Option<Recognised> {
    file.text("bomFormat").filter(|format| *format == "CycloneDX")?;
    let version = file.text("specVersion").unwrap_or("of unknown version");
    let media_type = "application/vnd.cyclonedx+json";
    if let Some(declarations) = file.member("declarations") {
        let counts = [("attestations", declarations.items("attestations")), ("claims", declarations.items("claims"))];
        return Some(known(Kind::TestReport, media_type, &format!("CycloneDX {version} attestations"), counts));
    }
    let components = [("components", file.items("components"))];
    Some(known(Kind::ScanResult, media_type, &format!("CycloneDX {version}"), components))
}

fn spdx(file: &Value) -> Option<Recognised> {
    if let Some(version) = file.text("spdxVersion") {
        let version = version.strip_prefix("SPDX-").unwrap_or(version);
        let packages = [("packages", file.items("packages"))];
        return Some(known(Kind::ScanResult, "application/spdx+json", &format!("SPDX {version}"), packages));
    }
    file.text("@context").filter(|context| context.starts_with("https://spdx.org/rdf/3."))?;
    let elements = [("elements", file.items("@graph"))];
    Some(known(Kind::ScanResult, "application/spdx+json", "SPDX 3", elements))
}

fn sarif(file: &Value) -> Option<Recognised> {
    let version = file.text("version").filter(|version| version.starts_with("2."))?;
    let runs = file.member("runs")?;
    let results = [("runs", runs.items?), ("results", runs.items("results"))];
    Some(known(Kind::TestReport, "application/sarif+json", &format!("SARIF {version}"), results))
}

fn signature(file: &Value) -> Option<Recognised> {
    if file.text("payloadType").is_some() && file.text("payload").is_some() {
        let signatures = [("signatures", file.items("signatures"))];
        return Some(known(Kind::Signature, JSON, "DSSE", signatures));
    }
    let is_sigstore = file.text("mediaType")?.starts_with("application/vnd.dev.sigstore.bundle");
    is_sigstore.then(|| known(Kind::Signature, "application/vnd.dev.sigstore.bundle+json", "Sigstore", []))
}

/// The members that tell files apart. All else is passed over.
const WANTED: [&str; 17] = [
    "bomFormat",
    "specVersion",
    "components",
    "declarations",
    "attestations",
    "claims",
    "spdxVersion",
    "packages",
    "@context",
    "@graph",
    "version",
    "runs",
    "results",
    "payloadType",
    "payload",
    "signatures",
    "mediaType",
];

/// A text longer than this tells no files apart.
const TEXT_MAX: usize = 200;
/// How far down members are looked for.
const DEPTH_MAX: u8 = 2;

#[derive(Clone, Copy)]
struct Wanted {
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Wanted {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Wanted {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Value, E> {
        Ok(Value::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Value, E> {
        Ok(Value::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(Value::default())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::default())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        let text = text.get(..TEXT_MAX.min(text.len())).unwrap_or_default();
        Ok(Value { text: Some(text.to_owned()), ..Value::default() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut value = Value::default();
        let mut items = 0;
        if self.depth < DEPTH_MAX {
            while let Some(item) = list.next_element_seed(Wanted { depth: self.depth + 1 })? {
                items += 1;
                for (name, member) in item.members {
                    add(&mut value.members, name, member);
                }
            }
        } else {
            while list.next_element::<IgnoredAny>()?.is_some() {
                items += 1;
            }
        }
        value.items = Some(items);
        Ok(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut value = Value::default();
        while let Some(name) = map.next_key::<Name>()? {
            match name.0 {
                Some(name) if self.depth <= DEPTH_MAX => {
                    let member = map.next_value_seed(Wanted { depth: self.depth + 1 })?;
                    add(&mut value.members, name.to_owned(), member);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(value)
    }
}

/// A list of a million items has no more members than there are names.
fn add(members: &mut Vec<(String, Value)>, name: String, member: Value) {
    match members.iter_mut().find(|(own, _)| *own == name) {
        Some((_, own)) => own.items = own.items.zip(member.items).map(|(own, more)| own.saturating_add(more)),
        None => members.push((name, member)),
    }
}

/// The name of a member, if it is wanted.
struct Name(Option<&'static str>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }
            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(WANTED.into_iter().find(|wanted| *wanted == name)))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}
