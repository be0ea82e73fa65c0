//! Which licence a text is, recognised by phrases that stand in it and in no other.
//!
//! A text that fits none is `NOASSERTION`, SPDX's word for it, never a guess. The GNU texts do not say whether
//! later versions may be used; only a notice elsewhere does, so the id stays without `-only`.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use spdx::{Expression, ParseMode};

/// For a licence that is there and cannot be told.
pub const NOT_RECOGNISED: &str = "NOASSERTION";

/// The SPDX id, and phrases that must all occur, in lower case and without punctuation.
const TEXTS: &[(&str, &[&str])] = &[
    ("AGPL-3.0", &["gnu affero general public license version 3 19 november 2007"]),
    ("LGPL-3.0", &["gnu lesser general public license version 3 29 june 2007"]),
    ("LGPL-2.1", &["gnu lesser general public license version 2 1 february 1999"]),
    ("LGPL-2.0", &["gnu library general public license version 2 june 1991"]),
    ("GPL-3.0", &["gnu general public license version 3 29 june 2007"]),
    ("GPL-2.0", &["gnu general public license version 2 june 1991"]),
    ("Apache-2.0", &["apache license version 2 0 january 2004"]),
    ("MPL-2.0", &["mozilla public license version 2 0", "1 1 contributor"]),
    ("MPL-1.1", &["mozilla public license version 1 1", "1 definitions"]),
    ("EPL-2.0", &["eclipse public license v 2 0", "accompanying program"]),
    ("EPL-1.0", &["eclipse public license v 1 0", "accompanying program"]),
    ("EUPL-1.2", &["european union public licence v 1 2"]),
    ("EUPL-1.1", &["european union public licence v 1 1"]),
    ("CDDL-1.0", &["common development and distribution license cddl version 1 0"]),
    ("Artistic-2.0", &["the artistic license 2 0"]),
    ("BSL-1.0", &["boost software license version 1 0"]),
    ("BUSL-1.1", &["business source license 1 1", "licensed work"]),
    ("SSPL-1.0", &["server side public license version 1"]),
    ("Elastic-2.0", &["elastic license 2 0", "you may not provide the software to third parties"]),
    // Added to a free licence, it takes away the right to sell.
    ("LicenseRef-Commons-Clause", &["commons clause license condition"]),
    ("CC0-1.0", &["cc0 1 0 universal"]),
    ("CC-BY-SA-4.0", &["attribution sharealike 4 0 international"]),
    ("CC-BY-NC-4.0", &["attribution noncommercial 4 0 international"]),
    ("CC-BY-4.0", &["attribution 4 0 international"]),
    ("Unlicense", &["this is free and unencumbered software released into the public domain"]),
    ("WTFPL", &["do what the fuck you want to public license"]),
    ("Zlib", &["the origin of this software must not be misrepresented", "altered source versions"]),
    ("PostgreSQL", &["postgresql license", "without fee and without a written agreement"]),
    (
        "0BSD",
        &[
            "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted the software",
        ],
    ),
    (
        "ISC",
        &[
            "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted provided",
        ],
    ),
    (
        "ISC",
        &[
            "permission to use copy modify and distribute this software for any purpose with or without fee is hereby granted provided",
        ],
    ),
    (
        "MIT",
        &[
            "permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files",
            "the above copyright notice and this permission notice",
        ],
    ),
    (
        "MIT-0",
        &[
            "permission is hereby granted free of charge to any person obtaining a copy of this software",
            "to permit persons to whom the software is furnished to do so the software is provided",
        ],
    ),
    ("BSD-3-Clause", &["redistribution and use in source and binary forms", "endorse or promote products"]),
    ("BSD-2-Clause", &["redistribution and use in source and binary forms"]),
];

/// An expression is short; a longer field holds a whole text, or is made to keep a parser busy.
const WRITTEN_BYTES_MAX: usize = 300;

/// One of these makes the other one superfluous in the same text.
const SUPERSEDES: &[(&str, &str)] = &[("BSD-3-Clause", "BSD-2-Clause"), ("CC-BY-SA-4.0", "CC-BY-4.0")];

/// The same for the hubs of models, where ids are written in lower case. What is none stays as written.
pub fn of_hub(written: &str) -> String {
    let written = written.trim();
    let known = || spdx::identifiers::LICENSES.iter().find(|known| known.name.eq_ignore_ascii_case(written));
    spdx(written).or_else(|| Some(known()?.name.to_owned())).unwrap_or_else(|| written.to_owned())
}

/// The licences in a text, in the order in which they stand there.
pub fn licences(text: &str) -> Vec<&'static str> {
    // All phrases in one pass: a repository with its dependencies holds a thousand licences.
    static PHRASES: LazyLock<Option<AhoCorasick>> =
        // A table for each state would take longer to build than most scans take to read licences.
        LazyLock::new(|| {
            let phrases = TEXTS.iter().flat_map(|(_, phrases)| phrases.iter());
            AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(phrases).ok()
        });
    let text = plain(text);
    let mut places: Vec<Option<usize>> = vec![None; TEXTS.iter().map(|(_, phrases)| phrases.len()).sum()];
    for hit in PHRASES.iter().flat_map(|phrases| phrases.find_overlapping_iter(&text)) {
        places[hit.pattern()].get_or_insert(hit.start());
    }

    let mut places = places.into_iter();
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    for (id, phrases) in TEXTS {
        let of_this: Vec<Option<usize>> = places.by_ref().take(phrases.len()).collect();
        if let [Some(first), ..] = of_this[..]
            && of_this.iter().all(Option::is_some)
            && found.iter().all(|(_, known)| known != id)
        {
            found.push((first, id));
        }
    }
    let ids: Vec<&str> = found.iter().map(|(_, id)| *id).collect();
    let superseded = |id: &str| SUPERSEDES.iter().any(|(more, less)| *less == id && ids.contains(more));
    found.retain(|(_, id)| !superseded(id));
    found.sort_unstable();
    found.into_iter().map(|(_, id)| id).collect()
}

