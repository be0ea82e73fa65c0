//! Reads Gradle build files: the artifacts they ask for.
//!
//! A build file is a program; only what is written out in it is seen. What it names by variables, properties and
//! catalogues, the join puts in.

use inventory::{Package, Scope};

use super::super::{Detector, Files, Want};
use super::gradle_script::{self, Asked};
use super::{coordinates, model};
use crate::file::SourceFile;
use crate::found::{Found, Line, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "gradle", files: Files::Named(&["*.gradle", "*.gradle.kts"]), want: Want::Whole, read };

/// The setting of a variable: the name and its value, parted by a tab.
pub const VARIABLE: &str = "variable";
/// Of an artifact that names variables: the number of its wish, group, artifact, version.
pub const ASKED: &str = "asked";
/// Of a name that stands for an artifact: the name, the scope, the line.
pub const REFERENCE: &str = "reference";
/// Of a version given wherever none is asked for: `group:artifact` and the version.
pub const MANAGED: &str = "managed";
/// Of the project: name and line; group; version.
pub const NAME: &str = "name";
pub const GROUP: &str = "group";
pub const VERSION: &str = "version";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    findings(&text, found);
    let script = gradle_script::read(&text);
    for (name, value) in &script.variables {
        found.setting(VARIABLE, &model::fields(&[name, value]));
    }
    for (name, version) in &script.managed {
        found.setting(MANAGED, &model::fields(&[name, version]));
    }
    for reference in &script.references {
        let scope = if reference.scope == Scope::Development { "development" } else { "runtime" };
        found.setting(REFERENCE, &model::fields(&[&reference.name, scope, &reference.line.to_string()]));
    }
    if let Some((name, line)) = &script.root_name {
        found.setting(NAME, &model::fields(&[name, &line.to_string()]));
    }
    for (setting, value) in [(GROUP, &script.group), (VERSION, &script.version)] {
        if let Some(value) = value {
            found.setting(setting, value);
        }
    }
    for asked in &script.asked {
        let wish = found.sheet().wishes.len().to_string();
        let written = model::fields(&[&wish, &asked.group, &asked.artifact, &asked.version]);
        found.wish(package(asked), &asked.version, asked.scope, asked.line);
        found.setting(ASKED, &written);
    }
}

fn package(asked: &Asked) -> Package {
    let version = coordinates::exact(&asked.version);
    let package = Package::new("maven", &format!("{}:{}", asked.group, asked.artifact), version);
    coordinates::with_file(package, &asked.classifier, &asked.kind)
}

fn findings(text: &str, found: &mut Found) {
    for line in lines(text) {
        let code = line.text.trim();
        if code.starts_with("//") || code.starts_with('*') {
            continue;
        }
        let word_len = code.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(code.len());
        let (word, rest) = code.split_at(word_len);
        let is_assignment = rest.trim_start().starts_with('=');
        for value in strings(rest) {
            match word {
                "rootProject.name" => found.add(Kind::ManifestName, value, Some(line)),
                "version" if is_assignment => found.add(Kind::ManifestVersion, value, Some(line)),
                _ => artifact(value, word, line, found),
            }
        }
    }
}

fn artifact(coordinates: &str, configuration: &str, line: Line, found: &mut Found) {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    let mut parts = coordinates.split(':');
    if let (Some(group), Some(artifact)) = (parts.next(), parts.next())
        && is_part(group)
        && is_part(artifact)
    {
        let is_test = configuration.starts_with("test") || configuration.starts_with("androidTest");
        let scope = if is_test { Scope::Development } else { Scope::Runtime };
        found.dependency("maven", &format!("{group}:{artifact}"), scope, || Some(line));
    }
}

/// What stands in quotes.
fn strings(code: &str) -> impl Iterator<Item = &str> {
    code.split(['"', '\'']).enumerate().filter(|(at, _)| at % 2 == 1).map(|(_, part)| part)
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_sheet};

    #[test]
    fn coordinates_written_out_are_read() {
        let build = "\
version = \"1.2.3\"
dependencies {
    implementation(\"dev.langchain4j:langchain4j:0.35.0\")
    testImplementation 'ai.djl:api:0.30.0'
    // implementation 'org.tensorflow:x:1'
    implementation(project(\":core\"))
}
";
        check(
            "app/build.gradle.kts",
            build,
            &[
                "1 manifest-version 1.2.3 product",
                "3 ai-library LangChain4j product",
                "4 ai-library Deep Java Library development",
            ],
        );
    }

    #[test]
    fn every_way_to_name_an_artifact_is_read() {
        let build = "\
buildscript {
    dependencies { classpath 'eu.example:build:1.0' }
}
plugins {
    id 'java'
    id 'eu.example.door' version '2.0' apply false
    kotlin(\"jvm\") version \"1.9.0\"
}
dependencies {
    implementation group: 'eu.example', name: 'a', version: '1.1', classifier: 'linux'
    api(group = \"eu.example\", name = \"b\", version = \"1.2\")
    implementation 'eu.example:c:1.3@aar',
        'eu.example:d:1.+'
    implementation platform('eu.example:list:3')
    implementation(\"eu.example:e\") {
        version { strictly(\"1.5\") }
        exclude group: 'eu.example', module: 'no'
    }
    implementation(\"eu.example\", \"f\", \"1.6\")
    \"testImplementation\"(\"eu.example:g:1.7\")
    implementation(kotlin(\"stdlib\"))
    implementation files('libs/no.jar')
    implementation(project(path: ':core', configuration: 'x'))
    constraints { implementation('eu.example:no:9') }
    add(\"kapt\", \"eu.example:h:1.8\")
    compileOnly \"eu.example:i:1.9\"
}
";
        check_sheet(
            "build.gradle",
            build,
            &[
                "2 wish pkg:maven/eu.example/build@1.0 1.0 development",
                "6 wish pkg:maven/eu.example.door/eu.example.door.gradle.plugin@2.0 2.0 development",
                "7 wish pkg:maven/org.jetbrains.kotlin.jvm/org.jetbrains.kotlin.jvm.gradle.plugin@1.9.0 1.9.0 development",
                "10 wish pkg:maven/eu.example/a@1.1?classifier=linux 1.1 runtime",
                "11 wish pkg:maven/eu.example/b@1.2 1.2 runtime",
                "12 wish pkg:maven/eu.example/c@1.3?type=aar 1.3 runtime",
                "13 wish pkg:maven/eu.example/d 1.+ runtime",
                "14 wish pkg:maven/eu.example/list@3?type=pom 3 development",
                "15 wish pkg:maven/eu.example/e@1.5 1.5 runtime",
                "19 wish pkg:maven/eu.example/f@1.6 1.6 runtime",
                "20 wish pkg:maven/eu.example/g@1.7 1.7 development",
                "21 wish pkg:maven/org.jetbrains.kotlin/kotlin-stdlib  runtime",
                "25 wish pkg:maven/eu.example/h@1.8 1.8 development",
                "26 wish pkg:maven/eu.example/i@1.9 1.9 development",
            ],
        );
    }
}
