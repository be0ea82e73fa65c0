//! Reads Yocto recipes, `name_version.bb`: what they build, from where, under which licence.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package, Scope};

use super::super::{Detector, Files, Want};
use super::yocto_licence::expression;
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::{is_commit, vcs_url, without_login};

pub const DETECTOR: Detector = Detector { id: "yocto-recipe", files: Files::Named(&["*.bb"]), want: Want::Whole, read };

/// A longer value is no version and no address.
const VALUE_BYTES_MAX: usize = 20_000;

/// The variables of a recipe with the line each was set in.
struct Recipe(HashMap<String, (String, u32)>);

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let stem = file.name.name();
    let stem = stem.get(..stem.len().saturating_sub(".bb".len())).unwrap_or(stem);
    let (name, of_file) = stem.split_once('_').map_or((stem, None), |(name, version)| (name, Some(version)));
    let mut recipe = Recipe::new(&text);
    recipe.default("PN", name);
    recipe.default("BPN", name.strip_suffix("-native").unwrap_or(name));
    recipe.default("PV", of_file.unwrap_or("1.0"));
    recipe.default("BP", "${BPN}-${PV}");
    recipe.default("P", "${PN}-${PV}");
    let classes = recipe.value("inherit").unwrap_or_default();
    let inherits = |class: &str| classes.split_whitespace().any(|word| word == class);
    // These only put packages together.
    if inherits("packagegroup") || inherits("core-image") || inherits("image") {
        return;
    }
    let sources = recipe.value("SRC_URI").unwrap_or_default();
    let source = sources.split_whitespace().find(|uri| uri.contains("://") && !uri.starts_with("file://"));
    let revision = recipe.value("SRCREV").filter(|revision| is_commit(revision));
    let version = recipe.value("PV").filter(|_| of_file.is_some() || recipe.is_set("PV"));
    // `door_git.bb` says no version; its commit does.
    let version = version.map(|version| version.trim_end_matches(['+', '-']).to_owned());
    let version = version.filter(|version| !matches!(&**version, "git" | "svn" | "")).or(revision.clone());
    let digests = recipe.0.iter().filter(|(key, _)| key.starts_with("SRC_URI[") && key.ends_with("sha256sum]"));
    let mut digests: Vec<_> = digests.map(|(_, (value, line))| (*line, value)).collect();
    digests.sort_unstable();
    let hash = digests.first().and_then(|(_, sum)| Hash::hex(HashAlgorithm::Sha256, sum));
    let is_native = inherits("native") || name.ends_with("-native") || inherits("cross");
    let component = Component {
        // All that is built lies beside the recipe.
        own: source.is_none() && !found.is_vendored() && sources.contains("file://"),
        // A layer has recipes for more than one image takes.
        scope: Some(if is_native { Scope::Development } else { Scope::Optional }),
        licence: recipe.value("LICENSE").and_then(|licence| expression(&licence)),
        description: recipe.value("SUMMARY").or(recipe.value("DESCRIPTION")),
        source: source.map(|uri| address(uri, revision.as_deref())),
        hashes: hash.into_iter().collect(),
        ..Component::new(Package::new("yocto", name, version.as_deref()))
    };
    let line = recipe.0.get("SRC_URI").map(|(_, line)| *line);
    found.component(component, line);
}

/// `git://host/path;protocol=https;branch=main` or the address of an archive.
fn address(uri: &str, revision: Option<&str>) -> String {
    let mut parts = uri.split(';');
    let url = parts.next().unwrap_or(uri);
    let protocol = parts.find_map(|part| part.strip_prefix("protocol="));
    match url.split_once("://") {
        Some(("git" | "gitsm", rest)) => vcs_url(&format!("{}://{rest}", protocol.unwrap_or("git")), revision),
        _ => without_login(url),
    }
}

impl Recipe {
    fn new(text: &str) -> Recipe {
        let mut recipe = Recipe(HashMap::new());
        let mut open: Option<(String, u32)> = None;
        for line in lines(text) {
            let (mut whole, number) = open.take().unwrap_or((String::new(), line.number));
            if whole.is_empty() && line.text.starts_with('#') {
                continue;
            }
            match line.text.strip_suffix('\\') {
                Some(part) if whole.len() < VALUE_BYTES_MAX => {
                    whole.push_str(part);
                    whole.push(' ');
                    open = Some((whole, number));
                }
                _ => {
                    whole.push_str(line.text);
                    recipe.set(&whole, number);
                }
            }
        }
        recipe
    }

