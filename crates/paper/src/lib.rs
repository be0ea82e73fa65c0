//! A paper as blocks of text, and its forms: Markdown, a page of HTML, DOCX. The PDF is made in `pdf`.

mod address;
pub mod clean;
pub mod columns;
pub mod docx;
pub mod html;
pub mod markdown;
pub mod model;
pub mod notes;
pub mod outline;
pub mod words;

#[cfg(test)]
mod fixture;

pub use address::address;
pub use model::{Block, Field, Gap, Inline, Paper, Source, State};
pub use words::Words;
