//! The command line: one definition from which help, completions and the man page come.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::Day;

pub mod dossier;
pub mod evidence;
pub mod release;
pub mod risk;
pub mod route;

/// Tells the maker of any product with software in it which EU law applies (Cyber Resilience Act and AI Act),
/// what class it is, who must do what by when, and what is missing: every answer with its citation and reason.
///
/// Not legal advice.
#[derive(Debug, Parser)]
#[command(name = "marque", version, about, long_about, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// The day of the verdict (default: today)
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// An older or coming text of the law by name, such as `original`
    #[arg(long, global = true, value_name = "TEXT")]
    pub law_text: Option<String>,
    /// A folder of law files instead of the law that is built in
    #[arg(long, global = true, value_name = "DIR")]
    pub law: Option<PathBuf>,
    /// Take another reading of a contested point, as READING=OPTION
    #[arg(long, global = true, value_name = "READING=OPTION")]
    pub reading: Vec<String>,
    /// The form of the output
    #[arg(long, global = true, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Facts from this file (TOML, or JSON if its name ends so) instead of marque.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Say nothing but the answer
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse::<Day>().map_err(|error| error.to_string())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Terminal,
    Json,
    Markdown,
    Html,
    Sarif,
    Cyclonedx,
    Spdx,
    OscalAr,
    OscalPoam,
}

