//! The arguments of `marque evidence`, `marque key` and `marque verify`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use evidence::{Expectation, Fingerprint, Head, Kind, Period};

#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Keep files, links or a statement as evidence, signed and dated
    Add(Add),
    /// List the evidence and how it stands; with --head only the receipt of the log
    List(List),
    /// Say that evidence carries nothing any more; it stays in the log, with the reason
    Withdraw {
        /// The number or the id that `list` shows
        id: String,
        #[arg(long, value_name = "REASON")]
        why: String,
        #[command(flatten)]
        product: Product,
    },
    /// Check every entry, every signature and every byte; exit with 1 if something was changed
    Verify {
        #[command(flatten)]
        known: Known,
        #[command(flatten)]
        product: Product,
    },
    /// Seal log and evidence into one file that `marque verify` checks anywhere
    Bundle {
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        product: Product,
    },
}

#[derive(Debug, Args)]
pub struct Add {
    /// Files, or addresses such as https://…
    #[arg(value_name = "PATH|URL", required_unless_present = "statement")]
    pub what: Vec<String>,
    /// A statement you make
    #[arg(long, value_name = "TEXT", conflicts_with = "what")]
    pub statement: Option<String>,
    /// What it carries, such as cra:13(2),cra:annex-1.2(3)
    #[arg(long, value_name = "CITATION", value_delimiter = ',')]
    pub points: Vec<String>,
    /// The release it is of
    #[arg(long)]
    pub release: Option<String>,
    /// Its title (default: the file's name, the address, the statement's first line)
    #[arg(long)]
    pub title: Option<String>,
    /// How long it stays fresh: 90d, 2w, 6m, 1y (default: until the release changes)
    #[arg(long, value_name = "PERIOD")]
    pub fresh_for: Option<Period>,
    /// What it is, if its content does not say so: file, link, attestation, scan-result, test-report, signature
    #[arg(long)]
    pub kind: Option<Kind>,
    #[command(flatten)]
    pub product: Product,
}

#[derive(Debug, Args)]
pub struct List {
    /// Only the head of the log: keep it elsewhere, and a cut tail shows against it
    #[arg(long)]
    pub head: bool,
    /// Only the evidence of this release
    #[arg(long)]
    pub release: Option<String>,
    /// Only the evidence on this point, its parts, and what it is a part of
    #[arg(long, value_name = "CITATION")]
    pub point: Option<String>,
    #[command(flatten)]
    pub product: Product,
}

#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make the key of a product's log, and begin the log with it
    New {
        /// Begin with a key that is held already: one key may sign for several products
        #[arg(long, value_name = "FINGERPRINT")]
        held: Option<Fingerprint>,
        #[command(flatten)]
        product: Product,
    },
    /// Put a new key in the place of the one in use; the old one signs that
    Rotate {
        #[command(flatten)]
        product: Product,
    },
    /// List the keys of the log and those that are held
    List {
        #[command(flatten)]
        product: Product,
    },
}

#[derive(Debug, Args)]
pub struct Product {
    /// The folder of the product, or one inside it
    #[arg(long, value_name = "PATH", default_value = ".")]
    pub product: PathBuf,
}

/// What is known from elsewhere.
#[derive(Debug, Args)]
pub struct Known {
    /// A head that `evidence list --head` once gave: shows if later entries were cut off
    #[arg(long, value_name = "NUMBER:DIGEST")]
    pub head: Option<Head>,
    /// The fingerprint of the first key: shows if somebody else wrote the log
    #[arg(long, value_name = "FINGERPRINT")]
    pub key: Option<Fingerprint>,
}

impl Known {
    pub fn expectation(&self) -> Expectation {
        Expectation { head: self.head, key: self.key }
    }
}
