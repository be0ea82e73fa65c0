//! Reads bills of materials in CycloneDX as XML.

use super::super::{Detector, Files, Want};
use super::bill::{self, Bill, Entry};
use super::cyclonedx;
use crate::file::SourceFile;
use crate::found::Found;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector {
    id: "cyclonedx-xml",
    files: Files::NamedIf(&["*.xml", "*.cdx"], cyclonedx::is_xml),
    want: Want::Whole,
    read,
};

/// Every version of the format has this in its namespace.
pub const NAMESPACE: &str = "cyclonedx.org/schema/bom";

/// Deeper than any bill.
const DEPTH_MAX: usize = 256;

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.contains(NAMESPACE) {
        return;
    }
    let mut bill = Bill::default();
    // The names of the open elements, and the parts that are being read, one inside the other.
    let mut path: Vec<&str> = Vec::new();
    let mut open: Vec<Option<Entry>> = Vec::new();
    // What a dependency belongs to.
    let mut needing: Vec<String> = Vec::new();
    let mut algorithm = "";
    for (line, event) in xml::events(&text) {
        match event {
            Event::Open { name, attributes } => {
                let attribute = |name: &str| xml::attribute(attributes, name).unwrap_or_default();
                match name {
                    "component" => {
                        let outer = open.last().is_some_and(Option::is_some);
                        open.push(is_part(&path, outer).then(|| Entry {
                            reference: plain(attribute("bom-ref")),
                            line,
                            is_subject: path.last() == Some(&"metadata"),
                            kind: bill::kind(attribute("type")).unwrap_or_default(),
                            ..Entry::default()
                        }));
                    }
                    "dependency" => {
                        let reference = plain(attribute("ref"));
                        if let Some(from) = needing.last() {
                            bill.needs.push((from.clone(), reference.clone()));
                        }
                        needing.push(reference);
                    }
                    "hash" => algorithm = attribute("alg"),
                    _ => {}
                }
                path.push(name);
                if path.len() > DEPTH_MAX {
                    return found.malformed(format!("nested deeper than {DEPTH_MAX}"));
                }
            }
            Event::Text(text) => {
                if let Some(Some(entry)) = open.last_mut() {
                    put(entry, &path, algorithm, text, line);
                }
            }
            Event::Close { name } => {
                // An element left open ends with the one around it.
                let Some(at) = path.iter().rposition(|open| *open == name) else { continue };
                path.truncate(at);
                match name {
                    "component" => bill.entries.extend(open.pop().flatten()),
                    "dependency" => drop(needing.pop()),
                    _ => {}
                }
            }
        }
    }
    if !path.is_empty() {
        found.malformed("the document ends too early");
    }
    bill.report(found);
}

/// Whether a component inside these elements is one of the product: tools, ancestors and formulas name others.
/// `outer` says it of the component around it.
fn is_part(path: &[&str], outer: bool) -> bool {
    match path {
        [_, "metadata"] | [_, "components"] => true,
        [.., "component", "components"] => outer,
        _ => false,
    }
}

fn put(entry: &mut Entry, path: &[&str], algorithm: &str, text: &str, line: u32) {
    let value = plain(text);
    match path {
        [.., "component", "name"] => {
            entry.line = line;
            entry.name = value;
        }
        [.., "component", "group"] => entry.group = value,
        [.., "component", "version"] => entry.version = value,
        [.., "component", "purl"] => {
            if entry.reference.is_empty() {
                entry.reference.clone_from(&value);
            }
            entry.purl = value;
        }
        [.., "component", "cpe"] => entry.cpe = value,
        [.., "component", "scope"] => entry.scope = cyclonedx::scope(&value),
        [.., "component", "description"] => entry.description = value,
        [.., "component", "publisher"] if entry.supplier.is_empty() => entry.supplier = value,
        [.., "component", "supplier", "name"] => entry.supplier = value,
        [.., "hashes", "hash"] => entry.hashes.extend(bill::hash(algorithm, &value)),
        [.., "licenses", "license", "id" | "name"] | [.., "licenses", "expression"] => entry.licences.push(value),
        _ => {}
    }
}

/// With the five entities of XML put in.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&")
}

#[test]
fn entries_are_listed_with_what_they_need() {
    let bom = r#"<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
  <metadata><tools><components><component type="application"><name>maker</name><components>
  <component><name>maker's</name></component></components></component></components></tools>
  <component type="application" bom-ref="root"><name>product</name></component></metadata>
  <components>
    <component type="library" bom-ref="pkg:maven/g/a@1?type=jar&amp;x=1">
      <supplier><name>Example</name></supplier>
      <group>g</group>
      <name>a</name>
      <version>1</version>
      <pedigree><ancestors><component type="library"><name>old</name><version>0</version></component></ancestors></pedigree>
      <hashes><hash alg="MD5">d41d8cd98f00b204e9800998ecf8427e</hash></hashes>
      <licenses><license><id>MIT</id><text>long</text></license></licenses>
      <purl>pkg:maven/g/a@1?type=jar&amp;x=1</purl>
      <components><component type="file"><name>inner</name></component></components>
    </component>
  </components>
  <dependencies>
    <dependency ref="root"><dependency ref="pkg:maven/g/a@1?type=jar&amp;x=1"/></dependency>
  </dependencies>
</bom>
"#;
    crate::detectors::tests::check_sheet(
        "bom.xml",
        bom,
        &[
            "5 pkg:generic/product own -> a",
            "16 pkg:generic/inner transitive",
            "10 pkg:maven/g/a@1?x=1 direct licence=MIT hashes=1",
        ],
    );
    let half = bom.split("<hashes>").next().unwrap_or_default();
    crate::detectors::tests::check_malformed("bom.xml", half);
}
