//! What a paper is made of. Every value knows where it comes from, and what is missing stands where it would stand.

mod day;
mod walk;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One paper, in one language. Words of the form ("draft", "missing") are not part of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Paper {
    pub id: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// BCP 47.
    pub language: String,
    pub state: State,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    #[schemars(with = "Option<String>")]
    pub date: Option<domain::Day>,
    pub blocks: Vec<Block>,
}

/// How far a paper has come. A draft must not be taken for the paper itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Draft,
    Reviewed,
    Approved,
    Issued,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Block {
    Heading {
        /// 1 to 4.
        level: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        text: Vec<Inline>,
        /// What asks for the text that follows, up to the next heading.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cites: Vec<String>,
    },
    Paragraph(Vec<Inline>),
    List {
        ordered: bool,
        items: Vec<Vec<Inline>>,
    },
    Table {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Label and value, such as the manufacturer and its name.
    Definitions(Vec<(Vec<Inline>, Vec<Inline>)>),
    /// Set off from the text.
    Note(Vec<Inline>),
    Picture {
        svg: String,
        alt: String,
        width_mm: f64,
    },
    Signature {
        label: Vec<Inline>,
        lines: Vec<Vec<Inline>>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Inline {
    Text(String),
    Strong(String),
    Code(String),
    Link { text: String, url: String },
    Field(Field),
    Gap(Gap),
}

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Field {
    pub text: String,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Source {
    Fact { thing: String, name: String, origin: String },
    Conclusion { thing: String, id: String },
    Evidence { id: String, digest: String },
    Inventory { what: String, digest: String },
    Risk { id: String },
    Law { citation: String },
    Setting { name: String },
}

/// What is missing, what asks for it, and how to give it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Gap {
    pub what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    pub remedy: String,
}

#[cfg(test)]
mod tests;
