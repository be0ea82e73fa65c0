//! A paper as PDF/A-2a and PDF/UA-1 in one file: the same bytes each time, nothing read from disk or network.

mod data;
mod fonts;
mod language;
mod text;
mod world;

use paper::{Paper, Words};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::World;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("making a PDF of `{paper}`: the paper has no date, and an archival PDF must bear one")]
    NoDate { paper: String },
    #[error("making a PDF of `{paper}`: `{language}` is not a language such as `de` or `pt-PT`")]
    Language { paper: String, language: String },
    #[error("writing the data of `{paper}` for its template: {cause}")]
    Data { paper: String, cause: serde_json::Error },
    #[error("starting the typesetter: {0}")]
    Setup(String),
    #[error("laying out `{paper}`: {cause}")]
    Layout { paper: String, cause: String },
    #[error("writing `{paper}` as an archival and accessible PDF: {cause}")]
    Export { paper: String, cause: String },
}

/// How many papers what was computed for one is kept for the next.
const KEPT: usize = 10;

/// Typesets a paper. It needs a date; its pictures must be valid drawings.
pub fn render(paper: &Paper, words: &Words) -> Result<Vec<u8>, Error> {
    let name = || paper.id.clone();
    let json = serde_json::to_vec(&data::data(paper, words)?).map_err(|cause| Error::Data { paper: name(), cause })?;
    let world = World::new(json).map_err(Error::Setup)?;
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| Error::Layout { paper: name(), cause: messages(&errors) })?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|cause| Error::Setup(cause.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {}", paper.id, paper.language)),
        creator: Smart::Custom(Some("marque".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let pdf =
        typst_pdf::pdf(&document, &options).map_err(|errors| Error::Export { paper: name(), cause: messages(&errors) });
    typst::comemo::evict(KEPT);
    pdf
}

fn messages(errors: &[SourceDiagnostic]) -> String {
    let texts: Vec<String> = errors
        .iter()
        .map(|error| {
            let hints: String = error.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
            format!("{}{hints}", error.message)
        })
        .collect();
    texts.join("; ")
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
