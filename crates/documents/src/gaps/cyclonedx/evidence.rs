//! What claims rest on: pieces of the log, what checks saw, what marque.toml says.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::moment;
use super::targets::Targets;
use crate::gaps::{CheckShown, PieceShown};
use crate::oscal::uuid;
use crate::sarif::{beside, uri};

/// The evidence of all products, each once.
#[derive(Default)]
pub(super) struct Evidence {
    pub list: Vec<Value>,
    written: HashSet<String>,
}

impl Evidence {
    /// Adds it, if it is new; gives its reference.
    fn add(&mut self, name: &str, description: String, created: String, data: Value) -> String {
        let reference = uuid(&format!("evidence:{name}"));
        if self.written.insert(reference.clone()) {
            self.list.push(json!({
                "bom-ref": reference,
                "description": description,
                "created": created,
                "data": data,
            }));
        }
        reference
    }

    /// A piece of the log, if it is known there.
    pub(super) fn piece(&mut self, targets: &Targets<'_, '_>, entry: u64) -> Option<String> {
        let piece = targets.piece(entry)?;
        let name = json!(["piece", targets.uuid, entry, piece.digest]).to_string();
        let release = piece.release.as_ref().map(|release| format!(", of release {release}")).unwrap_or_default();
        let description =
            format!("{} ({}{release}), recorded by {} as entry {entry} of the log", piece.title, piece.kind, piece.who);
        let reference = self.add(&name, description, piece.added.clone(), data(piece));
        if let (Some(last), Some(written)) = (&piece.fresh_until, self.list.last_mut())
            && written["bom-ref"] == *reference
        {
            written["expires"] = format!("{last}T23:59:59Z").into();
        }
        Some(reference)
    }

    /// What a check saw.
    pub(super) fn check(&mut self, targets: &Targets<'_, '_>, check: &CheckShown) -> String {
        let seen = [&check.id, &check.outcome, &check.because].map(String::as_str);
        let name = json!(["check", targets.uuid, seen, check.path, check.line]).to_string();
        let place = check.path.as_ref().map(|path| {
            let at = check.line.map_or_else(|| path.clone(), |line| format!("{path}, line {line}"));
            json!({ "name": at, "contents": { "url": uri(&beside(&targets.product.source, path)) } })
        });
        let seen = json!({ "name": "What it saw", "contents": { "attachment": text(&check.because) } });
        let data: Vec<Value> = std::iter::once(seen).chain(place).collect();
        let description = format!("The check {} ({}): {}", check.id, check.title, check.outcome);
        self.add(&name, description, moment(&targets.product.on), data.into())
    }

    /// What marque.toml says of a point.
    pub(super) fn said(&mut self, targets: &Targets<'_, '_>, name: &str, said: &str) -> String {
        let source = json!({ "name": "marque.toml", "contents": { "url": uri(&targets.product.source) } });
        let description = format!("The facts file says: {said}");
        self.add(&format!("said:{name}"), description, moment(&targets.product.on), json!([source]))
    }
}

/// The digest of the bytes, and where they come from.
fn data(piece: &PieceShown) -> Value {
    let digest = json!({ "name": "SHA-256", "contents": { "attachment": text(&piece.digest) } });
    let source = piece.source.as_ref().map(|source| match piece.kind.as_str() {
        "link" => json!({ "name": source, "contents": { "url": inventory::uri_reference(source) } }),
        _ => json!({ "name": source }),
    });
    std::iter::once(digest).chain(source).collect()
}

fn text(content: &str) -> Value {
    json!({ "contentType": "text/plain", "content": content })
}
