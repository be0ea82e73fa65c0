//! Reads the manifest of a Yocto image, `<image>.manifest`: a package, its architecture and its version in each line.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "yocto-image", files: Files::Named(&["*.manifest"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Manifests of many kinds have this ending. In one of an image every line is of this form.
    let parted: Option<Vec<_>> = lines(&text)
        .filter(|line| !line.text.trim().is_empty())
        .map(|line| {
            let mut words = line.text.split_whitespace();
            let (name, architecture, version) = (words.next()?, words.next()?, words.next()?);
            let fits = words.next().is_none()
                && is_word(name)
                && is_word(architecture)
                && version.contains(|c: char| c.is_ascii_digit())
                && !version.contains(['=', '<', '/']);
            fits.then_some((line.number, name, without_revision(version)))
        })
        .collect();
    let Some(parted) = parted else { return };
    found.origin(Origin::Installed);
    for (line, name, version) in parted {
        found.component(Component::new(Package::new("yocto", name, Some(version))), line);
    }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.'))
}

/// `1.35.0-r0` is 1.35.0; the rest counts the changes of the recipe.
fn without_revision(version: &str) -> &str {
    match version.rsplit_once("-r") {
        Some((version, revision)) if revision.starts_with(|c: char| c.is_ascii_digit()) => version,
        _ => version,
    }
}

#[test]
fn an_image_is_told_from_other_manifests() {
    crate::detectors::tests::check_sheet(
        "core-image-minimal-qemux86-64.manifest",
        "left-pad core2_64 1.35.0-r0\nlibdoor6 core2_64 2.35+git0+abc-r0.3\nbase qemux86_64 1.0\n",
        &["1 pkg:yocto/left-pad@1.35.0", "2 pkg:yocto/libdoor6@2.35%2Bgit0%2Babc", "3 pkg:yocto/base@1.0"],
    );
    for other in
        ["<assembly>\n</assembly>\n", "a 1 2\nnot one\n", "Manifest-Version: 1.0\n", "index.html sha256 aa=1\n"]
    {
        crate::detectors::tests::check_sheet("x.manifest", other, &[]);
    }
}
