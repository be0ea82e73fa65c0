//! Variables that one CMake file sets and another one uses, and files that hold nothing but a version.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use inventory::Component;

use super::cmake_commands::{Command, Variables};
use crate::found::Found;
use crate::repository::{archive_package, fixed, without_login};
use crate::sheet::Sheet;

/// How far above a file the root of its project is looked for.
const LEVELS_MAX: usize = 5;

/// No name is set in more places than this by somebody who wants to be understood.
const PLACES_MAX: usize = 50;

/// Whether a variable is one that versions are kept in.
pub fn is_version_like(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    ["VERSION", "TAG", "COMMIT", "REV", "HASH", "SHA", "URL"].iter().any(|word| name.contains(word))
}

/// Remembers what a `set` or a `file(READ …)` says, for other files.
pub fn remember(command: &Command, variables: &Variables, found: &mut Found) {
    match (&*command.name, command.argument(0)) {
        ("set", Some(name)) if is_version_like(name) => {
            let value = command.argument(1).and_then(|value| variables.expand(value));
            if let Some(value) = value.filter(|value| !value.is_empty() && !value.contains([' ', ';', '$'])) {
                found.setting("set", &format!("{name}={value}"));
            }
        }
        // file(READ "${CMAKE_CURRENT_SOURCE_DIR}/VERSION" DOOR_TAG)
        ("file", Some("READ" | "STRINGS")) => {
            let (Some(path), Some(name)) = (command.argument(1), command.argument(2)) else { return };
            let (folder, relative) =
                path.strip_prefix("${").and_then(|rest| rest.split_once("}/")).unwrap_or(("", path));
            if !is_version_like(name) || relative.contains("${") {
                return;
            }
            let levels = match folder {
                "" | "CMAKE_CURRENT_SOURCE_DIR" | "CMAKE_CURRENT_LIST_DIR" => 0,
                "CMAKE_SOURCE_DIR" | "PROJECT_SOURCE_DIR" => LEVELS_MAX,
                _ => return,
            };
            for level in 0..=levels {
                found.include(&format!("{}{relative}", "../".repeat(level)));
            }
            found.setting("file", &format!("{name}={relative}"));
        }
        _ => {}
    }
}

/// Puts in the versions that other files know.
pub fn join(sheets: &mut [Sheet]) {
    let mut values: HashMap<String, Vec<(PathBuf, String)>> = HashMap::new();
    let mut contents: HashMap<PathBuf, String> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.detector == "cmake") {
        let folder = sheet.path.parent().unwrap_or(Path::new(""));
        for (key, value) in &sheet.settings {
            match (&**key, value.split_once('=')) {
                ("content", _) => {
                    contents.insert(sheet.path.clone(), value.clone());
                }
                ("set", Some((name, value))) => {
                    let places = values.entry(name.to_owned()).or_default();
                    if places.len() < PLACES_MAX {
                        places.push((folder.to_owned(), value.to_owned()));
                    }
                }
                _ => {}
            }
        }
    }
    for sheet in sheets.iter_mut().filter(|sheet| sheet.detector == "cmake") {
        let folder = sheet.path.parent().unwrap_or(Path::new("")).to_owned();
        let files: HashMap<&str, &str> = sheet
            .settings
            .iter()
            .filter(|(key, _)| key == "file")
            .filter_map(|(_, value)| value.split_once('='))
            .collect();
        let value = |name: &str| {
            let of_file = files.get(name).and_then(|relative| content(&folder, relative, &contents));
            of_file.or_else(|| nearest(&folder, values.get(name)?))
        };
        for component in &mut sheet.components {
            if let Some(written) = component.requirement.as_deref().filter(|written| written.contains("${"))
                && let Some(text) = expanded(written, &value)
            {
                put_in(component, &text);
            }
        }
    }
}

/// What a file holds that is named relative to this folder or one above it.
fn content(folder: &Path, relative: &str, contents: &HashMap<PathBuf, String>) -> Option<String> {
    folder.ancestors().take(LEVELS_MAX + 1).find_map(|folder| {
        let mut path = PathBuf::new();
        for part in folder.join(relative).components() {
            match part {
                std::path::Component::ParentDir => {
                    path.pop();
                }
                part => path.push(part),
            }
        }
        contents.get(&path).cloned()
    })
}

/// The value set nearest to a folder. None if two are as near and differ.
fn nearest(folder: &Path, places: &[(PathBuf, String)]) -> Option<String> {
    let shared = |place: &Path| place.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let best = places.iter().map(|(place, _)| shared(place)).max()?;
    let mut values = places.iter().filter(|(place, _)| shared(place) == best).map(|(_, value)| value);
    let first = values.next()?;
    values.all(|value| value == first).then(|| first.clone())
}

fn expanded(written: &str, value: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(name)?);
        rest = after;
    }
    text.push_str(rest);
    (text.len() < 1000).then_some(text)
}

fn put_in(component: &mut Component, text: &str) {
    if text.contains("://") {
        component.package = archive_package(text, &component.package.name);
        component.source = Some(without_login(text));
        component.requirement = None;
    } else if let Some(version) = fixed(text) {
        component.package.version = Some(version.to_owned());
        component.requirement = None;
        for (key, value) in &mut component.package.qualifiers {
            if key == "vcs_url" {
                *value = format!("{value}@{version}");
            }
        }
        if let Some(source) = &mut component.source {
            *source = format!("{source}@{version}");
        }
    }
}

#[test]
fn a_version_of_another_file_is_put_in() {
    let read = |path: &str, text: &str| {
        let report = crate::inspect(Path::new(path), text.as_bytes()).expect("sound");
        report.sheets
    };
    let using = "\
file(READ \"${CMAKE_CURRENT_SOURCE_DIR}/../DOOR_VERSION\" DOOR_TAG)
FetchContent_Declare(door GIT_REPOSITORY https://github.com/example/door.git GIT_TAG ${DOOR_TAG})
FetchContent_Declare(pad GIT_REPOSITORY https://git.example/pad.git GIT_TAG v${PAD_VERSION})
FetchContent_Declare(zip URL https://x.example/zip-${ZIP_VERSION}.zip)
FetchContent_Declare(other GIT_REPOSITORY https://github.com/example/other.git GIT_TAG ${OTHER_TAG})
";
    let mut sheets = read("src/CMakeLists.txt", using);
    sheets.extend(read("cmake/versions.cmake", "set(PAD_VERSION 1.2.3)\nset(ZIP_VERSION 4.5 CACHE STRING \"\")\n"));
    let mut content = Sheet::new(PathBuf::from("DOOR_VERSION"), "cmake", inventory::Place::Product);
    content.settings.push(("content".to_owned(), "b1234".to_owned()));
    sheets.push(content);
    join(&mut sheets);
    assert_eq!(
        crate::detectors::tests::shown_sheet(&sheets[0]),
        [
            "2 pkg:github/example/door@b1234 direct source=git+https://github.com/example/door.git@b1234",
            "3 pkg:generic/pad@v1.2.3?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fpad.git%40v1.2.3 direct \
             source=git+https://git.example/pad.git@v1.2.3",
            "4 pkg:generic/zip@4.5?download_url=https:%2F%2Fx.example%2Fzip-4.5.zip direct \
             source=https://x.example/zip-4.5.zip",
            "5 pkg:github/example/other direct requires=${OTHER_TAG} source=git+https://github.com/example/other.git",
        ]
    );
}
