//! Reads `pom.xml`: name, version, licence, and the artifacts it asks for.
//!
//! Versions come from properties, parents and other projects of the tree: the join puts them in.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::coordinates;
use super::model::{self, Entry};
use super::pom::{self, Artifact, Pom, Use};
use crate::Place;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Scope};
use crate::licence_text;
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "pom-xml", files: Files::NamedIf(&["pom.xml"], is_of_the_tree), want: Want::Whole, read };

/// A model inside an archive is that of a finished library.
fn is_of_the_tree(file: &FileName) -> bool {
    !super::embedded_pom::is_embedded(file)
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(pom) = found.parsed(pom::read(&text)) else { return };
    findings(&pom, found);
    own(&pom, found);
    if let Some(parent) = &pom.parent {
        found.setting(model::PARENT, &model::parent(parent));
    }
    for (name, value) in &pom.properties {
        found.setting(model::PROPERTY, &format!("{name} {value}"));
    }
    for (what, artifact) in &pom.artifacts {
        let mut entry = Entry::new(*what, artifact);
        if let Some(scope) = entry.scope_of_wish() {
            let group = &*entry.group;
            let package =
                Package::new("maven", &format!("{group}:{}", entry.artifact), coordinates::exact(&entry.version));
            let package = coordinates::with_file(package, &entry.classifier, &entry.kind);
            entry.wish = Some(found.sheet().wishes.len());
            found.wish(package, artifact.version, scope, artifact.line);
        }
        found.setting(model::ARTIFACT, &entry.to_string());
    }
}

fn findings(pom: &Pom, found: &mut Found) {
    // A value that stands elsewhere is none we know.
    let is_known = |value: &str| !value.is_empty() && !value.contains("${");
    let Artifact { artifact, line, version, version_line, .. } = pom.project;
    for (kind, value, number) in [
        (Kind::ManifestName, artifact, line),
        (Kind::ManifestVersion, version, version_line),
        (Kind::ManifestDescription, pom.description.map_or("", |it| it.0), pom.description.map_or(0, |it| it.1)),
    ] {
        if is_known(value) {
            found.add(kind, value, Some(Line { number, text: value }));
        }
    }
    for (licence, number) in &pom.licences {
        if is_known(licence) {
            found.licence(licence, Some(Line { number: *number, text: licence }));
        }
    }
    for (what, Artifact { group, artifact, line, scope, .. }) in &pom.artifacts {
        if matches!(what, Use::Plugin | Use::ManagedPlugin) {
            continue;
        }
        let package = format!("{group}:{artifact}");
        let is_test = matches!(*scope, "test" | "provided") || *what == Use::BuildDependency;
        let scope = if is_test { Scope::Development } else { Scope::Runtime };
        found.dependency("maven", &package, scope, || Some(Line { number: *line, text: &package }));
    }
}

fn own(pom: &Pom, found: &mut Found) {
    let project = &pom.project;
    let parent = pom.parent.unwrap_or_default().artifact;
    let group = if project.group.is_empty() { parent.group } else { project.group };
    let version = if project.version.is_empty() { parent.version } else { project.version };
    // The project of a template has no name.
    if project.artifact.is_empty() || project.artifact.contains('$') {
        return;
    }
    found.setting(model::PROJECT, &model::fields(&[group, project.artifact, version]));
    let component = Component {
        own: found.place() != Place::Vendored,
        licence: licence(pom),
        description: pom.description.map(|(description, _)| description.to_owned()),
        ..Component::new(identity(group, project.artifact, version))
    };
    found.component(component, project.line);
}

/// A group that is still a property is none.
pub fn identity(group: &str, artifact: &str, version: &str) -> Package {
    coordinates::package(group, artifact, version)
        .unwrap_or_else(|| Package::new("generic", artifact, coordinates::exact(version)))
}

/// Of several licences one may be chosen.
pub fn licence(pom: &Pom) -> Option<String> {
    let known = pom.licences.iter().filter(|(licence, _)| !licence.contains("${"));
    let names: Vec<String> =
        known.map(|(licence, _)| licence_text::spdx(licence).unwrap_or_else(|| (*licence).to_owned())).collect();
    (!names.is_empty()).then(|| names.join(" OR "))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    #[test]
    fn a_manifest_says_what_it_is_and_what_it_asks_for() {
        let manifest = "\
<project>
  <parent><groupId>eu.example</groupId><artifactId>parent</artifactId><version>9</version></parent>
  <artifactId>door</artifactId>
  <version>1.2.3</version>
  <licenses><license><name>Apache License, Version 2.0</name></license></licenses>
  <dependencies>
    <dependency>
      <groupId>dev.langchain4j</groupId>
      <artifactId>langchain4j-core</artifactId>
      <exclusions><exclusion><groupId>a</groupId><artifactId>b</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><scope>test</scope></dependency>
    <!-- <dependency><groupId>org.tensorflow</groupId><artifactId>x</artifactId></dependency> -->
  </dependencies>
</project>
";
        check(
            "pom.xml",
            manifest,
            &[
                "3 manifest-name door product",
                "4 manifest-version 1.2.3 product",
                "5 licence Apache-2.0 product",
                "9 ai-library LangChain4j product",
                "12 ai-library Deep Java Library development",
            ],
        );
        check_sheet(
            "pom.xml",
            manifest,
            &[
                "3 pkg:maven/eu.example/door@1.2.3 own licence=Apache-2.0",
                "9 wish pkg:maven/dev.langchain4j/langchain4j-core  runtime",
                "12 wish pkg:maven/ai.djl/api  development",
            ],
        );
        check("pom.xml", "<project><version>${revision}</version></project>", &[]);
        check_malformed("pom.xml", &"<a>".repeat(100_000));
        check_malformed("pom.xml", "<project><artifactId>door</artifactId><dependencies>");
    }

    #[test]
    fn plugins_profiles_and_processors_are_told_apart() {
        let manifest = "\
<project>
<groupId>eu.example</groupId><artifactId>door</artifactId><version>1</version>
<build><plugins><plugin>
<artifactId>maven-compiler-plugin</artifactId><version>3.1</version>
<configuration><annotationProcessorPaths><path>
<groupId>eu.example</groupId><artifactId>processor</artifactId><version>2.0</version>
</path></annotationProcessorPaths><plugin><artifactId>no</artifactId></plugin></configuration>
<dependencies><dependency><groupId>eu.example</groupId><artifactId>hinge</artifactId><version>1</version></dependency></dependencies>
</plugin></plugins>
<pluginManagement><plugins><plugin><artifactId>unused</artifactId></plugin></plugins></pluginManagement></build>
<profiles><profile><dependencies><dependency><groupId>eu.example</groupId><artifactId>window</artifactId>
<version>[1.0,2.0)</version><classifier>sources</classifier><type>zip</type><optional>true</optional>
</dependency></dependencies></profile></profiles>
<dependencyManagement><dependencies><dependency><groupId>eu.example</groupId><artifactId>bom</artifactId>
<version>3</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
</project>
";
        check_sheet(
            "pom.xml",
            manifest,
            &[
                "2 pkg:maven/eu.example/door@1 own",
                "6 wish pkg:maven/eu.example/processor@2.0 2.0 development",
                "8 wish pkg:maven/eu.example/hinge@1 1 development",
                "4 wish pkg:maven/org.apache.maven.plugins/maven-compiler-plugin@3.1 3.1 development",
                "11 wish pkg:maven/eu.example/window?classifier=sources&type=zip [1.0,2.0) optional",
                "14 wish pkg:maven/eu.example/bom@3?type=pom 3 development",
            ],
        );
    }
}
