//! Reads `var/lib/rpmmanifest/container-manifest-2`: what images of Azure Linux keep in place of a database.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "rpm-manifest",
    files: Files::Named(&["rpmmanifest/container-manifest-2"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Installed);
    for line in lines(&file.text()).filter(|line| !line.text.trim().is_empty()) {
        let fields: Vec<&str> = line.text.trim_end().split('\t').collect();
        // Name, version and release, times, vendor, epoch, size, architecture, epoch as a number, source package.
        let &[name, version, _, _, vendor, epoch, _, arch, ref rest @ ..] = &fields[..] else {
            found.malformed(format!("line {}: fewer than eight fields", line.number));
            continue;
        };
        let epoch = if epoch.bytes().all(|byte| byte.is_ascii_digit()) && epoch != "0" { epoch } else { "" };
        let is_known = |value: &str| !value.is_empty() && value != "(none)";
        let component = Component {
            supplier: is_known(vendor).then(|| vendor.to_owned()),
            properties: super::rpm_header::source_properties(rest.get(1).copied().unwrap_or_default()),
            ..Component::new(Package::new("rpm", name, Some(version)).with("arch", arch).with("epoch", epoch))
        };
        found.component(component, line.number);
    }
}

#[test]
fn each_line_is_a_package() {
    let line = "door\t1.2-3.cm2\t1653816591\t1653628924\tExample Corporation\t(none)\t4927\tx86_64\t0\tdoor-1.2-3.cm2.src.rpm\n";
    let epoch = "hinge\t2.0-1.cm2\t1653816591\t1653628924\t(none)\t1\t927\tnoarch\t1\thinge-2.0-1.cm2.src.rpm\n";
    crate::detectors::tests::check_sheet(
        "var/lib/rpmmanifest/container-manifest-2",
        &format!("{line}{epoch}"),
        &["1 pkg:rpm/door@1.2-3.cm2?arch=x86_64", "2 pkg:rpm/hinge@2.0-1.cm2?arch=noarch&epoch=1"],
    );
    crate::detectors::tests::check_malformed("rpmmanifest/container-manifest-2", "door\t1.2");
}
