//! `law/crosswalk/*.toml` → themes and rows, with every mistake said.

use domain::Kind;
use domain::citation::{Citation, Range as CitationRange};

use crate::decode::condition::condition;
use crate::decode::{Known, kind, ranges, well_formed_id};
use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Reading};

/// Decodes one theme file or `themes.toml`. `exists` tells whether a provision is one of the law's.
pub(crate) struct Decoder<'k> {
    pub known: &'k Known<'k>,
    pub exists: &'k dyn Fn(&Citation) -> bool,
}

/// `themes.toml`.
pub(crate) fn themes(reading: &mut Reading) -> Vec<Theme> {
    let mut root = reading.root("this file");
    let mut themes: Vec<Theme> = Vec::new();
    for (entries, span) in root.tables("theme") {
        let mut fields = Fields::new(root.reading, entries, span, "this theme");
        let id = fields.required_text("id");
        let (title, summary) = (fields.sentence("title"), fields.sentence("summary"));
        let mut provisions =
            |key| ranges(&mut fields, key).iter().map(CitationRange::to_string).collect::<Vec<String>>();
        let (cra, aia) = (provisions("cra"), provisions("aia"));
        fields.done();
        if let (Some((id, _)), Some(title), Some(summary)) = (id, title, summary) {
            themes.push(Theme { id, title, summary, cra, aia });
        }
    }
    root.done();
    themes
}

/// The rows of one theme's file.
pub(crate) fn rows(reading: &mut Reading, file: &str, theme: u8, decoder: &Decoder<'_>) -> Vec<Row> {
    let mut root = reading.root("this file");
    let mut rows = Vec::new();
    for (entries, span) in root.tables("row") {
        let place = Place { file: file.to_owned(), line: root.reading.line_at(span.start) as u32 };
        let fields = Fields::new(root.reading, entries, span, "this row");
        rows.extend(row(fields, theme, place, decoder));
    }
    root.done();
    rows
}

fn row(mut fields: Fields<'_>, theme: u8, place: Place, decoder: &Decoder<'_>) -> Option<Row> {
    let id = fields.required_text("id");
    if let Some((id, span)) = &id
        && !well_formed_id(id)
    {
        fields.reading.mistake(span.clone(), format!("`{id}` is not kebab-case"));
    }
    let source = sides(&mut fields, "source", decoder);
    let target = sides(&mut fields, "target", decoder);
    let how = relation(&mut fields);
    let by = sides(&mut fields, "by", decoder);
    let attested = fields.text("attested").map(|(attested, _)| attested);
    let controls = source.iter().chain(&target).any(|side| !is_law(decoder, side));
    let span = fields.span.clone();
    if controls && attested.is_none() {
        fields
            .reading
            .mistake(span.clone(), "a row to a control says in `attested` which source, read, gives the pair");
    }
    if by.is_empty() == (how == Some(Relation::DeemedBy)) {
        fields.reading.mistake(span.clone(), "`by` names the provision that deems: with `deemed-by`, and only with it");
    }
    let on = if fields.has("on") { kind(&mut fields) } else { Some(Kind::Product) };
    let condition = condition(&mut fields, decoder.known, on.unwrap_or(Kind::Product));
    let evidence: Vec<String> = fields.texts("evidence").into_iter().map(|(evidence, _)| evidence).collect();
    if evidence.is_empty() && !matches!(how, None | Some(Relation::NoRelationship)) {
        fields.reading.mistake(span, "a row names the `evidence` that serves both sides").help =
            Some("only `no-relationship` has none".into());
    }
    let open = fields.text("open").map(|(open, _)| open);
    let effect = effect(&mut fields);
    let why = why(&mut fields);
    fields.done();
    Some(Row {
        id: id?.0,
        theme,
        source,
        target,
        how: how?,
        by,
        attested,
        on: on?,
        condition,
        evidence,
        open,
        effect,
        why: why?,
        place,
    })
}

fn is_law(decoder: &Decoder<'_>, side: &str) -> bool {
    let prefix = side.split(':').next().unwrap_or_default();
    decoder.known.acts.iter().any(|act| act.prefix == prefix)
}

/// The provisions of one side; controls of standards pass unread.
fn sides(fields: &mut Fields<'_>, key: &'static str, decoder: &Decoder<'_>) -> Vec<String> {
    let mut sides = Vec::new();
    if !fields.has(key) && key != "by" {
        fields.missing(key);
    }
    for (text, span) in fields.texts(key) {
        if !is_law(decoder, &text) && text.contains(':') {
            sides.push(text);
            continue;
        }
        match text.parse::<Citation>() {
            Ok(citation) if (decoder.exists)(&citation) => sides.push(citation.to_string()),
            Ok(citation) => {
                fields.reading.mistake(span, format!("the law has no {citation}")).help =
                    Some("look it up in the act; `marque law coverage` lists its paragraphs".into());
            }
            Err(error) => {
                fields.reading.mistake(span, error.to_string());
            }
        }
    }
    sides
}

fn relation(fields: &mut Fields<'_>) -> Option<Relation> {
    let (text, span) = fields.required_text("how")?;
    let found = Relation::ALL.into_iter().find(|relation| relation.as_str() == text);
    if found.is_none() {
        let known = Relation::ALL.map(Relation::as_str);
        let help = did_you_mean(&text, known).or_else(|| Some(format!("relations: {}", known.join(", "))));
        fields.reading.mistake_with_help(span, format!("there is no relation `{text}`"), help);
    }
    found
}

fn effect(fields: &mut Fields<'_>) -> Option<String> {
    const KNOWN: [&str; 4] = ["adds", "displaces", "counts-for", "excludes"];
    let (effect, span) = fields.text("effect")?;
    if !KNOWN.contains(&effect.as_str()) {
        fields.reading.mistake(span, format!("there is no effect `{effect}`: {}", KNOWN.join(", ")));
        return None;
    }
    Some(effect)
}

/// All three parts, or the row does not load.
fn why(fields: &mut Fields<'_>) -> Option<Why> {
    let Some((entries, span)) = fields.table("why") else {
        fields.missing("why");
        return None;
    };
    let mut why = Fields::new(fields.reading, entries, span, "`why`");
    let parts = ["shares", "differs", "when"].map(|key| why.sentence(key));
    why.done();
    let [shares, differs, when] = parts;
    Some(Why { shares: shares?, differs: differs?, when: when? })
}
