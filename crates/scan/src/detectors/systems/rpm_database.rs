//! Reads the database of rpm in its three forms: SQLite (`rpmdb.sqlite`), ndb (`Packages.db`) and Berkeley DB
//! (`Packages`). Each keeps one header for each package.

use std::collections::HashMap;

use super::super::{Detector, Files, Want};
use super::rpm_header::Header;
use super::{berkeley, ndb, sqlite};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector = Detector {
    id: "rpm-database",
    files: Files::Named(&["rpm/rpmdb.sqlite", "rpm/packages.db", "rpm/packages"]),
    want: Want::Database,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Installed);
    let mut listed: Vec<(At, Header)> = Vec::new();
    let mut broken = None;
    let mut each = |blob: &[u8]| {
        let Some(header) = Header::parse(blob) else {
            broken = Some("a broken header");
            return;
        };
        // A key that packages are checked with is kept as a package, and is none.
        if let Some(component) = header.component().filter(|component| component.package.name != "gpg-pubkey") {
            listed.push((found.component(component, None), header));
        }
    };
    let whole = if sqlite::is_database(file.bytes) {
        sqlite::blobs(file.bytes, "Packages", &mut each)
    } else if ndb::is_database(file.bytes) {
        ndb::blobs(file.bytes, &mut each)
    } else if berkeley::is_database(file.bytes) {
        berkeley::blobs(file.bytes, &mut each)
    } else {
        // A folder of somebody's may be called like this.
        Ok(())
    };
    edges(&listed, found);
    if let Some(fault) = whole.err().or(broken) {
        found.malformed(fault);
    }
}

/// A package asks for names that others provide. It may also ask for files, which are not looked up.
fn edges(listed: &[(At, Header)], found: &mut Found) {
    let mut providers: HashMap<&str, At> = HashMap::new();
    for (at, header) in listed {
        for name in &header.provides {
            providers.entry(name).or_insert(*at);
        }
    }
    for (from, header) in listed {
        let targets = header.requires.iter().filter_map(|name| providers.get(&**name).copied());
        let mut targets: Vec<At> = targets.filter(|to| to != from).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            found.depends(*from, target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rpm_header::tests::header;
    use super::*;
    use crate::detectors::tests::check_sheet_bytes;

    #[test]
    fn an_ndb_database_lists_its_packages() {
        let blobs = [header("door", "1.2", Some(1), &["hinge"]), header("hinge", "3", None, &["glibc"])];
        check_sheet_bytes("usr/lib/sysimage/rpm/Packages.db", &ndb::tests::database(&blobs), &expected());
        // The place of a package nobody has written yet is no error, a broken one is.
        let mut broken = ndb::tests::database(&blobs);
        broken.truncate(4200);
        let report = crate::inspect(std::path::Path::new("rpm/Packages.db"), &broken).expect("sound");
        assert_eq!(report.not_read.len(), 1);
    }

    #[test]
    fn a_berkeley_database_lists_its_packages() {
        let blobs = [header("door", "1.2", Some(1), &["hinge"]), header("hinge", "3", None, &["glibc"])];
        check_sheet_bytes("var/lib/rpm/Packages", &berkeley::tests::database(&blobs), &expected());
    }

    #[test]
    fn an_sqlite_database_lists_its_packages() {
        let blobs = [header("door", "1.2", Some(1), &["hinge"]), header("hinge", "3", None, &["glibc"])];
        check_sheet_bytes("var/lib/rpm/rpmdb.sqlite", &sqlite::tests::database(&blobs), &expected());
    }

    #[test]
    fn a_database_longer_than_any_manifest_is_read() {
        let long = |name, version, epoch, requires| {
            let mut blob = header(name, version, epoch, requires);
            blob.resize(blob.len() + (9 << 20), 0);
            blob
        };
        let blobs = [long("door", "1.2", Some(1), &["hinge"]), long("hinge", "3", None, &["glibc"])];
        check_sheet_bytes("usr/lib/sysimage/rpm/Packages.db", &ndb::tests::database(&blobs), &expected());
    }

    #[test]
    fn a_file_that_is_no_database_is_passed_over() {
        check_sheet_bytes("rpm/packages", b"door\nhinge\n", &[]);
        check_sheet_bytes("rpm/packages", b"", &[]);
    }

    fn expected() -> [&'static str; 2] {
        [
            "- pkg:rpm/door@1.2-1.fc40?arch=x86_64&epoch=1 licence=MIT -> hinge",
            "- pkg:rpm/hinge@3-1.fc40?arch=x86_64 licence=MIT",
        ]
    }
}
