//! Reads the `pom.xml` that Maven puts into a jar: who the library is and its licence.
//!
//! What that library asked for when it was built is no part of this product: it may be there or not.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::{coordinates, pom, pom_xml};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "embedded-pom", files: Files::NamedIf(&["pom.xml"], is_embedded), want: Want::Whole, read };

/// Whether it stands where Maven puts the model of a finished library.
pub fn is_embedded(file: &FileName) -> bool {
    let path = file.lower_path();
    path.contains("meta-inf/maven/") || path.contains(".jar!/") || path.contains(".war!/") || path.contains(".ear!/")
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(pom) = found.parsed(pom::read(&text)) else { return };
    let parent = pom.parent.unwrap_or_default().artifact;
    let own_or = |own, of_parent| if str::is_empty(own) { of_parent } else { own };
    let group = own_or(pom.project.group, parent.group);
    let version = own_or(pom.project.version, parent.version);
    // A name or version that is still a property says nothing; `pom.properties` beside it has both.
    let Some(package) = coordinates::package(group, pom.project.artifact, "") else { return };
    found.origin(Origin::Installed);
    let component = Component {
        licence: pom_xml::licence(&pom),
        description: pom.description.map(|(description, _)| description.to_owned()),
        ..Component::new(Package { version: coordinates::exact(version).map(str::to_owned), ..package })
    };
    found.component(component, pom.project.line);
}

#[test]
fn a_library_is_known_and_its_wishes_are_not_ours() {
    let manifest = "\
<project><parent><groupId>eu.example</groupId><artifactId>parent</artifactId><version>2.0</version></parent>
<artifactId>hinge</artifactId><licenses><license><name>MIT License</name></license></licenses>
<dependencies><dependency><groupId>eu.example</groupId><artifactId>x</artifactId><version>1</version></dependency></dependencies>
</project>";
    let path = "app.jar!/META-INF/maven/eu.example/hinge/pom.xml";
    crate::detectors::tests::check_sheet(path, manifest, &["2 pkg:maven/eu.example/hinge@2.0 licence=MIT"]);
    crate::detectors::tests::check(path, manifest, &[]);
}
