//! Which distribution a package comes from: the database does not say it, `os-release` of the same tree does.

use std::collections::HashMap;

use crate::sheet::Sheet;

/// Where each detector's file stands, seen from the root of its file system.
const PLACES: &[(&str, &[&str])] = &[
    ("dpkg-status", &["var/lib/dpkg/"]),
    ("opkg-status", &["usr/lib/opkg/", "var/lib/opkg/", "lib/opkg/"]),
    ("apk-installed", &["usr/lib/apk/db/", "lib/apk/db/"]),
    ("pacman-desc", &["var/lib/pacman/local/"]),
    ("rpm-database", &["var/lib/rpm/", "usr/lib/sysimage/rpm/", "usr/share/rpm/"]),
    ("rpm-manifest", &["var/lib/rpmmanifest/"]),
    ("os-release", &["etc/os-release", "usr/lib/os-release"]),
];

struct Distribution {
    id: String,
    release: Option<String>,
}

/// Tells every package of a system which distribution it belongs to, and Debian packages their licence.
pub fn join(sheets: &mut [Sheet]) {
    let mut known: HashMap<String, Distribution> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.detector == "os-release") {
        if let (Some(root), Some(id)) = (root(sheet), sheet.setting("id")) {
            let release = sheet.setting("release").map(str::to_owned);
            // `etc/os-release` comes first in the order of paths, and it is the one that counts.
            known.entry(root).or_insert_with(|| Distribution { id: id.to_lowercase(), release });
        }
    }
    super::dpkg_copyright::join(sheets);
    for sheet in sheets.iter_mut().filter(|sheet| sheet.detector != "os-release") {
        let Some(distribution) = root(sheet).and_then(|root| known.get(&root)) else { continue };
        let Distribution { id, release } = distribution;
        let named = release.as_ref().map_or_else(|| id.clone(), |release| format!("{id}-{release}"));
        for component in &mut sheet.components {
            let package = &mut component.package;
            package.namespace = Some(namespace(&package.ecosystem, id).to_owned());
            *package = package.clone().with("distro", &*named);
        }
    }
}

/// The root of the file system that a file of a package database belongs to.
fn root(sheet: &Sheet) -> Option<String> {
    let (_, places) = PLACES.iter().find(|(detector, _)| *detector == sheet.detector)?;
    let path = sheet.path.to_string_lossy().replace('\\', "/");
    places.iter().find_map(|place| {
        let at = path.rfind(place).filter(|at| *at == 0 || path.as_bytes().get(at - 1) == Some(&b'/'))?;
        path.get(..at).map(str::to_owned)
    })
}

/// The vendor as package-urls name it.
fn namespace<'a>(ecosystem: &str, id: &'a str) -> &'a str {
    match (ecosystem, id) {
        ("rpm", "rhel") => "redhat",
        ("rpm", id) if id.starts_with("opensuse") => "opensuse",
        ("rpm", "sles" | "sled" | "sle_hpc") => "suse",
        ("rpm", "ol") => "oracle",
        _ => id,
    }
}

#[test]
fn a_package_belongs_to_the_distribution_of_its_own_tree() {
    use inventory::{Component, Package, Place};
    use std::path::PathBuf;

    let sheet = |path: &str, detector| Sheet::new(PathBuf::from(path), detector, Place::Product);
    let release = |path: &str, id: &str, release: &str| {
        let mut sheet = sheet(path, "os-release");
        sheet.settings = vec![("id".to_owned(), id.to_owned()), ("release".to_owned(), release.to_owned())];
        sheet
    };
    let database = |path: &str, detector, ecosystem| {
        let mut sheet = sheet(path, detector);
        sheet.components.push(Component::new(Package::new(ecosystem, "door", Some("1")).with("arch", "x")));
        sheet
    };
    let mut sheets = [
        release("a/etc/os-release", "debian", "12"),
        release("a/usr/lib/os-release", "debian", "13"),
        release("etc/os-release", "rhel", "9.4"),
        database("a/var/lib/dpkg/status", "dpkg-status", "deb"),
        database("a/var/lib/dpkg/status.d/door", "dpkg-status", "deb"),
        database("b/lib/apk/db/installed", "apk-installed", "apk"),
        database("usr/lib/sysimage/rpm/rpmdb.sqlite", "rpm-database", "rpm"),
    ];
    join(&mut sheets);
    let purls: Vec<String> =
        sheets.iter().flat_map(|sheet| &sheet.components).filter_map(|component| component.package.purl()).collect();
    assert_eq!(
        purls,
        [
            "pkg:deb/debian/door@1?arch=x&distro=debian-12",
            "pkg:deb/debian/door@1?arch=x&distro=debian-12",
            "pkg:apk/door@1?arch=x",
            "pkg:rpm/redhat/door@1?arch=x&distro=rhel-9.4",
        ]
    );
}
