//! A commented `marque.toml` from what a scan saw.

use std::path::{Path, PathBuf};

use documents::assessment::{OpenQuestion, ScanSummary, SuggestedFact};

use crate::Failure;
use crate::products::FILE_NAME;
use crate::replace::write_whole;

/// The text of a new file: what was seen, and the questions that matter, as comments to fill in.
pub fn text(name: &str, scan: &ScanSummary, questions: &[OpenQuestion]) -> String {
    let mut text = String::from(
        "# What marque knows about this product. Leave out what you do not know: unknown is never taken for no.\n\
         # `marque law terms` lists every fact; `marque ask` asks what matters, one question at a time.\n\n\
         [organisation]\n",
    );
    push_questions(&mut text, scan, questions, "organisation");
    text.push_str(&format!("\n[product]\nname = {}\n", quoted(name)));
    push_questions(&mut text, scan, questions, "product");
    text.push_str(
        "\n# Other Union product laws that also cover it, one table each.\n# [[sector-act]]\n# act = \"2014/53/EU\"\n",
    );
    text.push_str("\n# Its AI systems, one table each.\n");
    if scan.unassigned.is_empty() {
        text.push_str(
            "# The scan saw no AI library, hosted model or model file. That is not proof that there is none.\n",
        );
        text.push_str("# [[ai-system]]\n# name = \"…\"\n# assets = [\"…\"]\n");
    } else {
        text.push_str(
            "# The scan saw these; each belongs to an AI system of yours, or to none that is in the product.\n",
        );
        for finding in &scan.unassigned {
            let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
            text.push_str(&format!(
                "#   {} {} ({}{line})\n",
                finding.kind,
                one_line(&finding.name),
                one_line(&finding.path)
            ));
        }
        let assets: Vec<String> = scan.unassigned.iter().take(12).map(|finding| quoted(&finding.name)).collect();
        text.push_str(&format!("# [[ai-system]]\n# name = \"…\"\n# assets = [{}]\n", assets.join(", ")));
    }
    text.push_str("\n# Say here which lists name all there is.\n[complete]\n# ai-system = true\n# sector-act = true\n");
    text
}

fn push_questions(text: &mut String, scan: &ScanSummary, questions: &[OpenQuestion], kind: &str) {
    let suggested = || scan.suggested.iter().filter(|fact| fact.kind == kind && fact.contradicts.is_none());
    for question in questions.iter().filter(|question| question.kind == kind && question.answer_type != "list") {
        text.push_str(&format!("\n# {} [{}]\n", one_line(&question.question), question.cites.join(", ")));
        for option in &question.options {
            text.push_str(&format!("#   {}: {}\n", option.id, one_line(&option.title)));
        }
        match suggested().find(|fact| fact.id == question.id) {
            Some(fact) => push_suggested(text, fact),
            None => text.push_str(&format!("# {} = {}\n", question.id, example(question))),
        }
    }
    // What the scan settles is not asked; it is there to be confirmed.
    for fact in suggested().filter(|fact| questions.iter().all(|question| question.id != fact.id)) {
        text.push_str(&format!("\n# {}\n", one_line(&fact.question)));
        push_suggested(text, fact);
    }
}

fn push_suggested(text: &mut String, fact: &SuggestedFact) {
    text.push_str(&format!("# The scan shows it: {}\n# {} = {}\n", one_line(&fact.seen), fact.id, fact.value));
}

/// How an answer is written.
fn example(question: &OpenQuestion) -> String {
    let first = question.options.first().map_or("", |option| option.id.as_str());
    match question.answer_type.as_str() {
        "yes-no" => "true".to_owned(),
        "number" => "0".to_owned(),
        "date" => "2027-12-11".to_owned(),
        "any-of" => format!("{{ only = [\"{first}\"] }}"),
        _ => format!("\"{first}\""),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(one_line(text)).to_string()
}

/// Writes the file; an existing one is never overwritten.
pub fn write(folder: &Path, text: &str) -> Result<PathBuf, Failure> {
    let path = folder.join(FILE_NAME);
    if path.exists() {
        return Err(Failure::refused(
            format!("writing {}", path.display()),
            "it is already there",
            "`marque ask` continues with it; delete it first to start anew",
        ));
    }
    write_whole(&path, text.as_bytes())?;
    Ok(path)
}
