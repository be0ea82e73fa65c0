//! `marque law …`

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use app::check::{Digests, check};
use app::{Failure, coverage, diff, law, terms, what_if};
use documents::terminal::{self, BOLD, DIM, styled};
use rulebook::official::{OfficialTexts, TextsToml};
use rulebook::{BlockKind, LawFolder};

use crate::Outcome;
use crate::args::{Common, Format, Law};
use crate::output;

pub fn run(common: &Common, command: &Law) -> Result<Outcome, Failure> {
    match command {
        Law::Show { citation, text } => show(common, citation, text.as_deref()),
        Law::Check { text, fill } => run_check(common, text.as_deref(), *fill),
        Law::Coverage => show_coverage(common),
        Law::Export { oscal } => export(common, oscal),
        Law::Diff { from, to, product, batch } => show_diff(common, from, to, product.as_deref(), batch.as_deref()),
        Law::Terms { filter } => show_terms(common, filter.as_deref()),
    }
}

/// The law folder asked for, or `law` here.
fn folder(common: &Common) -> PathBuf {
    common.law.clone().unwrap_or_else(|| PathBuf::from("law"))
}

fn show(common: &Common, citation: &str, official: Option<&Path>) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json, Format::Markdown], "law show")?;
    let book = law::rulebook(common.law.as_deref())?;
    let (wanted, provisions) = law::show(&book, citation)?;
    if common.format == Format::Json {
        let list: Vec<serde_json::Value> = provisions
            .iter()
            .map(|provision| serde_json::json!({ "citation": provision.citation, "title": provision.title, "rendering": provision.rendering, "file": provision.place.file, "line": provision.place.line }))
            .collect();
        return output::json(&list).map(|()| Outcome::Fine);
    }
    let mut text = String::new();
    for provision in provisions {
        text.push_str(&format!("{} {}\n", styled(BOLD, &provision.citation), styled(BOLD, &provision.title)));
        if !provision.rendering.is_empty() {
            text.push_str(&format!("{}\n", provision.rendering));
        }
        let blocks = book.blocks.iter().filter(|block| block.citation == provision.citation);
        for block in blocks {
            let texts = &book.acts[block.act as usize].texts;
            let validity = match (block.since, block.until) {
                (0, None) => String::new(),
                (since, None) => format!(", from text {}", texts[since as usize].name),
                (since, Some(until)) => {
                    format!(", text {} until {}", texts[since as usize].name, texts[until as usize].name)
                }
            };
            let what = match &block.what {
                BlockKind::Rule { concludes: Some(name) } => format!("rule: concludes {}", book.name(*name).id),
                BlockKind::Rule { concludes: None } => "rule: says no".to_owned(),
                BlockKind::Obligation(_) => format!("obligation on the {}", block.at),
                BlockKind::Application { from } => format!("application: from {from}"),
                BlockKind::Penalty { amount, percent, .. } => format!("penalty: EUR {amount}, {percent} %"),
            };
            text.push_str(&format!(
                "{}\n",
                styled(DIM, &format!("  {} ({what}{validity}; {}:{})", block.id, block.place.file, block.place.line))
            ));
            if let BlockKind::Obligation(obligation) = &block.what {
                for point in &obligation.points {
                    let line = format!("{} {}", point.citation, point.what);
                    terminal::wrapped(&mut text, 4, DIM, &line, output::width());
                }
            }
        }
        text.push('\n');
    }
    if let Some(act) = book.act(wanted.act()) {
        text.push_str(&format!(
            "{}\n",
            styled(DIM, &format!("Our own rendering. Authentic is only the Official Journal: {}", act.eli))
        ));
    }
    output::print(&text)?;
    if let Some(dir) = official {
        let source = LawFolder::read(&folder(common)).map_err(|mistake| Failure::Mistakes(vec![*mistake]))?.texts;
        let doing = || format!("showing the official passage of {wanted}");
        let toml: TextsToml = source
            .parse()
            .map_err(|error: toml::de::Error| Failure::refused(doing(), error.to_string(), "mend texts.toml"))?;
        let texts = OfficialTexts::open(dir, &toml)
            .map_err(|error| Failure::refused(doing(), error.to_string(), "give the folder of official texts"))?;
        let name =
            book.act(wanted.act()).and_then(|act| act.texts.last()).map_or(String::new(), |text| text.name.clone());
        let name = common.law_text.clone().unwrap_or(name);
        let passage = texts
            .passage(&wanted, &name)
            .map_err(|error| Failure::refused(doing(), error.to_string(), "give a provision whose text is held"))?;
        output::print(&format!(
            "\n{}\n{passage}\n",
            styled(BOLD, &format!("Official passage ({name}, white space folded)"))
        ))?;
    }
    Ok(Outcome::Fine)
}

