//! Reads the files a manifest of Flatpak names: a module, a list of modules, or a list of sources that a tool wrote.

use super::super::{Detector, Files, Want};
use super::{flatpak, flatpak_sources};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;

/// No name makes a file such a part: it is read when a manifest asks for it.
pub const DETECTOR: Detector = Detector { id: "flatpak-part", files: Files::Named(&[]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(part) = found.parsed(flatpak::tree(file.name, &text)) else { return };
    found.origin(Origin::Lock);
    if part.is_table() {
        return flatpak_sources::modules(std::slice::from_ref(&part), found);
    }
    // A source has a type, a module has sources.
    let is_sources = part.items().iter().any(|item| item.get("type").is_some());
    if is_sources {
        flatpak_sources::sources("", part.items(), found);
    } else {
        flatpak_sources::modules(part.items(), found);
    }
}

#[test]
fn modules_and_sources_in_files_of_their_own_are_read() {
    let read = |text: &str| {
        let report = crate::inspect::inspect_for(DETECTOR.id, std::path::Path::new("part.json"), text.as_bytes());
        assert_eq!(report.not_read, []);
        report.sheets.iter().flat_map(crate::detectors::tests::shown_sheet).collect::<Vec<String>>()
    };
    let hinge = ["2 pkg:generic/hinge@1.0?download_url=https:%2F%2Fdl.example%2Fhinge-1.0.zip"];
    let module = r#"{"name": "hinge", /* ours */ "sources":
[{"type": "archive", "url": "https://dl.example/hinge-1.0.zip"}]}"#;
    assert_eq!(read(module), hinge);
    assert_eq!(read(&format!("[{module}]")), hinge);
    let generated = r#"[
{"type": "archive", "archive-type": "tar-gzip", "url": "https://r.example/crates/left-pad/left-pad-1.2.0.crate", "dest": "x"},
{"type": "file", "url": "https://r.example/@example/hinge/-/hinge-2.0.0.tgz", "dest-filename": "y"},
{"type": "file", "url": "https://r.example/ab/gate_way-3.1-py3-none-any.whl"},
{"type": "inline", "contents": "{}"},
{"type": "shell", "commands": ["true"]}
]"#;
    let expected = [
        "2 pkg:cargo/left-pad@1.2.0 source=https://r.example/crates/left-pad/left-pad-1.2.0.crate",
        "3 pkg:npm/%40example/hinge@2.0.0 source=https://r.example/@example/hinge/-/hinge-2.0.0.tgz",
        "4 pkg:pypi/gate-way@3.1 source=https://r.example/ab/gate_way-3.1-py3-none-any.whl",
    ];
    assert_eq!(read(generated), expected);
}
