//! Reads the files that `-c` names: constraints ask for nothing, but say which version what is asked for gets.

use std::collections::{BTreeSet, HashMap};

use super::super::{Detector, Files, Want};
use super::requirement::{self, Requirement};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::join::{folder, path, resolve};
use crate::sheet::Sheet;

/// No name makes a file one of constraints: it is read when another asks for it.
pub const DETECTOR: Detector = Detector { id: "constraints", files: Files::Named(&[]), want: Want::Whole, read };

/// What a sheet says of its constraint files and of the files it includes.
const CONSTRAINED_BY: &str = "constrained-by";
const INCLUDES: &str = "includes";
/// Before the name of a package, which is constrained to the value.
const PIN: &str = "pin:";
/// Nobody has more files of constraints; more would be read again for every file that names them.
const FILES_MAX: usize = 16;

/// `-c path`, in a file of requirements or of constraints. An address is not fetched.
pub fn constrained_by(relative: &str, found: &mut Found) {
    if relative.contains("://") {
        return;
    }
    found.setting(CONSTRAINED_BY, relative);
    found.include_for(relative, DETECTOR.id);
}

/// `-r path`: the constraints hold for that file, too.
pub fn includes(relative: &str, found: &mut Found) {
    found.setting(INCLUDES, relative);
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    for line in lines(&text) {
        let code = line.text.split(" #").next().unwrap_or(line.text).trim();
        if code.starts_with('#') {
            continue;
        }
        let included = requirement::option(code, "-c", "--constraint");
        if let Some(included) = included.or_else(|| requirement::option(code, "-r", "--requirement")) {
            constrained_by(included, found);
        } else if let Some(constraint) = Requirement::parse(code).filter(|constraint| constraint.address.is_none())
            && let Some(version) = requirement::pin(constraint.specifier)
        {
            found.setting(&format!("{PIN}{}", requirement::normal(constraint.name)), version);
        }
    }
}

/// Gives a version to every request that has none and whose constraints allow only one.
pub fn join(sheets: &mut [Sheet]) {
    let constraints: HashMap<String, usize> = of_detector(sheets, DETECTOR.id);
    if constraints.is_empty() {
        return;
    }
    let requirements = of_detector(sheets, super::requirements::DETECTOR.id);
    // For each file of requirements the files whose constraints it asked for, or who includes it did.
    let mut asked: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for at in requirements.values() {
        let Some(sheet) = sheets.get(*at) else { continue };
        let files = within(sheet, &constraints, sheets);
        let included = named(sheet, INCLUDES).filter_map(|path| requirements.get(&path).copied());
        for at in included.chain([*at]).collect::<BTreeSet<usize>>() {
            let of_sheet = asked.entry(at).or_default();
            of_sheet.extend(files.iter().take(FILES_MAX.saturating_sub(of_sheet.len())));
        }
    }
    for (at, files) in asked {
        let mut pins: HashMap<String, Option<String>> = HashMap::new();
        for (name, version) in files.iter().filter_map(|file| sheets.get(*file)).flat_map(|sheet| &sheet.settings) {
            // Two versions are for different surroundings: which one is meant is not known.
            if let Some(name) = name.strip_prefix(PIN) {
                let same = |known: &mut Option<String>| *known = known.take().filter(|known| known == version);
                pins.entry(name.to_owned()).and_modify(same).or_insert_with(|| Some(version.clone()));
            }
        }
        let Some(sheet) = sheets.get_mut(at) else { continue };
        for package in sheet.wishes.iter_mut().map(|wish| &mut wish.package) {
            if package.version.is_none() && package.qualifiers.is_empty() {
                package.version = pins.get(&package.name).cloned().flatten();
            }
        }
    }
}

/// The sheets of a detector, by path.
fn of_detector(sheets: &[Sheet], id: &str) -> HashMap<String, usize> {
    let of_detector = sheets.iter().enumerate().filter(|(_, sheet)| sheet.detector == id);
    of_detector.map(|(at, sheet)| (path(sheet), at)).collect()
}

/// The paths a sheet names in a setting, from the root.
fn named(sheet: &Sheet, setting: &str) -> impl Iterator<Item = String> {
    let path = path(sheet);
    let named = sheet.settings.iter().filter(move |(name, _)| name == setting);
    named.filter_map(move |(_, relative)| resolve(folder(&path), relative))
}

/// The files of constraints a sheet names, and those that these name.
fn within(sheet: &Sheet, constraints: &HashMap<String, usize>, sheets: &[Sheet]) -> BTreeSet<usize> {
    let of_sheet = |sheet: &Sheet| -> Vec<usize> {
        named(sheet, CONSTRAINED_BY).filter_map(|path| constraints.get(&path).copied()).take(FILES_MAX).collect()
    };
    let mut files = BTreeSet::new();
    let mut next = of_sheet(sheet);
    while let Some(at) = next.pop() {
        if files.len() < FILES_MAX && files.insert(at) {
            next.extend(sheets.get(at).into_iter().flat_map(of_sheet));
        }
    }
    files
}

#[test]
fn a_request_gets_the_only_version_its_constraints_allow() {
    let sheet = |detector: &'static str, path: &str, text: &str| {
        let report = crate::inspect::inspect_for(detector, std::path::Path::new(path), text.as_bytes());
        assert_eq!(report.not_read, [], "{path}");
        report.sheets.into_iter().next().expect("one sheet")
    };
    let asked = "\
-c ../limits/all.txt
-r more.txt
left_pad
hinge>=1
bolt
gate @ git+https://example.eu/o/gate@main
nail==1.0
lock
";
    let limits = "\
# lock==9.9
--constraint=further.txt
left-pad==1.3.0  # why
Hinge===1.2 ; python_version > '3'
bolt==1.0; python_version < '3'
bolt==2.0; python_version > '3'
gate==4.0
nobody==1.0
window
";
    let mut sheets = [
        sheet("constraints", "limits/all.txt", limits),
        sheet("constraints", "limits/further.txt", "-c all.txt\nlock==3.0\n"),
        sheet("requirements", "a/requirements.txt", asked),
        sheet("requirements", "a/more.txt", "left-pad\nframe\n"),
        sheet("requirements", "b/requirements.txt", "left-pad\n"),
    ];
    join(&mut sheets);
    let shown: Vec<String> = sheets.iter().flat_map(crate::detectors::tests::shown_sheet).collect();
    assert_eq!(
        shown,
        [
            "7 pkg:pypi/nail@1.0 runtime direct",
            "3 wish pkg:pypi/left-pad@1.3.0  runtime",
            "4 wish pkg:pypi/hinge@1.2 >=1 runtime",
            "5 wish pkg:pypi/bolt  runtime",
            "6 wish pkg:pypi/gate?vcs_url=git%2Bhttps:%2F%2Fexample.eu%2Fo%2Fgate%40main \
             git+https://example.eu/o/gate@main runtime",
            "8 wish pkg:pypi/lock@3.0  runtime",
            "1 wish pkg:pypi/left-pad@1.3.0  runtime",
            "2 wish pkg:pypi/frame  runtime",
            "1 wish pkg:pypi/left-pad  runtime",
        ]
    );
}