impl Format {
    /// As it is written after `--format`.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say which law applies to a product, what class it is, and what must be done by when
    Assess(Assess),
    /// Write a commented marque.toml from what can be seen
    Init {
        /// The folder of the product
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Ask the next best question until nothing material is open; answers go into marque.toml
    Ask {
        /// The folder of the product
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Answers for scripts: FACT = value lines, in TOML
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
    },
    /// Explain a conclusion, or what a provision makes of the product
    Why {
        /// A conclusion (`high-risk`, `face match/high-risk`) or a citation (`cra:13.8`)
        #[arg(value_name = "CONCLUSION|CITATION")]
        what: String,
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Show what would change if facts were otherwise
    WhatIf {
        /// FACT=VALUE, THING/FACT=VALUE, FACT=unknown or complete.LIST=true
        #[arg(required = true, value_name = "FACT=VALUE")]
        assignments: Vec<String>,
        #[arg(long, default_value = ".")]
        path: PathBuf,
    },
    /// Suggest categories for a plain description; it never decides
    Classify {
        #[arg(value_name = "TEXT", required = true)]
        text: Vec<String>,
    },
    /// List the duties, each with who, when, evidence and fine
    Duties {
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Only the duties of this role
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
        /// Only those that apply on this day
        #[arg(long, value_name = "DATE", value_parser = day)]
        due_before: Option<Day>,
    },
    /// Say what is missing: each point of each duty against evidence, checks and what marque.toml says of it
    Gaps(Gaps),
    /// List the checks: on what each looks, and what a pass proves
    Checks,
    /// Show when what starts
    Timeline {
        #[arg(default_value = ".")]
        path: PathBuf,
        /// Write the certain dates as a calendar file
        #[arg(long, value_name = "FILE")]
        ics: Option<PathBuf>,
    },
    /// Look into the law files
    Law {
        #[command(subcommand)]
        command: Law,
    },
    /// Map the two acts to each other, theme by theme; for a product, with what evidence for one carries of the other
    Map {
        /// Only this theme, such as `conformity` (default: all nine)
        theme: Option<String>,
        /// The folder of a product
        #[arg(long, value_name = "PATH")]
        product: Option<PathBuf>,
        /// The mapping report instead: what it says, what marque does about it, where the law says otherwise
        #[arg(long, conflicts_with = "theme")]
        report: bool,
    },
    /// List what a folder is made of: every component, every AI asset, and what was not looked at
    Scan(Scan),
    /// Scan again whenever a file changes, and say what AI or component came or went
    Watch {
        #[arg(default_value = ".")]
        path: PathBuf,
        /// How long to wait between two looks
        #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        every: u64,
    },
    /// Show what came, went or changed between two folders or bills of materials
    Diff {
        /// A folder, a CycloneDX or SPDX file, or what `scan --format json` wrote
        before: PathBuf,
        after: PathBuf,
        /// Exit with 1 if something of this kind changed
        #[arg(long, value_enum)]
        gate: Option<DiffGate>,
    },
    /// Write the papers of a product: declaration, technical file, notices, each as PDF, HTML, Markdown and DOCX
    Dossier(dossier::Dossier),
    /// Where the papers of a product stand; record reviews and approvals
    Papers {
        #[command(subcommand)]
        command: dossier::Papers,
    },
    /// Plan the way to conformity: procedures, steps, bodies, standards, the earliest day of the CE marking
    Route(route::Route),
    /// Show the register of risks: what threatens the product and its AI systems, how it was assessed, what is open
    Risk(risk::Risk),
    /// Compare two releases: what changed, and whether it is a substantial modification
    Release {
        #[command(subcommand)]
        command: release::Release,
    },
    /// Keep evidence in a signed log: add, list, withdraw, verify, seal
    Evidence {
        #[command(subcommand)]
        command: evidence::Evidence,
    },
    /// The keys that sign the log of evidence
    Key {
        #[command(subcommand)]
        command: evidence::Key,
    },
    /// Check a sealed bundle of evidence; exit with 1 if something was changed
    Verify {
        /// What `marque evidence bundle` wrote
        bundle: PathBuf,
        #[command(flatten)]
        known: evidence::Known,
    },
    /// Print a JSON Schema: of marque.toml (`facts`), or of what marque writes
    Schema {
        #[arg(default_value = "facts", value_parser = app::schema::DOCUMENTS)]
        document: String,
    },
    /// Print shell completions
    Completions { shell: clap_complete::Shell },
    /// Print the man page
    Man,
}

#[derive(Debug, Args)]
pub struct Assess {
    /// The folder of a repository
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// What changed since this earlier `assess --format json`, and why
    #[arg(long, value_name = "LAST.json")]
    pub compare: Option<PathBuf>,
    /// One product a line (JSON in the shape of marque.toml), one verdict a line; `-` reads standard input
    #[arg(long, value_name = "FILE.jsonl")]
    pub batch: Option<PathBuf>,
    /// Exit with 1 if the answer is not good enough
    #[arg(long, value_enum)]
    pub gate: Option<Gate>,
    /// Do not look at the files of the repository
    #[arg(long)]
    pub no_scan: bool,
}

#[derive(Debug, Args)]
pub struct Gaps {
    /// The folder of a repository
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Group the gaps
    #[arg(long, value_enum, default_value = "date")]
    pub by: By,
    /// Exit with 1 if there is such a gap
    #[arg(long, value_enum)]
    pub gate: Option<GapGate>,
    /// Do not look at the files of the repository
    #[arg(long)]
    pub no_scan: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Theme,
    Act,
    Date,
    Owner,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GapGate {
    /// A point that binds on the day is not met
    NotMet,
    /// A point that binds on the day is not met, partly met, stale, waived or unknown
    Any,
    /// The day by which a point was to be met, or until which it was waived, has passed
    Overdue,
}

#[derive(Debug, Args)]
pub struct Scan {
    /// The folder: a repository, an unpacked image or firmware, a folder of models
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The version of CycloneDX (1.6, 1.7) or SPDX (2.3, 3.0.1) to write (default: the latest)
    #[arg(long, value_enum, value_name = "VERSION")]
    pub spec: Option<Spec>,
    /// Say instead what a published list asks for and the bill of materials would not hold
    #[arg(long, value_enum, value_name = "LIST")]
    pub check: Option<List>,
    /// Add what another tool found: a CycloneDX or SPDX file
    #[arg(long, value_name = "FILE")]
    pub merge: Vec<PathBuf>,
    /// Read only the files that changed since this snapshot, and take the rest from it
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// Keep what was seen as a snapshot for the next scan
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Read what .gitignore names, too
    #[arg(long)]
    pub no_ignore: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffGate {
    /// An AI asset or AI system came
    Ai,
    /// Anything came, went or changed
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Spec {
    #[value(name = "1.6")]
    CycloneDx16,
    #[value(name = "1.7")]
    CycloneDx17,
    #[value(name = "2.3")]
    Spdx2,
    #[value(name = "3.0.1")]
    Spdx3,
}

impl Spec {
    pub fn as_str(self) -> &'static str {
        match self {
            Spec::CycloneDx16 => "1.6",
            Spec::CycloneDx17 => "1.7",
            Spec::Spdx2 => "2.3",
            Spec::Spdx3 => "3.0.1",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum List {
    /// BSI TR-03183-2: required fields of a bill of materials under the Cyber Resilience Act
    Bsi,
    /// The G7's minimum elements of a bill of materials for AI
    G7,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Gate {
    /// A conclusion on scope, role or class is open
    Open,
    /// Facts contradict each other
    Conflict,
    /// A practice is prohibited
    Prohibited,
}

#[derive(Debug, Subcommand)]
pub enum Law {
    /// Show a provision: our rendering and what is encoded
    Show {
        /// Such as cra:14, cra:14.2.c or aia:annex-3
        citation: String,
        /// A folder of official texts, to print the official passage beside it
        #[arg(long, value_name = "DIR")]
        text: Option<PathBuf>,
    },
    /// Report every mistake in a law folder, run every case, compare every digest
    Check {
        /// A folder of official texts
        #[arg(long, value_name = "DIR")]
        text: Option<PathBuf>,
        /// Write digests that are missing
        #[arg(long, requires = "text")]
        fill: bool,
    },
    /// Show what the law files hold
    Coverage,
    /// Write both acts and the crosswalk for other tools
    Export {
        /// As OSCAL catalogs and a mapping collection, into this folder
        #[arg(long, value_name = "DIR", required = true)]
        oscal: PathBuf,
    },
    /// Compare two states of the law
    Diff {
        /// A day, or the name of a text
        from: String,
        to: String,
        /// Also: what changes for the products of this folder
        #[arg(long, value_name = "PATH")]
        product: Option<PathBuf>,
        /// Also: which products of a batch change
        #[arg(long, value_name = "FILE.jsonl")]
        batch: Option<PathBuf>,
    },
    /// List every fact, conclusion and duty with type, thing, question and citation
    Terms {
        /// Only those whose id, question or citation contains this
        filter: Option<String>,
    },
}
