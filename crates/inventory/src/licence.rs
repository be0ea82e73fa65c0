//! What a licence, as somebody wrote it, can be read as.

use spdx::{Expression, LicenseItem, ParseMode};

/// The deprecated identifiers (`GPL-2.0`) still stand in most of what is published.
const MODE: ParseMode = ParseMode { allow_deprecated: true, allow_postfix_plus_on_gpl: true, ..ParseMode::STRICT };

/// Nobody wrote a longer expression by hand: it is a text.
const LONGEST: usize = 4096;

/// A licence as written, by what it can be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Licence<'a> {
    /// One identifier of the SPDX list.
    Id(&'a str),
    /// An SPDX expression.
    Expression(&'a str),
    /// Neither.
    Name(&'a str),
}

impl<'a> Licence<'a> {
    /// Takes what is written; None if that is nothing.
    pub(crate) fn read(written: &'a str) -> Option<Licence<'a>> {
        let text = written.trim();
        if text.is_empty() || matches!(text, "NOASSERTION" | "NONE") {
            return None;
        }
        if spdx::license_id(text).is_some_and(|id| id.name == text) {
            return Some(Licence::Id(text));
        }
        let parsed = if text.len() > LONGEST { None } else { Expression::parse_mode(text, MODE).ok() };
        Some(match parsed {
            Some(_) => Licence::Expression(text),
            None => Licence::Name(text),
        })
    }
}

/// Whether a licence is free and open-source: approved by the Open Source Initiative, or free to the Free Software
/// Foundation. Where one may choose, one such licence is enough. What is on neither list is not known to be free.
pub fn is_free(written: &str) -> bool {
    let parsed = (written.len() <= LONGEST).then(|| Expression::parse_mode(written.trim(), MODE).ok()).flatten();
    parsed.is_some_and(|expression| {
        expression.evaluate(|wanted| match &wanted.license {
            LicenseItem::Spdx { id, .. } => id.is_osi_approved() || id.is_fsf_free_libre(),
            LicenseItem::Other(_) => false,
        })
    })
}

/// The expression with its references to licences outside the SPDX list, each once, as written.
pub(crate) fn licence_references(expression: &str) -> Vec<String> {
    let Ok(expression) = Expression::parse_mode(expression, MODE) else { return Vec::new() };
    let mut found: Vec<String> = expression
        .requirements()
        .filter_map(|requirement| match &requirement.req.license {
            LicenseItem::Other(other) if other.doc_ref.is_none() => Some(format!("LicenseRef-{}", other.lic_ref)),
            _ => None,
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Takes the licences of a list, of which all hold; gives one text for them.
///
/// Expressions are joined by `AND`; where one of them is only a name, all stand side by side.
pub(crate) fn together<'a>(written: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut read: Vec<Licence> = Vec::new();
    for licence in written.filter_map(Licence::read) {
        if !read.contains(&licence) {
            read.push(licence);
        }
    }
    let names = read.iter().any(|licence| matches!(licence, Licence::Name(_)));
    let alone = read.len() == 1;
    let texts: Vec<String> = read
        .into_iter()
        .map(|licence| match licence {
            Licence::Expression(text) if !alone && !names && text.contains(' ') => format!("({text})"),
            Licence::Id(text) | Licence::Expression(text) | Licence::Name(text) => text.to_owned(),
        })
        .collect();
    (!texts.is_empty()).then(|| texts.join(if names { ", " } else { " AND " }))
}

#[test]
fn licences_that_all_hold_are_one_expression() {
    let one = |written: &[&str]| together(written.iter().copied());
    assert_eq!(one(&["MIT OR Zlib"]).as_deref(), Some("MIT OR Zlib"));
    assert_eq!(one(&["MIT OR Zlib", "ISC", "ISC"]).as_deref(), Some("(MIT OR Zlib) AND ISC"));
    assert_eq!(one(&["ISC", "our own"]).as_deref(), Some("ISC, our own"));
    assert_eq!(one(&["NOASSERTION"]), None);
}

#[test]
fn a_licence_is_an_identifier_an_expression_or_a_name() {
    assert_eq!(Licence::read(" MIT "), Some(Licence::Id("MIT")));
    assert_eq!(Licence::read("GPL-2.0"), Some(Licence::Id("GPL-2.0")));
    assert_eq!(Licence::read("MIT OR Apache-2.0"), Some(Licence::Expression("MIT OR Apache-2.0")));
    assert_eq!(Licence::read("LicenseRef-ours"), Some(Licence::Expression("LicenseRef-ours")));
    assert_eq!(Licence::read("mit"), Some(Licence::Name("mit")));
    assert_eq!(Licence::read("see LICENSE"), Some(Licence::Name("see LICENSE")));
    assert_eq!(Licence::read(" "), None);
    assert_eq!(Licence::read("NOASSERTION"), None);
    assert_eq!(licence_references("MIT OR LicenseRef-b AND LicenseRef-a"), ["LicenseRef-a", "LicenseRef-b"]);
}

#[test]
fn free_is_what_somebody_who_judges_licences_calls_free() {
    for free in
        ["MIT", "Apache-2.0", "GPL-2.0", "AGPL-3.0-only", "CC0-1.0", "GPL-2.0-only WITH Classpath-exception-2.0"]
    {
        assert!(is_free(free), "{free}");
    }
    assert!(is_free("BUSL-1.1 OR MIT"));
    assert!(!is_free("BUSL-1.1 AND MIT"));
    for other in ["BUSL-1.1", "SSPL-1.0", "CC-BY-NC-4.0", "LicenseRef-ours", "NOASSERTION", "our own", ""] {
        assert!(!is_free(other), "{other}");
    }
}
