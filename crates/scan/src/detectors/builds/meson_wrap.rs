//! Reads Meson's wraps, `subprojects/*.wrap`: each fetches one subproject, from an archive or a repository.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use crate::fields::{Entry, Section, sections};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{archive_package, fixed, git_package, name_and_version, stem, vcs_url, without_login};
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector { id: "meson-wrap", files: Files::Named(&["*.wrap"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let sections = sections(&text);
    let Some(section) = sections.iter().find(|section| section.name.starts_with("wrap-")) else { return };
    let entries = section.entries();
    let value = |key: &str| {
        let entry: &Entry = entries.iter().find(|entry| entry.key == key)?;
        entry.values.first().map(|line| line.text)
    };
    let line_of = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| entry.line);
    let name = file.name.name();
    let name = name.get(..name.len().saturating_sub(".wrap".len())).unwrap_or(name);
    let component = match section.name {
        "wrap-git" | "wrap-hg" | "wrap-svn" => {
            let Some(url) = value("url") else { return };
            let revision = value("revision");
            let pinned = revision.and_then(fixed);
            let requirement = revision.filter(|_| pinned.is_none()).map(str::to_owned);
            let package = git_package(url, name, pinned);
            Component { requirement, source: Some(vcs_url(url, pinned)), ..Component::new(package) }
        }
        "wrap-file" => {
            let url = value("source_url").map(without_login);
            let mut package = Package::new("generic", name, version(name, &value));
            // The tag or commit of an archive, where nothing else tells more.
            if let Some(url) = url.as_deref().filter(|_| package.version.is_none()) {
                package.version = archive_package(url, "").version;
            }
            let digest = value("source_hash").and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
            Component {
                hashes: digest.into_iter().collect(),
                source: url.clone(),
                ..Component::new(package.with("download_url", url.unwrap_or_default()))
            }
        }
        // `wrap-redirect` points at another wrap of the tree.
        _ => return,
    };
    found.origin(Origin::Lock);
    let line = ["directory", "url", "source_url"].into_iter().find_map(line_of).or(first_line(section));
    found.component(component, line);
}

/// The version that the folder inside the archive tells, or the name of the archive, or the wrap database.
fn version<'a>(name: &str, value: &impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let of = |text: &'a str| {
        let rest = text.strip_prefix(name).and_then(|rest| rest.strip_prefix(['-', '_']));
        rest.filter(|rest| crate::repository::is_version(rest)).or_else(|| name_and_version(text).1)
    };
    let of_directory = value("directory").and_then(of);
    let of_file = || value("source_filename").map(stem).and_then(of);
    let of_url = || value("source_url").and_then(|url| url.rsplit('/').next()).map(stem).and_then(of);
    // `1.3.1-2` is the second wrap of 1.3.1.
    let of_database = || Some(value("wrapdb_version")?.rsplit_once('-')?.0);
    of_directory.or_else(of_file).or_else(of_url).or_else(of_database)
}

fn first_line(section: &Section) -> Option<u32> {
    section.lines.first().map(|line| line.number)
}

#[test]
fn archives_and_repositories_are_read() {
    let wrap = "\
[wrap-file]
directory = left-pad-1.3.1
source_url = https://x.example/left-pad-1.3.1.tar.xz
source_filename = left-pad-1.3.1.tar.xz
source_hash = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
patch_filename = left-pad_1.3.1-1_patch.zip
wrapdb_version = 1.3.1-1

[provide]
left-pad = pad_dep
";
    crate::detectors::tests::check_sheet(
        "subprojects/left-pad.wrap",
        wrap,
        &["2 pkg:generic/left-pad@1.3.1?download_url=https:%2F%2Fx.example%2Fleft-pad-1.3.1.tar.xz \
           source=https://x.example/left-pad-1.3.1.tar.xz hashes=1"],
    );
    let tag = "[wrap-file]\ndirectory = pad-r53\nsource_url = https://github.com/example/pad/archive/r53.tar.gz\n";
    crate::detectors::tests::check_sheet(
        "subprojects/pad.wrap",
        tag,
        &["2 pkg:generic/pad@r53?download_url=https:%2F%2Fgithub.com%2Fexample%2Fpad%2Farchive%2Fr53.tar.gz \
           source=https://github.com/example/pad/archive/r53.tar.gz"],
    );
    let git = "[wrap-git]\nurl = https://github.com/example/door.git\nrevision = v2.0.1\ndepth = 1\n";
    crate::detectors::tests::check_sheet(
        "subprojects/door.wrap",
        git,
        &["2 pkg:github/example/door@v2.0.1 source=git+https://github.com/example/door.git@v2.0.1"],
    );
    let moving = "[wrap-git]\r\nurl=https://git.example/door.git\r\nrevision = HEAD\r\n";
    crate::detectors::tests::check_sheet(
        "subprojects/door.wrap",
        moving,
        &["2 pkg:generic/door?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fdoor.git requires=HEAD \
           source=git+https://git.example/door.git"],
    );
}
