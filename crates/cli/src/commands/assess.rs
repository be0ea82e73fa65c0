//! `marque assess`

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use app::assess::assess;
use app::compare::{self, Comparison};
use app::{Failure, batch};
use documents::{Assessment, html, markdown, sarif, terminal};
use domain::Answer;

use super::scanned::{Scanned, scanned};
use crate::Outcome;
use crate::args::{Assess, Common, Format, Gate};
use crate::output;

pub fn run(common: &Common, args: &Assess) -> Result<Outcome, Failure> {
    let forms = [Format::Terminal, Format::Json, Format::Markdown, Format::Html, Format::Sarif];
    super::only(common, &forms, "assess")?;
    let (book, choice) = super::asked_law(common)?;
    if let Some(path) = &args.batch {
        return run_batch(&book, &choice, path);
    }
    let last = args.compare.as_deref().map(compare::load).transpose()?;
    let Scanned { products, mut not_all_read } = scanned(common, &book, &choice, &args.path, !args.no_scan)?;
    let mut assessments: Vec<Assessment> = Vec::new();
    let mut comparisons: Vec<Comparison> = Vec::new();
    for (product, report) in &products {
        let assessment = assess(&book, &choice, product, report.as_ref());
        not_all_read |= assessment.scan.as_ref().is_some_and(|scan| !scan.not_read.is_empty());
        if let Some(last) = &last {
            let before = last.iter().find(|before| before.verdict.subject == assessment.verdict.subject);
            match before {
                Some(before) => comparisons.push(compare::compare(&book, before, &product.facts, &choice)?),
                None => {
                    eprintln!("marque: the earlier assessment has no product called {}", assessment.verdict.subject)
                }
            }
        }
        assessments.push(assessment);
    }
    if args.compare.is_some() {
        print_comparisons(common, &comparisons)?;
    } else {
        print(common, &assessments)?;
    }
    let gate = assessments.iter().any(|assessment| args.gate.is_some_and(|gate| fails(gate, assessment)));
    Ok(Outcome::of(not_all_read, gate))
}

fn fails(gate: Gate, assessment: &Assessment) -> bool {
    let conclusions = &assessment.verdict.conclusions;
    match gate {
        Gate::Open => conclusions.iter().any(|conclusion| {
            conclusion.answer == Answer::Unknown && matches!(conclusion.tier.as_str(), "scope" | "role" | "class")
        }),
        Gate::Conflict => !assessment.verdict.conflicts.is_empty(),
        Gate::Prohibited => conclusions.iter().any(|conclusion| {
            conclusion.id == "prohibited-practice"
                && conclusion.answer == Answer::Yes
                && conclusion.from.first().is_none_or(|from| *from <= assessment.verdict.on)
        }),
    }
}

fn print(common: &Common, assessments: &[Assessment]) -> Result<(), Failure> {
    match common.format {
        Format::Json => output::json(&app::assess::Assessments {
            format: app::assess::FORMAT.to_owned(),
            assessments: assessments.to_vec(),
        }),
        Format::Markdown => {
            output::print(&assessments.iter().map(markdown::assessment).collect::<Vec<_>>().join("\n---\n\n"))
        }
        Format::Html => output::print(&html::page(assessments)),
        Format::Sarif => output::json(&sarif::log(assessments, env!("CARGO_PKG_VERSION"))),
        // What else there is has been refused at the beginning.
        Format::Terminal | Format::Cyclonedx | Format::Spdx | Format::OscalAr | Format::OscalPoam => {
            let width = output::width();
            let parts: Vec<String> =
                assessments.iter().map(|assessment| terminal::assessment(assessment, width)).collect();
            output::print(&parts.join("\n"))?;
            if !common.quiet {
                output::print("\nNot legal advice. `marque why CONCLUSION` explains any answer.\n")?;
            }
            Ok(())
        }
    }
}

fn print_comparisons(common: &Common, comparisons: &[Comparison]) -> Result<(), Failure> {
    if common.format == Format::Json {
        return output::json(&comparisons);
    }
    let mut text = String::new();
    for comparison in comparisons {
        text.push_str(&format!("{}: {} → {}\n", comparison.subject, comparison.before, comparison.after));
        for (title, lines) in [
            ("because facts changed", &comparison.by_facts),
            ("because the law files say otherwise", &comparison.by_law),
            ("because time passed", &comparison.by_date),
        ] {
            if !lines.is_empty() {
                text.push_str(&format!("\n  {title}\n"));
                lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
            }
        }
        if comparison.is_empty() {
            text.push_str("  nothing changed\n");
        }
    }
    output::print(&text)
}

fn run_batch(book: &rulebook::Rulebook, choice: &reasoning::LawChoice, path: &Path) -> Result<Outcome, Failure> {
    let mut output = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let tally = if path.as_os_str() == "-" {
        batch::run(book, choice, &mut BufReader::new(std::io::stdin().lock()), &mut output)
    } else {
        let file = File::open(path)
            .map_err(|error| Failure::reading(path, &error, "give a file with one JSON object a line"))?;
        batch::run(book, choice, &mut BufReader::with_capacity(1 << 16, file), &mut output)
    }?;
    output::finish(output.flush())?;
    if tally.broken > 0 {
        eprintln!(
            "marque: {} of {} lines could not be read; each says why in its place",
            tally.broken,
            tally.verdicts + tally.broken
        );
        return Ok(Outcome::NotAllRead);
    }
    Ok(Outcome::Fine)
}
