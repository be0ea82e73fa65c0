//! Reads source code and notebooks: the models, datasets, agents, tools, prompts and servers that it names.

use super::super::{Detector, Files, Want};
use super::collected::Lines;
use super::context::Context;
use super::reading;
use super::tokens::tokens;
use super::uses::Uses;
use super::worth::is_worth_reading;
use super::{commands, notebook, sql};
use crate::file::SourceFile;
use crate::found::Found;
use crate::language::Language;
use crate::lexer::{self, Piece};

pub const DETECTOR: Detector = Detector { id: "model-calls", files: Files::WithClues, want: Want::Nothing, read };

fn read(file: &SourceFile, found: &mut Found) {
    let language =
        Language::of(file.name).or_else(|| Language::of_data(file.name)).or_else(|| Language::of_script(file.bytes));
    if !is_worth_reading(file.bytes, &found.clues) {
        return;
    }
    match language {
        None | Some(Language::Settings) => {}
        Some(Language::Notebook) => {
            // A notebook that is cut off is searched for imports all the same.
            if let Ok((code, numbers)) = notebook::code(&file.text()) {
                let pieces = lexer::pieces(Language::Python, code.as_bytes());
                source(Language::Python, &code, &pieces, Some(&numbers), found);
            }
        }
        Some(language) => {
            let text = file.text();
            let known = std::mem::take(&mut found.clues.pieces);
            // The places are those of the file as it lies there.
            let is_same = !known.is_empty() && text.as_ptr() == file.bytes.as_ptr();
            let pieces = match is_same {
                _ if file.name.extension() == "sql" => sql::pieces(text.as_bytes()),
                true => known,
                false => lexer::pieces(language, text.as_bytes()),
            };
            source(language, &text, &pieces, None, found);
        }
    }
}

fn source(language: Language, text: &str, pieces: &[Piece], numbers: Option<&[u32]>, found: &mut Found) {
    let context = Context::new(found.patterns(), &found.clues);
    let mut uses = Uses::new(&context, language);
    reading::read(tokens(text, pieces), &mut uses);
    let mut collected = uses.finish();
    let lines = Lines::new(text, numbers);
    if numbers.is_some() {
        commands::in_notebook(&context, text, &mut collected);
    }
    collected.report(&lines, found);
}

#[cfg(test)]
mod tests;
