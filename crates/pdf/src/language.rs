//! Language tags as the typesetter takes them.

/// The language and, where there is one, the region of a tag such as `pt-PT` or `sr-Latn-RS`.
pub fn split(tag: &str) -> Option<(String, Option<String>)> {
    let mut parts = tag.split('-');
    let language = parts.next().filter(|part| matches!(part.len(), 2..=3) && is_letters(part))?;
    let mut region = None;
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        if region.is_none() && part.len() == 2 && is_letters(part) {
            region = Some(part.to_ascii_uppercase());
        }
    }
    Some((language.to_ascii_lowercase(), region))
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        assert_eq!(split("de"), Some(("de".into(), None)));
        assert_eq!(split("pt-pt"), Some(("pt".into(), Some("PT".into()))));
        assert_eq!(split("sr-Latn-RS"), Some(("sr".into(), Some("RS".into()))));
        for tag in ["", "deutsch", "d", "de-", "d\u{e9}", "de AT", "12"] {
            assert_eq!(split(tag), None, "{tag}");
        }
    }
}