/// The SPDX id or expression that a manifest means by what it says. None if it cannot be told.
pub fn spdx(written: &str) -> Option<String> {
    static ALIASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        HashMap::from([
            ("mit", "MIT"),
            ("mit license", "MIT"),
            ("the mit license", "MIT"),
            ("apache 2", "Apache-2.0"),
            ("apache 2 0", "Apache-2.0"),
            ("apache license 2 0", "Apache-2.0"),
            ("apache license version 2 0", "Apache-2.0"),
            ("the apache license version 2 0", "Apache-2.0"),
            ("apache software license 2 0", "Apache-2.0"),
            ("the apache software license version 2 0", "Apache-2.0"),
            ("bsd 3 clause license", "BSD-3-Clause"),
            ("bsd 3 clause", "BSD-3-Clause"),
            ("bsd 2 clause license", "BSD-2-Clause"),
            ("bsd 2 clause", "BSD-2-Clause"),
            ("isc license", "ISC"),
            ("isc license iscl", "ISC"),
            ("mozilla public license 2 0 mpl 2 0", "MPL-2.0"),
            ("mozilla public license 2 0", "MPL-2.0"),
            ("eclipse public license v2 0", "EPL-2.0"),
            ("eclipse public license 2 0", "EPL-2.0"),
            ("european union public licence 1 2 eupl 1 2", "EUPL-1.2"),
            ("gplv2", "GPL-2.0"),
            ("gplv3", "GPL-3.0"),
            ("gpl v3", "GPL-3.0"),
            ("agplv3", "AGPL-3.0"),
            ("gnu general public license v3 gplv3", "GPL-3.0-only"),
            ("gnu general public license v3 or later gplv3", "GPL-3.0-or-later"),
            ("gnu general public license v2 gplv2", "GPL-2.0-only"),
            ("gnu general public license v2 or later gplv2", "GPL-2.0-or-later"),
            ("gnu affero general public license v3", "AGPL-3.0-only"),
            ("gnu affero general public license v3 or later agplv3", "AGPL-3.0-or-later"),
            ("the unlicense unlicense", "Unlicense"),
        ])
    });
    if let Some(id) = ALIASES.get(plain(written).as_str()) {
        return Some((*id).to_owned());
    }
    if written.len() > WRITTEN_BYTES_MAX {
        return None;
    }
    // Cargo once wrote `MIT/Apache-2.0`. Old ids are real ids; but the crate's list of imprecise names
    // turns "GPL" into a version nobody wrote, and is not asked.
    let expression = written.trim().replace('/', " OR ");
    let mode = ParseMode { allow_imprecise_license_names: false, ..ParseMode::LAX };
    Expression::parse_mode(&expression, mode).is_ok().then_some(expression)
}

/// What a component declares: the SPDX expression if it can be read as one, else as written.
pub fn declared(written: &str) -> Option<String> {
    let written = written.trim();
    (!written.is_empty()).then(|| spdx(written).unwrap_or_else(|| written.chars().take(WRITTEN_BYTES_MAX).collect()))
}

/// Lower case, and one space where anything else than letters and digits stood.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut is_in_word = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            plain.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else {
            if is_in_word {
                plain.push(' ');
            }
            is_in_word = false;
            continue;
        }
        is_in_word = true;
    }
    plain.truncate(plain.trim_end().len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_its_own_phrases() {
        let bsd = "Redistribution and use in source and binary forms, with or without \
                   modification, are permitted";
        let endorse = "may be used to endorse or promote products derived";
        let cases: [(String, &[&str]); 7] = [
            ("   Apache License\n  Version 2.0, January 2004\n".into(), &["Apache-2.0"]),
            ("GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007".into(), &["GPL-3.0"]),
            (bsd.into(), &["BSD-2-Clause"]),
            (format!("{bsd} … {endorse}"), &["BSD-3-Clause"]),
            (format!("{bsd}\n-----\nApache License, Version 2.0, January 2004"), &["BSD-2-Clause", "Apache-2.0"]),
            (
                "“Commons Clause” License Condition v1.0\n\nApache License\nVersion 2.0, January 2004".into(),
                &["LicenseRef-Commons-Clause", "Apache-2.0"],
            ),
            ("All rights reserved.".into(), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(licences(&text), expected, "{text}");
        }
    }

    #[test]
    fn what_manifests_write_becomes_an_spdx_expression_or_nothing() {
        let cases = [
            ("MIT", Some("MIT")),
            ("MIT/Apache-2.0", Some("MIT OR Apache-2.0")),
            ("Apache-2.0 WITH LLVM-exception", Some("Apache-2.0 WITH LLVM-exception")),
            ("(MIT OR ISC) AND BSD-3-Clause", Some("(MIT OR ISC) AND BSD-3-Clause")),
            ("The Apache Software License, Version 2.0", Some("Apache-2.0")),
            ("SEE LICENSE IN LICENSE.txt", None),
            ("UNLICENSED", None),
            ("proprietary", None),
            ("GPL", None),
            ("BSD", None),
            ("GPL-2.0+", Some("GPL-2.0+")),
            ("OR MIT", None),
            ("", None),
        ];
        for (written, expected) in cases {
            assert_eq!(spdx(written).as_deref(), expected, "{written}");
        }
    }
}
