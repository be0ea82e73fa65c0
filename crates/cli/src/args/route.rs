//! What `marque route` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct Route {
    /// The folder of a product
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Exit with 1 if the way is not good enough
    #[arg(long, value_enum)]
    pub gate: Option<RouteGate>,
    /// Do not look at the files of the repository
    #[arg(long)]
    pub no_scan: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RouteGate {
    /// A procedure that was chosen is shut
    Shut,
    /// That, or no way is certain
    Open,
}