    /// One statement: `NAME = "value"`, with the operators of BitBake, or `inherit a b`.
    fn set(&mut self, statement: &str, line: u32) {
        if let Some(classes) = statement.strip_prefix("inherit ") {
            let (known, _) = self.0.entry("inherit".to_owned()).or_insert((String::new(), line));
            known.push(' ');
            known.push_str(classes);
            return;
        }
        let Some((left, right)) = statement.split_once('=') else { return };
        let right = right.trim_start_matches(['=', '.', '+']).trim();
        let quote = right.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(value) = quote.and_then(|quote| right.strip_prefix(quote)?.strip_suffix(quote)) else { return };
        let name = left.trim_end_matches(['?', ':', '+', '.', ' ']);
        let name = name.strip_prefix("export ").unwrap_or(name);
        // `SRC_URI:append`, `LICENSE:${PN}-doc`: an override adds at best.
        let (name, is_added) = match name.split_once([':', ' ']) {
            Some((name, "append" | "prepend")) => (name, true),
            Some(_) => return,
            None => {
                (name, left.trim_end().ends_with(['+', '.']) || statement.contains("=+") || statement.contains("=."))
            }
        };
        let entry = self.0.entry(name.to_owned()).or_insert((String::new(), line));
        if is_added {
            entry.0.push(' ');
            entry.0.push_str(value);
        } else if !left.trim_end().ends_with('?') || entry.0.is_empty() {
            *entry = (value.to_owned(), line);
        }
    }

    fn default(&mut self, name: &str, value: &str) {
        self.0.entry(name.to_owned()).or_insert((value.to_owned(), 0));
    }

    fn is_set(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|(_, line)| *line > 0)
    }

    /// The value with what it names put in. What is not known becomes nothing.
    fn value(&self, name: &str) -> Option<String> {
        let mut value = self.0.get(name)?.0.clone();
        // A name may stand for text that has names in it.
        for _ in 0..4 {
            if !value.contains("${") {
                break;
            }
            value = self.filled(&value)?;
        }
        (!value.contains("${")).then(|| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn filled(&self, text: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}')?;
            filled.push_str(before);
            match self.0.get(name) {
                Some((value, _)) => filled.push_str(value),
                // The commit that is behind a version, or a mirror.
                None if name == "SRCPV" => {}
                None => filled.push_str(&mirror(name)),
            }
            rest = after;
            if filled.len() > VALUE_BYTES_MAX {
                return None;
            }
        }
        filled.push_str(rest);
        Some(filled)
    }
}

/// The mirrors BitBake itself knows.
fn mirror(name: &str) -> String {
    let address = match name {
        "GNU_MIRROR" => "https://ftp.gnu.org/gnu",
        "KERNELORG_MIRROR" => "https://cdn.kernel.org/pub",
        "SOURCEFORGE_MIRROR" => "https://downloads.sourceforge.net",
        "GNOME_MIRROR" => "https://download.gnome.org/sources",
        "DEBIAN_MIRROR" => "https://ftp.debian.org/debian/pool",
        "APACHE_MIRROR" => "https://archive.apache.org/dist",
        _ => "",
    };
    address.to_owned()
}

#[test]
fn a_recipe_says_what_it_builds() {
    let recipe = "\
SUMMARY = \"Pads to the left\"
LICENSE = \"MIT & Zlib\"
LICENSE:${PN}-doc = \"GFDL-1.3\"
SRC_URI = \"https://x.example/${BPN}/${BP}.tar.gz \\
           file://fix.patch \\
           \"
SRC_URI[sha256sum] = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"
inherit autotools
";
    crate::detectors::tests::check_sheet(
        "meta-x/recipes-core/left-pad/left-pad_1.3.1.bb",
        recipe,
        &[
            "4 pkg:yocto/left-pad@1.3.1 optional licence=MIT AND Zlib source=https://x.example/left-pad/left-pad-1.3.1.tar.gz \
           hashes=1",
        ],
    );
    let git = "\
PV = \"2.0+git${SRCPV}\"
SRC_URI = \"git://github.com/example/door.git;protocol=https;branch=main\"
SRCREV = \"0123456789abcdef0123456789abcdef01234567\"
inherit cmake native
";
    crate::detectors::tests::check_sheet(
        "recipes/door/door_git.bb",
        git,
        &["2 pkg:yocto/door@2.0%2Bgit development \
           source=git+https://github.com/example/door.git@0123456789abcdef0123456789abcdef01234567"],
    );
    crate::detectors::tests::check_sheet(
        "recipes/own/own_0.1.bb",
        "SRC_URI = \"file://main.c\"\nLICENSE = \"CLOSED\"\n",
        &["1 pkg:yocto/own@0.1 own optional licence=CLOSED"],
    );
    crate::detectors::tests::check_sheet("recipes/x/image.bb", "inherit core-image\n", &[]);
}