fn run_check(common: &Common, text: Option<&Path>, fill: bool) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal], "law check")?;
    let checked = check(&folder(common), text, if fill { Digests::Fill } else { Digests::Compare })?;
    for failure in &checked.failures {
        output::print(&format!("{failure}\n\n"))?;
    }
    let mut summary = format!("{} names, {} blocks, {} cases: ", checked.names, checked.blocks, checked.cases);
    summary.push_str(&match checked.failures.len() {
        0 => "all right".to_owned(),
        count => format!("{count} mistakes"),
    });
    match &checked.official {
        Some(official) => {
            summary.push_str(&format!(
                "; {} digests of blocks and {} of paragraphs match the official texts, {} further citations stand in them",
                official.matching, official.paragraphs, official.citations
            ));
            if official.filled > 0 {
                summary.push_str(&format!(", {} written", official.filled));
            }
            for source in official.not_compared.iter().chain(&official.citations_not_compared) {
                summary.push_str(&format!("\n  not compared: {source}"));
            }
        }
        None => summary.push_str("; official texts not compared (no --text DIR)"),
    }
    output::print(&format!("{summary}\n"))?;
    if checked.failures.is_empty() {
        return Ok(Outcome::Fine);
    }
    Ok(Outcome::Gate)
}

fn show_coverage(common: &Common) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "law coverage")?;
    let coverage = coverage::coverage(&law::rulebook(common.law.as_deref())?);
    if common.format == Format::Json {
        return output::json(&coverage).map(|()| Outcome::Fine);
    }
    let mut text = format!(
        "{:<22}{:>11}{:>9}{:>11}{:>7}{:>8}{:>8}{:>8}{:>7}{:>7}  title, or for whom it is\n",
        "", "paragraphs", "encoded", "for others", "facts", "rules", "duties", "points", "dates", "fines"
    );
    for unit in &coverage.units {
        let words = if unit.title.is_empty() { unit.addressees.join(", ") } else { unit.title.clone() };
        let of_paragraphs = |count: usize| if unit.paragraphs == 0 { "-".to_owned() } else { count.to_string() };
        text.push_str(&format!(
            "{:<22}{:>11}{:>9}{:>11}{:>7}{:>8}{:>8}{:>8}{:>7}{:>7}  {words}\n",
            unit.citation,
            of_paragraphs(unit.paragraphs),
            of_paragraphs(unit.encoded),
            of_paragraphs(unit.addressed),
            unit.facts,
            unit.rules,
            unit.obligations,
            unit.points,
            unit.applications,
            unit.penalties,
        ));
    }
    for act in &coverage.acts {
        text.push_str(&format!(
            "\n{}: {} paragraphs; {} encoded, {} for others, {} missing\n",
            styled(BOLD, &act.act),
            act.paragraphs,
            act.encoded,
            act.addressed,
            act.missing.len()
        ));
        let named: Vec<String> = act.addressees.iter().map(|(to, count)| format!("{to} {count}")).collect();
        terminal::wrapped(&mut text, 2, DIM, &named.join(", "), output::width());
        if !act.missing.is_empty() {
            terminal::wrapped(&mut text, 2, BOLD, &format!("missing: {}", act.missing.join(", ")), output::width());
        }
    }
    output::print(&text).map(|()| Outcome::Fine)
}

