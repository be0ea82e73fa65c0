//! Reads the database of opkg (OpenWrt, Yocto): `usr/lib/opkg/status`, and the control file of each package.

use super::super::{Detector, Files, Want};
use super::paragraphs;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "opkg-status",
    files: Files::Named(&["lib/opkg/status", "lib/opkg/info/*.control"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Installed);
    paragraphs::list("opkg", &file.text(), file.name.lower_name() == "status", found);
}

#[test]
fn what_is_installed_is_listed() {
    let check = crate::detectors::tests::check_sheet;
    let status = "Package: libc\nVersion: 1.2.4-4\nStatus: install hold installed\nArchitecture: mipsel_24kc\n\
Installed-Time: 1707336042\n\nPackage: door\nVersion: 2024.1-r2\nDepends: libc, libkey\n\
Status: install user installed\nArchitecture: mipsel_24kc\nConffiles:\n /etc/door 0f343b0931126a20f133d67c2b018a3b\n\n\
Package: left-pad\nVersion: 1\nStatus: deinstall user not-installed\nArchitecture: all\n\n";
    check(
        "usr/lib/opkg/status",
        status,
        &["1 pkg:opkg/libc@1.2.4-4?arch=mipsel_24kc", "7 pkg:opkg/door@2024.1-r2?arch=mipsel_24kc -> libc"],
    );
    let control = "Package: door\nVersion: 2024.1-r2\nDepends: libc\nSource: feeds/base/door\nSourceName: door\n\
License: GPL-2.0\nArchitecture: mipsel_24kc\nDescription:  opens\n";
    check("usr/lib/opkg/info/door.control", control, &["1 pkg:opkg/door@2024.1-r2?arch=mipsel_24kc licence=GPL-2.0"]);
}
