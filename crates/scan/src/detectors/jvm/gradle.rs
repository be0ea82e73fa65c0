//! Reads Gradle build files and version catalogues: the artifacts they ask for.
//!
//! A build file is a program; only coordinates written out in it are seen.

use toml::{Table, Value};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope, line_of_key, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "gradle",
    files: Files::Named(&["*.gradle", "*.gradle.kts", "*.versions.toml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if file.name.extension() == "toml" {
        return read_catalogue(&text, found);
    }
    for line in lines(&text) {
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

fn read_catalogue(text: &str, found: &mut Found) {
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => return found.malformed(error.message()),
    };
    for (alias, library) in table.get("libraries").and_then(Value::as_table).into_iter().flatten() {
        let part = |key| library.get(key).and_then(Value::as_str);
        let package = match (library.as_str().or(part("module")), part("group"), part("name")) {
            (Some(module), ..) => module.split(':').take(2).collect::<Vec<_>>().join(":"),
            (None, Some(group), Some(name)) => format!("{group}:{name}"),
            _ => continue,
        };
        found.dependency("maven", &package, Scope::Runtime, || line_of_key(text, alias));
    }
}

/// What stands in quotes.
fn strings(code: &str) -> impl Iterator<Item = &str> {
    code.split(['"', '\'']).enumerate().filter(|(at, _)| at % 2 == 1).map(|(_, part)| part)
}

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
    crate::detectors::tests::check(
        "app/build.gradle.kts",
        build,
        &[
            "1 manifest-version 1.2.3 product",
            "3 ai-library LangChain4j product",
            "4 ai-library Deep Java Library development",
        ],
    );
    let catalogue = "[libraries]\nllm = { module = \"com.openai:openai-java\", version = \"1\" }\n\
                     djl = \"ai.djl:api:1\"\n";
    crate::detectors::tests::check(
        "gradle/libs.versions.toml",
        catalogue,
        &["2 hosted-model-client OpenAI product", "3 ai-library Deep Java Library product"],
    );
}
