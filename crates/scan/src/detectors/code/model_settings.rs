//! Reads settings and scripts: the models they choose, by a name and a value or in a command.

use super::super::{Detector, Files, Want};
use super::addresses::model_address;
use super::collected::{Collected, Lines};
use super::context::Context;
use super::hub::hub_address;
use super::keys::{self, Strength};
use super::lexicon::{Provider, lexicon};
use super::resolve::{Position, Reference, resolve};
use super::settings::{Entry, each_entry};
use super::worth::is_worth_reading;
use super::{commands, prompts};
use crate::file::SourceFile;
use crate::found::Found;
use crate::language::{self, Language};
use crate::lexer;
use crate::patterns::{is_setting_in_a_comment, is_template};
use crate::report::Kind;
use inventory::Confidence;

pub const DETECTOR: Detector = Detector { id: "model-settings", files: Files::WithClues, want: Want::Nothing, read };

/// A longer address is cut.
const ADDRESS_BYTES_MAX: usize = 400;

fn read(file: &SourceFile, found: &mut Found) {
    let language =
        Language::of(file.name).or_else(|| Language::of_data(file.name)).or_else(|| Language::of_script(file.bytes));
    if language != Some(Language::Settings) {
        return;
    }
    if !is_worth_reading(file.bytes, &found.clues) {
        return;
    }
    let text = file.text();
    let context = Context::new(found.patterns(), &found.clues);
    let pieces = lexer::pieces(Language::Settings, text.as_bytes());
    let quiet = language::quiet_ranges(Language::Settings, &pieces);
    let is_template = is_template(file.name);
    let is_quiet =
        |at: usize| language::is_quiet(&quiet, at) && !(is_template && is_setting_in_a_comment(text.as_bytes(), at));
    let mut collected = Collected::default();
    each_entry(&text, is_quiet, |entry| setting(&context, &text, &entry, &mut collected));
    if context.has_ai {
        commands::read(&context, &text, is_quiet, &mut collected);
        addresses(&context, &text, is_quiet, &mut collected);
    }
    collected.report(&Lines::new(&text, None), found);
}

fn setting(context: &Context, text: &str, entry: &Entry, collected: &mut Collected) {
    let last = entry.key.rsplit('.').next().unwrap_or(entry.key);
    let parent = entry.parents.last().copied();
    // `model: { name: … }`.
    let is_inner = matches!(last, "name" | "id" | "default" | "model_name") && parent.is_some_and(is_strict);
    let strength = if is_inner { Some(Strength::Strict) } else { keys::strength(last) };
    if let Some(name) = prompts::name_of(Some(last), None, entry.value) {
        return collected.named(Kind::PromptFile, name, entry.at, vec![("in", "settings".to_owned())]);
    }
    let is_address = matches!(last, "storageUri" | "storage_uri" | "modelUri") && !entry.value.contains(['<', '{']);
    if is_address && (context.has("kserve") || context.has("seldon")) {
        let mut reference = Reference::of(Kind::ModelReference, entry.value, Confidence::Certain);
        reference.details.push(("address", entry.value.to_owned()));
        return collected.add(reference, entry.at);
    }
    if strength.is_none() {
        return;
    }
    let names = entry.parents.iter().copied().chain([entry.key]);
    let named = lexicon().named(names).or_else(|| address_before(context, text, entry.at));
    let position = Position { strength, named, ..Position::default() };
    if let Some(reference) = resolve(context, entry.value, &position, || None)
        && reference.confidence != Confidence::Possible
    {
        collected.add(reference, entry.at);
    }
}

/// Who runs what the last address before a place leads to: the body of a request follows it.
fn address_before(context: &Context, text: &str, at: usize) -> Option<&'static Provider> {
    let start = (at.saturating_sub(600)..at).find(|start| text.is_char_boundary(*start))?;
    let before = text.get(start..at)?;
    let address = before.get(before.rfind("://")?..)?;
    let end = address.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).unwrap_or(address.len());
    context.provider_at(&address[..end])
}

fn is_strict(key: &str) -> bool {
    keys::strength(key) == Some(Strength::Strict)
}

/// Models that are fetched from the hub by their address, or asked by it.
fn addresses(context: &Context, text: &str, is_quiet: impl Fn(usize) -> bool, collected: &mut Collected) {
    for at in memchr::memmem::find_iter(text.as_bytes(), b"https://") {
        // A line without spaces that is nothing but addresses must not be read to its end for each of them.
        let end = (at..text.len().min(at + ADDRESS_BYTES_MAX) + 1).rev().find(|end| text.is_char_boundary(*end));
        let after = text.get(at..end.unwrap_or(at)).unwrap_or_default();
        let end =
            after.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '`' | ',')).unwrap_or(after.len());
        let address = &after[..end];
        if !is_quiet(at)
            && let Some(reference) = hub_address(address).or_else(|| model_address(context, address))
        {
            collected.add(reference, at);
        }
    }
}

#[cfg(test)]
mod tests;
