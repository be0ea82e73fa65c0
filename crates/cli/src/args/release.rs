//! What `marque release` takes.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Release {
    /// Keep everything about a release that a comparison looks at, in one file
    Save {
        /// The folder of the product
        #[arg(default_value = ".")]
        path: PathBuf,
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Say what changed from one release to the next, and whether it is a substantial modification under either act
    ///
    /// Exits with 1 while a change has not been judged, or while a substantial modification has no new assessment.
    Compare {
        /// What was last placed on the market: a folder with marque.toml, or what `release save` wrote
        old: PathBuf,
        /// What shall come after it
        new: PathBuf,
        /// Keep the outcome in the signed log of the later release
        #[arg(long)]
        record: bool,
    },
}
