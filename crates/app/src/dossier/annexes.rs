//! The lists that go with the papers: bills of materials, and all evidence as a table for programs and people.

use ::dossier::Annex;
use evidence::{Digest, Registered};
use inventory::Inventory;

use crate::Failure;

/// One list.
#[derive(Clone, Debug)]
pub struct Listed {
    pub name: String,
    pub title: &'static str,
    pub digest: String,
    pub(super) what: What,
    pub(super) bytes: Vec<u8>,
}

/// What a list has all of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Components,
    Evidence,
}

impl Listed {
    fn new(what: What, title: &'static str, name: &str, bytes: Vec<u8>) -> Listed {
        Listed { name: name.to_owned(), title, digest: Digest::of(&bytes).to_string(), what, bytes }
    }

    /// As papers refer to it.
    pub(super) fn annex(&self) -> Annex {
        Annex { name: self.name.clone(), digest: self.digest.clone() }
    }
}

/// Every list that a product has: without evidence there is none of it.
pub(super) fn of(inventory: &Inventory, evidence: &[Registered]) -> Result<Vec<Listed>, Failure> {
    let titles = ["Bill of materials (CycloneDX)", "Bill of materials (SPDX)"];
    let bills = titles.into_iter().zip(crate::scan::bills(inventory)?);
    let bills = bills.map(|(title, (name, bytes))| Listed::new(What::Components, title, &name, bytes));
    let mut lists: Vec<Listed> = bills.collect();
    if evidence.iter().any(is_held) {
        let table = table(evidence).into_bytes();
        lists.push(Listed::new(What::Evidence, "Evidence in the signed log", "evidence.csv", table));
    }
    Ok(lists)
}

fn is_held(registered: &Registered) -> bool {
    registered.withdrawn.is_none()
}

/// What was not withdrawn, in the order it was added, as comma-separated values (RFC 4180). Nothing in it depends on
/// the day.
fn table(evidence: &[Registered]) -> String {
    let mut out = String::from("entry,added,by,id,kind,title,file,release,fresh until,points,digest\r\n");
    for registered in evidence.iter().filter(|registered| is_held(registered)) {
        let piece = &registered.evidence;
        let until = piece.fresh_until(registered.when.day()).map(|day| day.to_string()).unwrap_or_default();
        let points: Vec<String> = piece.points.iter().map(ToString::to_string).collect();
        let cells = [
            &registered.entry.to_string(),
            &registered.when.to_string(),
            &registered.who,
            &piece.id,
            piece.kind.as_str(),
            &piece.title,
            piece.source.as_deref().unwrap_or_default(),
            piece.release.as_deref().unwrap_or_default(),
            &until,
            &points.join(" "),
            &piece.blob.digest.to_string(),
        ];
        for (at, cell) in cells.into_iter().enumerate() {
            out.push_str(if at == 0 { "" } else { "," });
            write_cell(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

/// Quoted where it has to be. What a spreadsheet would run as a formula begins with an apostrophe.
fn write_cell(out: &mut String, cell: &str) {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !runs && !cell.contains(['"', ',', '\r', '\n']) {
        out.push_str(cell);
        return;
    }
    out.push_str(if runs { "\"'" } else { "\"" });
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use evidence::{Blob, Evidence, Kind};

    use super::*;

    fn piece(entry: u64, title: &str) -> Registered {
        let evidence = Evidence {
            id: format!("id {entry}"),
            kind: Kind::TestReport,
            title: title.to_owned(),
            blob: Blob::of(b"abc", "text/plain"),
            source: Some("a.xml".to_owned()),
            release: Some("1.0".to_owned()),
            points: ["cra:13(2)", "cra:annex-1.1(1)"].map(|point| point.parse().unwrap()).to_vec(),
            fresh_for: Some("1y".parse().unwrap()),
            summary: None,
        };
        let when = "2027-01-31T12:00:00Z".parse().unwrap();
        Registered { entry, when, who: "Door Makers".to_owned(), evidence, withdrawn: None }
    }

    const DIGEST: &str = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn evidence_is_listed_with_all_that_names_it() {
        let rows = "entry,added,by,id,kind,title,file,release,fresh until,points,digest\r\n\
                    2,2027-01-31T12:00:00Z,Door Makers,id 2,test-report,a,a.xml,1.0,2028-01-31,\
                    cra:13(2) cra:annex-1.1(1),";
        assert_eq!(table(&[piece(2, "a")]), format!("{rows}{DIGEST}\r\n"));
    }

    #[test]
    fn what_was_withdrawn_carries_nothing_and_is_not_listed() {
        let mut gone = piece(2, "a");
        gone.withdrawn =
            Some(evidence::register::Withdrawn { when: gone.when, who: gone.who.clone(), why: "old".to_owned() });
        assert_eq!(of(&Inventory::default(), &[gone.clone()]).unwrap().len(), 2);
        assert_eq!(table(&[gone]).lines().count(), 1);
    }

    #[test]
    fn a_cell_can_neither_break_the_table_nor_run_in_a_spreadsheet() {
        let written = |cell: &str| {
            let mut out = String::new();
            write_cell(&mut out, cell);
            out
        };
        assert_eq!(written("plain"), "plain");
        assert_eq!(written("a, b"), "\"a, b\"");
        assert_eq!(written("a\r\nb"), "\"a\r\nb\"");
        assert_eq!(written("the \"A\""), "\"the \"\"A\"\"\"");
        assert_eq!(written("=1+1"), "\"'=1+1\"");
    }
}
