//! Reads `pom.xml`: name, version, licence, and the artifacts it asks for.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope};
use crate::report::Kind;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector { id: "pom-xml", files: Files::Named(&["pom.xml"]), want: Want::Whole, read };

/// Deeper than any real manifest.
const DEPTH_MAX: usize = 100;

#[derive(Default)]
struct Dependency<'a> {
    group: &'a str,
    artifact: &'a str,
    line: u32,
    scope: &'a str,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut path: Vec<&str> = Vec::new();
    let mut dependency = Dependency::default();
    for (number, event) in xml::events(&text) {
        match event {
            Event::Open { name, .. } => {
                if path.len() >= DEPTH_MAX {
                    return found.malformed("nested too deeply");
                }
                path.push(name);
                if name == "dependency" {
                    dependency = Dependency::default();
                }
            }
            Event::Close { name } => {
                if name == "dependency" {
                    let package = format!("{}:{}", dependency.group, dependency.artifact);
                    let is_test = matches!(dependency.scope, "test" | "provided");
                    let scope = if is_test { Scope::Development } else { Scope::Runtime };
                    let line = Line { number: dependency.line, text: &package };
                    found.dependency("maven", &package, scope, || Some(line));
                }
                // A stray end closes nothing.
                if let Some(depth) = path.iter().rposition(|open| *open == name) {
                    path.truncate(depth);
                }
            }
            // A value that stands elsewhere is none we know.
            Event::Text(value) if value.contains("${") => {}
            Event::Text(value) => {
                let line = Some(Line { number, text: value });
                match path[..] {
                    ["project", "artifactId"] => found.add(Kind::ManifestName, value, line),
                    ["project", "version"] => found.add(Kind::ManifestVersion, value, line),
                    ["project", "description"] => found.add(Kind::ManifestDescription, value, line),
                    ["project", "licenses", "license", "name"] => found.licence(value, line),
                    [.., "dependency", "groupId"] => dependency.group = value,
                    [.., "dependency", "artifactId"] => {
                        dependency.artifact = value;
                        dependency.line = number;
                    }
                    [.., "dependency", "scope"] => dependency.scope = value,
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn a_manifest_says_what_it_is_and_what_it_asks_for() {
    let manifest = "\
<project>
  <parent><artifactId>parent</artifactId><version>9</version></parent>
  <artifactId>door</artifactId>
  <version>1.2.3</version>
  <licenses><license><name>Apache License, Version 2.0</name></license></licenses>
  <dependencies>
    <dependency>
      <groupId>dev.langchain4j</groupId>
      <artifactId>langchain4j-core</artifactId>
    </dependency>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><scope>test</scope></dependency>
    <!-- <dependency><groupId>org.tensorflow</groupId><artifactId>x</artifactId></dependency> -->
  </dependencies>
</project>
";
    crate::detectors::tests::check(
        "pom.xml",
        manifest,
        &[
            "3 manifest-name door product",
            "4 manifest-version 1.2.3 product",
            "5 licence Apache-2.0 product",
            "9 ai-library LangChain4j product",
            "11 ai-library Deep Java Library development",
        ],
    );
    crate::detectors::tests::check("pom.xml", "<project><version>${revision}</version></project>", &[]);
    crate::detectors::tests::check_malformed("pom.xml", &"<a>".repeat(100_000));
}
