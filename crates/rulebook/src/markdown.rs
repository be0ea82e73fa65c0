//! A law file taken apart: headings, renderings, and fenced blocks with their places.

use std::ops::Range;

/// A level-2 heading and the prose under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub text: String,
    pub span: Range<usize>,
    pub prose: String,
}

/// A fenced `toml` block.
#[derive(Clone, Debug, PartialEq)]
pub struct Fence {
    /// The word after `toml`: `rule`, `fact`, …
    pub kind: String,
    pub kind_span: Range<usize>,
    /// The text between the fences.
    pub body: Range<usize>,
    /// Index of the heading it stands under.
    pub heading: Option<usize>,
    /// The paragraph directly above, or that of the block before under the same heading.
    pub reason: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// The level-1 heading.
    pub title: String,
    pub headings: Vec<Heading>,
    pub fences: Vec<Fence>,
    /// A fence that is never closed.
    pub unclosed: Option<Range<usize>>,
}

/// Takes a law file apart. Never fails: what it does not know is prose.
pub fn parts(source: &str) -> Parts {
    let mut parts = Parts::default();
    let mut paragraph = String::new();
    let mut reason = String::new();
    let mut open: Option<Fence> = None;
    let mut at = 0;
    for line_with_end in source.split_inclusive('\n') {
        let start = at;
        at += line_with_end.len();
        let line = line_with_end.trim_end_matches(['\n', '\r']);
        if let Some(fence) = &mut open {
            if line.trim_end() == "```" {
                fence.body.end = start;
                parts.fences.extend(open.take());
            }
        } else if let Some(info) = line.strip_prefix("```") {
            let kind = info.trim().strip_prefix("toml").unwrap_or(info).trim();
            let kind_start = start + line.trim_end().len() - kind.len();
            if !paragraph.is_empty() {
                reason = std::mem::take(&mut paragraph);
            }
            open = Some(Fence {
                kind: kind.to_owned(),
                kind_span: kind_start..kind_start + kind.len(),
                body: at..at,
                heading: parts.headings.len().checked_sub(1),
                reason: reason.clone(),
            });
        } else if let Some(text) = line.strip_prefix("## ") {
            parts.headings.push(Heading {
                text: text.trim().to_owned(),
                span: start..start + line.len(),
                prose: String::new(),
            });
            paragraph.clear();
            reason.clear();
        } else if let Some(text) = line.strip_prefix("# ") {
            parts.title = text.trim().to_owned();
        } else if line.trim().is_empty() {
            if let Some(heading) = parts.headings.last_mut()
                && !heading.prose.is_empty()
                && !heading.prose.ends_with("\n\n")
            {
                heading.prose.push_str("\n\n");
            }
            if !paragraph.is_empty() {
                reason = std::mem::take(&mut paragraph);
            }
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
            if let Some(heading) = parts.headings.last_mut() {
                if !heading.prose.is_empty() && !heading.prose.ends_with('\n') {
                    heading.prose.push('\n');
                }
                heading.prose.push_str(line.trim_end());
            }
        }
    }
    parts.unclosed = open.map(|fence| fence.kind_span);
    for heading in &mut parts.headings {
        heading.prose.truncate(heading.prose.trim_end().len());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Article 14 — Reports\n\n## 14(1) Notify\n\nThe maker tells the CSIRT.\nAt once.\n\n```toml obligation\nid = \"cra:14(1)\"\n```\n\n```toml rule\nid = \"x\"\n```\n";

    #[test]
    fn the_paragraph_above_a_block_is_its_reason() {
        let parts = parts(FILE);
        assert_eq!(parts.title, "Article 14 — Reports");
        assert_eq!(parts.headings[0].text, "14(1) Notify");
        assert_eq!(parts.headings[0].prose, "The maker tells the CSIRT.\nAt once.");
        assert_eq!(parts.fences[0].reason, "The maker tells the CSIRT. At once.");
        assert_eq!(parts.fences[1].reason, parts.fences[0].reason);
        assert_eq!(&FILE[parts.fences[0].body.clone()], "id = \"cra:14(1)\"\n");
        assert_eq!(&FILE[parts.fences[1].kind_span.clone()], "rule");
    }

    #[test]
    fn a_fence_left_open_is_told() {
        assert!(parts("## 1 A\n```toml rule\nid = 1\n").unclosed.is_some());
    }
}
