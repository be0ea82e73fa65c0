//! How Buildroot writes licences: a comma for and, `or` between, and what it covers in brackets.

use crate::licence_text;

pub fn expression(written: &str) -> Option<String> {
    let parts: Option<Vec<String>> = written
        .split(',')
        .map(|part| {
            // `GPL-2.0 (programs)`
            let part = part.split(" (").next().unwrap_or(part).trim();
            let part = part.replace(" or ", " OR ").replace(" and ", " AND ");
            let expression = licence_text::spdx(&part)?;
            Some(if expression.contains(" OR ") && written.contains(',') {
                format!("({expression})")
            } else {
                expression
            })
        })
        .collect();
    match parts {
        Some(parts) => Some(parts.join(" AND ")),
        None => licence_text::declared(written),
    }
}

#[test]
fn a_list_of_licences_is_an_expression() {
    assert_eq!(expression("GPL-2.0 (programs), LGPL-2.1+ or MIT").as_deref(), Some("GPL-2.0 AND (LGPL-2.1+ OR MIT)"));
    assert_eq!(expression("door license").as_deref(), Some("door license"));
}
