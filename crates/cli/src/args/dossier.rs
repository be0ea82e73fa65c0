//! The papers of a product.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct Dossier {
    /// The folder of the product
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The folder to write: new, empty, or an earlier dossier
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Issue every paper that is owed: nothing may be missing, and the log of evidence keeps the files
    #[arg(long = "final")]
    pub issue: bool,
    #[command(flatten)]
    pub forms: Forms,
}

/// In which form papers are written.
#[derive(Debug, Args)]
pub struct Forms {
    /// A language such as `de`, several times if need be; papers that are not in it come in English
    #[arg(long, value_name = "LANGUAGE", default_values_t = [dossier_first()])]
    pub language: Vec<String>,
    /// A folder of edited papers instead of those that are built in
    #[arg(long, value_name = "DIR")]
    pub papers: Option<PathBuf>,
}

fn dossier_first() -> String {
    app::dossier::FIRST.to_owned()
}

#[derive(Debug, Subcommand)]
pub enum Papers {
    /// List the papers of a product: where each stands, what it lacks, what made it stale
    List(OfProduct),
    /// Record that a paper was reviewed, as it reads now
    Review(Step),
    /// Record that a paper was approved, as it reads now
    Approve(Step),
}

#[derive(Debug, Args)]
pub struct OfProduct {
    /// The folder of the product
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub forms: Forms,
}

#[derive(Debug, Args)]
pub struct Step {
    /// The paper, such as `eu-declaration`
    pub paper: String,
    #[command(flatten)]
    pub product: OfProduct,
}
