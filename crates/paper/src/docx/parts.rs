//! What the library cannot say: language, title, default style, and which rows are repeated on each page.

use docx_rs::XMLDocx;

use crate::{Paper, clean};

/// Adds to the parts before they are put together. Text is escaped in them, so that no text looks like these marks.
pub fn complete(parts: &mut XMLDocx, paper: &Paper) {
    let language = escape(&paper.language);
    let locale = format!("<w:lang w:val=\"{language}\" w:eastAsia=\"{language}\"/></w:rPr></w:rPrDefault>");
    replace(&mut parts.styles, "</w:rPr></w:rPrDefault>", &locale);
    // Paragraphs without a style have this one.
    let normal = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\">";
    replace(&mut parts.styles, normal, &normal.replace("w:type", "w:default=\"1\" w:type"));
    // Only the head of a table is kept whole.
    replace(&mut parts.document, "<w:cantSplit />", "<w:cantSplit /><w:tblHeader />");
    let title = escape(&paper.title);
    let core = format!("<dc:title>{title}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>");
    replace(&mut parts.doc_props.core, "</cp:coreProperties>", &core);
    if let Some(date) = paper.date {
        replace(&mut parts.doc_props.core, "1970-01-01T00:00:00Z", &format!("{date}T00:00:00Z"));
    }
    for empty in ["<dc:creator>unknown</dc:creator>", "<cp:lastModifiedBy>unknown</cp:lastModifiedBy>"] {
        replace(&mut parts.doc_props.core, empty, "");
    }
}

fn replace(part: &mut Vec<u8>, from: &str, to: &str) {
    if let Ok(text) = std::str::from_utf8(part) {
        *part = text.replace(from, to).into_bytes();
    }
}

fn escape(text: &str) -> String {
    let text = clean::line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
