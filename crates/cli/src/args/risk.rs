//! What `marque risk` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Risk {
    #[command(subcommand)]
    pub command: Option<RiskCommand>,
    /// The folder of a product
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Add a row to risks.toml for each threat that has none; what people wrote stays as it is
    #[arg(long)]
    pub seed: bool,
    /// Exit with 1 if the register is not good enough
    #[arg(long, value_enum)]
    pub gate: Option<RiskGate>,
}

#[derive(Debug, Subcommand)]
pub enum RiskCommand {
    /// Print the scale in use, with its matrix
    Scale {
        /// The folder of a product
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// List the threats of the catalogue
    Threats,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RiskGate {
    /// A risk that was assessed is above the accepted level, and not treated or not accepted
    Above,
    /// Anything is open: also what nobody assessed
    Open,
}
