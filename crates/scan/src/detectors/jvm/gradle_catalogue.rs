//! Reads version catalogues of Gradle, `libs.versions.toml`: libraries, bundles and plugins under a name.

use std::collections::HashMap;

use super::super::{Detector, Files, Want};
use super::{coordinates, model};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "gradle-catalogue", files: Files::Named(&["*.versions.toml"]), want: Want::Whole, read };

/// The setting of a name build files use, without that of the catalogue: the name, the numbers of its wishes.
pub const ENTRY: &str = "entry";
/// Of a version: its name and its value.
pub const VERSION: &str = "version";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(catalogue) = found.parsed(tree::toml(&text)) else { return };
    let versions: HashMap<&str, String> =
        catalogue.table("versions").map(|(key, node)| (&*key.text, rich(node))).collect();
    for (key, version) in catalogue.table("versions").filter_map(|(key, _)| versions.get_key_value(&*key.text)) {
        found.setting(VERSION, &model::fields(&[&accessor(&format!("versions.{key}")), version]));
    }
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (alias, node) in catalogue.table("libraries") {
        let (mut group, mut name, mut version) = (String::new(), String::new(), String::new());
        if let Some(written) = node.as_str().or_else(|| node.text("module")) {
            let mut parts = written.splitn(3, ':').map(str::to_owned);
            (group, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            version = parts.next().unwrap_or_default();
        } else if let (Some(written_group), Some(written_name)) = (node.text("group"), node.text("name")) {
            (group, name) = (written_group.to_owned(), written_name.to_owned());
        }
        let line = || lines(&text).nth(alias.line.saturating_sub(1) as usize);
        found.dependency("maven", &format!("{group}:{name}"), Scope::Runtime, line);
        version = node.get("version").map_or(version, |node| version_of(node, &versions));
        let Some(package) = coordinates::package(&group, &name, &version) else { continue };
        let wish = found.sheet().wishes.len();
        found.wish(package, &version, Scope::Runtime, alias.line);
        found.setting(ENTRY, &model::fields(&[&accessor(&alias.text), &wish.to_string()]));
        numbers.insert(&alias.text, wish);
    }
    for (alias, node) in catalogue.table("bundles") {
        let wishes: Vec<String> =
            node.items().iter().filter_map(|name| numbers.get(name.as_str()?)).map(usize::to_string).collect();
        let mut fields = vec![accessor(&format!("bundles.{}", alias.text))];
        fields.extend(wishes);
        found.setting(ENTRY, &fields.join("\t"));
    }
    for (alias, node) in catalogue.table("plugins") {
        let written = node.as_str().or_else(|| node.text("id")).unwrap_or_default();
        let (id, version) = written.split_once(':').unwrap_or((written, ""));
        let version = node.get("version").map_or(version.to_owned(), |node| version_of(node, &versions));
        let Some(package) = coordinates::package(id, &format!("{id}.gradle.plugin"), &version) else { continue };
        let wish = found.sheet().wishes.len();
        found.wish(package, &version, Scope::Development, alias.line);
        found.setting(ENTRY, &model::fields(&[&accessor(&format!("plugins.{}", alias.text)), &wish.to_string()]));
    }
}

/// Build files write `a.b` for the aliases `a-b`, `a_b` and `a.b`.
fn accessor(alias: &str) -> String {
    alias.replace(['-', '_'], ".")
}

fn version_of(node: &Node, versions: &HashMap<&str, String>) -> String {
    match node.text("ref") {
        Some(name) => versions.get(name).cloned().unwrap_or_default(),
        None => rich(node),
    }
}

/// A version, or the part of a rich version that says most.
fn rich(node: &Node) -> String {
    if let Some(version) = node.as_str() {
        return version.to_owned();
    }
    let bound = node.text("strictly").or_else(|| node.text("require"));
    let preferred = node.text("prefer");
    let is_one = bound.is_some_and(|bound| coordinates::exact(bound).is_some());
    let version = if is_one { bound } else { preferred.or(bound) };
    version.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    #[test]
    fn libraries_and_plugins_are_read_in_every_form() {
        let catalogue = r#"
[versions]
one = "1.0"
rich = { strictly = "[1.7, 1.8[", prefer = "1.7.25" }
range = { require = "[2,3)" }
[libraries]
llm = { module = "com.openai:openai-java", version = "1" }
djl = "ai.djl:api:1"
a-b = { group = "eu.example", name = "a-b", version.ref = "one" }
c = { module = "eu.example:c", version = { ref = "rich" } }
d = { module = "eu.example:d", version.ref = "range" }
e = { module = "eu.example:e" }
[bundles]
all = ["a-b", "c"]
[plugins]
door = { id = "eu.example.door", version.ref = "one" }
hinge = "eu.example.hinge:2.0"
"#;
        check(
            "gradle/libs.versions.toml",
            catalogue,
            &["7 hosted-model-client OpenAI product", "8 ai-library Deep Java Library product"],
        );
        check_sheet(
            "gradle/libs.versions.toml",
            catalogue,
            &[
                "7 wish pkg:maven/com.openai/openai-java@1 1 runtime",
                "8 wish pkg:maven/ai.djl/api@1 1 runtime",
                "9 wish pkg:maven/eu.example/a-b@1.0 1.0 runtime",
                "10 wish pkg:maven/eu.example/c@1.7.25 1.7.25 runtime",
                "11 wish pkg:maven/eu.example/d [2,3) runtime",
                "12 wish pkg:maven/eu.example/e  runtime",
                "16 wish pkg:maven/eu.example.door/eu.example.door.gradle.plugin@1.0 1.0 development",
                "17 wish pkg:maven/eu.example.hinge/eu.example.hinge.gradle.plugin@2.0 2.0 development",
            ],
        );
        check_malformed("libs.versions.toml", "[libraries");
    }
}
