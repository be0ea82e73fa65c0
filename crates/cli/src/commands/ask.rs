//! `marque ask`

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use app::Failure;
use app::ask::{Session, answer_for, answers};
use app::assess::open_question;
use documents::terminal::{self, DIM, styled, wrapped};

use crate::Outcome;
use crate::args::Common;
use crate::output;

pub fn run(common: &Common, path: &Path, file: Option<&Path>) -> Result<Outcome, Failure> {
    let (book, choice) = super::asked_law(common)?;
    let facts = facts_file(common, path)?;
    let mut session = Session::open(&book, choice.clone(), &facts)?;
    if let Some(file) = file {
        let answers = answers(file)?;
        let mut taken = 0;
        loop {
            let questions = session.questions();
            let Some(question) = questions.first() else { break };
            match answer_for(&answers, &book, &session.facts, question) {
                Some(answer) => {
                    let shown = open_question(&book, &session.facts, question);
                    output::print(&format!("{} ({}): {answer}\n", shown.id, shown.thing))?;
                    session.answer(question, answer)?;
                    taken += 1;
                }
                None => session.skip(question),
            }
        }
        let left = Session::open(&book, choice, &facts)?.questions();
        output::print(&format!(
            "{taken} answers written to {}; {} questions still open\n",
            facts.display(),
            left.len()
        ))?;
        for question in left.iter().take(10) {
            let shown = open_question(&book, &session.facts, question);
            output::print(&format!("  {} ({}): {}\n", shown.id, shown.thing, shown.question))?;
        }
        return Ok(Outcome::Fine);
    }
    interview(&book, &mut session, &facts)
}

fn facts_file(common: &Common, path: &Path) -> Result<PathBuf, Failure> {
    if let Some(facts) = &common.facts {
        return Ok(facts.clone());
    }
    app::products::folder(path)?;
    match app::products::find(path).as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Failure::refused(
            format!("asking about {}", path.display()),
            "there is no marque.toml in it",
            "`marque init` writes one",
        )),
        several => {
            let list: Vec<String> = several.iter().map(|path| path.display().to_string()).collect();
            Err(Failure::refused(
                format!("asking about {}", path.display()),
                format!("there are several products: {}", list.join(", ")),
                "name one with --facts",
            ))
        }
    }
}

fn interview(book: &rulebook::Rulebook, session: &mut Session<'_>, facts: &Path) -> Result<Outcome, Failure> {
    let width = output::width();
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        output::print(&format!("Answers go into {}. Enter skips, ? explains, q stops.\n", facts.display()))?;
    }
    let mut lines = stdin.lock().lines();
    loop {
        let questions = session.questions();
        let Some(question) = questions.first().cloned() else {
            output::print("Nothing material is open.\n")?;
            return Ok(Outcome::Fine);
        };
        let shown = open_question(book, &session.facts, &question);
        let mut text = String::from("\n");
        wrapped(&mut text, 0, terminal::BOLD, &shown.question, width);
        let about = format!(
            "{} of {} “{}” · {} · {} open",
            shown.id,
            shown.kind,
            shown.thing,
            shown.cites.join(", "),
            questions.len()
        );
        text.push_str(&format!("{}\n", styled(DIM, &about)));
        for (at, option) in shown.options.iter().enumerate() {
            wrapped(
                &mut text,
                2,
                anstyle::Style::new(),
                &format!("{:>2}  {}: {}", at + 1, option.id, option.title),
                width,
            );
        }
        text.push_str(match shown.answer_type.as_str() {
            "yes-no" | "list" => "yes or no> ",
            "choice" => "one of these> ",
            "any-of" => "all that hold, with commas; `none`; end with + if there may be more> ",
            "number" => "a number or a range> ",
            _ => "a date or a range> ",
        });
        output::print(&text)?;
        std::io::stdout().flush().ok();
        let Some(Ok(line)) = lines.next() else {
            output::print("\n")?;
            return Ok(Outcome::Fine);
        };
        match line.trim() {
            "" => session.skip(&question),
            "q" => return Ok(Outcome::Fine),
            "?" => {
                let mut help = String::new();
                wrapped(
                    &mut help,
                    2,
                    anstyle::Style::new(),
                    if shown.help.is_empty() { "There is no more to say." } else { &shown.help },
                    width,
                );
                output::print(&help)?;
            }
            answer => {
                if let Err(failure) = session.answer(&question, answer) {
                    output::print(&format!("{failure}\n"))?;
                }
            }
        }
    }
}