fn export(common: &Common, folder: &Path) -> Result<Outcome, Failure> {
    let (book, choice) = super::asked_law(common)?;
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    for (name, document) in documents::oscal::documents(&book, choice.on) {
        let path = folder.join(name);
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| Failure::refused("writing OSCAL", error.to_string(), "this is a fault of marque"))?;
        app::replace::write_whole(&path, format!("{text}\n").as_bytes())?;
        if !common.quiet {
            output::print(&format!("{}\n", path.display()))?;
        }
    }
    Ok(Outcome::Fine)
}

fn show_diff(
    common: &Common,
    from: &str,
    to: &str,
    product: Option<&Path>,
    batch: Option<&Path>,
) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "law diff")?;
    let book = law::rulebook(common.law.as_deref())?;
    let (old, new) = (diff::state(&book, from)?, diff::state(&book, to)?);
    let difference = diff::diff(&book, &old, &new, (from, to));
    let mut moved: Vec<(String, Vec<String>)> = Vec::new();
    let mut broken = 0;
    let mut judge = |name: String, facts: &reasoning::Facts| {
        let lines = what_if::between(&book, &old, &new, facts);
        if !lines.is_empty() {
            moved.push((name, lines));
        }
    };
    if let Some(path) = product {
        for product in super::products(common, &book, path)? {
            judge(product.facts.subject().to_owned(), &product.facts);
        }
    }
    if let Some(path) = batch {
        let file = File::open(path)
            .map_err(|error| Failure::reading(path, &error, "give a file with one JSON object a line"))?;
        for (number, line) in BufReader::new(file).split(b'\n').enumerate() {
            let line = line.map_err(|error| Failure::reading(path, &error, "check the file"))?;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match app::batch::facts_of(&book, &line, number as u64 + 1) {
                Ok((name, facts)) => judge(name, &facts),
                Err((_, error)) => {
                    eprintln!("marque: {error}");
                    broken += 1;
                }
            }
        }
    }
    if common.format == Format::Json {
        output::json(&serde_json::json!({ "law": difference, "moved": moved }))?;
    } else {
        let mut text = format!("{from} → {to}\n");
        for (title, lines) in [
            ("added", &difference.added),
            ("worded anew", &difference.changed),
            ("removed", &difference.removed),
            ("starts to apply between the two days", &difference.starting),
        ] {
            if !lines.is_empty() {
                text.push_str(&format!("\n{}\n", styled(BOLD, &format!("{title} ({})", lines.len()))));
                lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
            }
        }
        for (name, lines) in &moved {
            text.push_str(&format!("\n{}\n", styled(BOLD, &format!("{name}: {} answers move", lines.len()))));
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
        if moved.is_empty() && (product.is_some() || batch.is_some()) {
            text.push_str("\nno verdict moves\n");
        }
        output::print(&text)?;
    }
    Ok(if broken > 0 { Outcome::NotAllRead } else { Outcome::Fine })
}

fn show_terms(common: &Common, filter: Option<&str>) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "law terms")?;
    let mut terms = terms::terms(&law::rulebook(common.law.as_deref())?);
    if let Some(filter) = filter.map(str::to_lowercase) {
        terms.terms.retain(|term| {
            let text = format!("{} {} {} {}", term.id, term.text, term.on, term.cites.join(" ")).to_lowercase();
            text.contains(&filter)
        });
    }
    if common.format == Format::Json {
        return output::json(&terms).map(|()| Outcome::Fine);
    }
    let mut text = String::new();
    if filter.is_none() {
        terms.how_to_write.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        text.push('\n');
    }
    for term in &terms.terms {
        text.push_str(&format!(
            "{}  {}\n    {}\n",
            styled(BOLD, &term.id),
            styled(DIM, &format!("{} · {} · {} · {}", term.sort, term.on, term.value_type, term.cites.join(", "))),
            term.text
        ));
        if !term.help.is_empty() {
            let help = term.help.trim().replace('\n', "\n    ");
            text.push_str(&format!("    {}\n", styled(DIM, &help)));
        }
        for (id, title) in &term.options {
            text.push_str(&format!("      {id}: {title}\n"));
        }
    }
    output::print(&text).map(|()| Outcome::Fine)
}
