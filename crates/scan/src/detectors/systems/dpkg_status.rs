//! Reads the database of dpkg: `var/lib/dpkg/status`, and `status.d`, where images without a shell keep one file
//! for each package.

use super::super::{Detector, Files, Want};
use super::paragraphs;
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector { id: "dpkg-status", files: Files::If(is_database), want: Want::Whole, read };

fn is_database(name: &FileName) -> bool {
    let path = name.lower_path();
    if name.lower_name() == "status" {
        return path == "var/lib/dpkg/status" || path.ends_with("/var/lib/dpkg/status");
    }
    // Beside the paragraphs lie `name.md5sums`. A name of a package may hold dots of its own.
    is_in_status_d(name) && !path.ends_with(".md5sums")
}

fn is_in_status_d(name: &FileName) -> bool {
    let folder = name.lower_path().rsplit_once('/').map_or("", |(folder, _)| folder);
    folder == "var/lib/dpkg/status.d" || folder.ends_with("/var/lib/dpkg/status.d")
}

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Installed);
    paragraphs::list("deb", &file.text(), !is_in_status_d(file.name), found);
}

#[test]
fn what_is_installed_is_listed_and_what_was_removed_is_not() {
    let status = "Package: door\nStatus: install ok installed\nPriority: optional\nSection: admin\n\
Installed-Size: 120\nMaintainer: Example Maintainers <door@example.org>\nArchitecture: amd64\nMulti-Arch: foreign\n\
Source: door-src (1:2.0-3)\nVersion: 1:2.0-3+b1\nDepends: libhinge1 (>= 1.2), debconf | debconf-2.0, hinge-data\n\
Pre-Depends: libkey:any\nDescription: opens\n and closes\n .\n again\n\n\
Package: libhinge1\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.4-1\n\n\
Package: libhinge1\nStatus: hold ok installed\nArchitecture: i386\nVersion: 1.4-1\n\n\
Package: cdebconf\nStatus: install ok installed\nArchitecture: amd64\nProvides: debconf-2.0\nVersion: 0.270\n\n\
Package: left-pad\nStatus: deinstall ok config-files\nArchitecture: all\nVersion: 9\n\n\
Package: libkey\nStatus: install ok triggers-pending\nArchitecture: all\nVersion: 3~rc1\n";
    crate::detectors::tests::check_sheet(
        "rootfs/var/lib/dpkg/status",
        status,
        &[
            "1 pkg:deb/door@1:2.0-3%2Bb1?arch=amd64 -> libhinge1 cdebconf libkey",
            "18 pkg:deb/libhinge1@1.4-1?arch=amd64",
            "23 pkg:deb/libhinge1@1.4-1?arch=i386",
            "28 pkg:deb/cdebconf@0.270?arch=amd64",
            "39 pkg:deb/libkey@3~rc1?arch=all",
        ],
    );
    crate::detectors::tests::check_malformed(
        "var/lib/dpkg/status",
        "Package: door\nStatus: install ok installed\nVers",
    );
}

#[test]
fn images_without_a_shell_keep_one_file_for_each_package() {
    let check = crate::detectors::tests::check_sheet;
    let paragraph = "Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\nMaintainer: x";
    check("var/lib/dpkg/status.d/base-files", paragraph, &["1 pkg:deb/base-files@12.4%2Bdeb12u5?arch=amd64"]);
    check("a/var/lib/dpkg/status.d/libstdc++6.x", paragraph, &["1 pkg:deb/base-files@12.4%2Bdeb12u5?arch=amd64"]);
    check("var/lib/dpkg/status.d/base-files.md5sums", "d41d8cd98f00b204e9800998ecf8427e  etc/door\n", &[]);
    check("var/lib/dpkg/status-old", paragraph, &[]);
    check("status", paragraph, &[]);
}
