//! Reads Buildroot's `.config` and its defconfigs: which packages a device takes, and the release of Buildroot.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};

pub const DETECTOR: Detector =
    Detector { id: "buildroot-config", files: Files::Named(&[".config", "*_defconfig"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    for line in lines(&text) {
        // The kernel and others have such files too; their names begin otherwise.
        if let Some(name) = line.text.strip_prefix("BR2_PACKAGE_").and_then(|rest| rest.trim_end().strip_suffix("=y")) {
            found.setting("package", name);
        } else if let Some(rest) = line.text.strip_prefix("# Buildroot ")
            && let Some(version) = rest.trim_end().strip_suffix(" Configuration")
        {
            // `2023.02.3-1-gabcdef` is a commit after a release.
            let package = Package::new("generic", "buildroot", Some(version));
            let component = Component { scope: Some(Scope::Development), ..Component::new(package) };
            found.component(component, line.number);
        }
    }
}

#[test]
fn a_configuration_tells_the_release() {
    let config = "#\n# Automatically generated file; DO NOT EDIT.\n# Buildroot 2023.02.3 Configuration\n#\nBR2_arm=y\n\
                  BR2_PACKAGE_LEFT_PAD=y\n# BR2_PACKAGE_DOOR is not set\n";
    crate::detectors::tests::check_sheet(".config", config, &["3 pkg:generic/buildroot@2023.02.3 development"]);
    crate::detectors::tests::check_sheet(".config", "CONFIG_ARM=y\n", &[]);
}
