//! The next best question until nothing material is open; each answer is written into `marque.toml` at once.

use std::collections::BTreeMap;
use std::path::Path;

use domain::Kind;
use reasoning::facts::{ThingId, document};
use reasoning::questions::{Asked, Question, questions};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::Failure;
use crate::replace::write_whole;

/// A facts file being answered into. Comments and layout stay.
#[derive(Debug)]
pub struct Session<'r> {
    rulebook: &'r Rulebook,
    choice: LawChoice,
    path: std::path::PathBuf,
    document: DocumentMut,
    pub facts: Facts,
    /// Questions that were passed over.
    skipped: Vec<Asked>,
}

impl<'r> Session<'r> {
    pub fn open(rulebook: &'r Rulebook, choice: LawChoice, path: &Path) -> Result<Session<'r>, Failure> {
        let source = std::fs::read_to_string(path)
            .map_err(|error| Failure::reading(path, &error, "`marque init` writes a marque.toml"))?;
        let facts = facts(rulebook, path, &source)?;
        let document = source.parse::<DocumentMut>().map_err(|error| {
            Failure::refused(
                format!("reading {}", path.display()),
                error.to_string(),
                "mend the file; nothing was changed",
            )
        })?;
        Ok(Session { rulebook, choice, path: path.to_owned(), document, facts, skipped: Vec::new() })
    }

    /// The questions still open, the best first, without those passed over.
    pub fn questions(&self) -> Vec<Question> {
        let program = Program::new(self.rulebook, self.choice.clone());
        let mut state = State::default();
        program.evaluate(&self.facts, &mut state);
        let mut open = questions(&program, &self.facts, &state);
        open.retain(|question| !self.skipped.contains(&question.asked));
        open
    }

    pub fn skip(&mut self, question: &Question) {
        self.skipped.push(question.asked);
    }

    /// Takes an answer as it was typed, writes it, and reads the file anew. A wrong answer changes nothing.
    pub fn answer(&mut self, question: &Question, typed: &str) -> Result<(), Failure> {
        let typed = typed.trim();
        let mut document = self.document.clone();
        match question.asked {
            Asked::Complete { kind } => match typed {
                "yes" | "y" | "true" | "none" => {
                    let complete = table(&mut document, "complete");
                    complete[kind.as_str()] = toml_edit::value(true);
                }
                "no" | "n" | "false" => {
                    return Err(Failure::refused(
                        format!("answering whether the list of {kind}s is complete"),
                        "those that are missing have to be named",
                        format!("add a [[{kind}]] table for each to {}", self.path.display()),
                    ));
                }
                other => {
                    return Err(Failure::refused(
                        format!("taking the answer `{other}`"),
                        "this is a yes or no question",
                        "answer yes or no",
                    ));
                }
            },
            Asked::Fact { thing, name } => {
                let entry = self.rulebook.name(name);
                let value = match (typed, &entry.what) {
                    ("yes" | "y", rulebook::What::Fact(rulebook::FactType::YesNo)) => Value::from(true),
                    ("no" | "n", rulebook::What::Fact(rulebook::FactType::YesNo)) => Value::from(false),
                    _ => self.value(entry, typed)?,
                };
                let slot = self.slot(&mut document, thing)?;
                slot[entry.id.as_str()] = Item::Value(value);
            }
        }
        let source = document.to_string();
        let facts = facts(self.rulebook, &self.path, &source)?;
        write_whole(&self.path, source.as_bytes())?;
        self.document = document;
        self.facts = facts;
        Ok(())
    }

    /// A typed value as TOML: options by number or id, several separated by commas.
    fn value(&self, entry: &rulebook::Name, typed: &str) -> Result<Value, Failure> {
        let option = |word: &str| -> Option<String> {
            let by_number = word.parse::<usize>().ok().and_then(|number| entry.options().get(number.checked_sub(1)?));
            entry.options().iter().find(|option| option.id == word).or(by_number).map(|option| option.id.clone())
        };
        let unknown = |word: &str| {
            let help = did_you_mean(word, entry.options().iter().map(|option| option.id.as_str()));
            Failure::refused(
                format!("taking `{typed}` for `{}`", entry.id),
                format!("there is no option `{word}`"),
                help.unwrap_or_else(|| "give the number or the id of an option".into()),
            )
        };
        let is_any_of = matches!(entry.what, rulebook::What::Fact(rulebook::FactType::AnyOf(_)));
        if !entry.options().is_empty() && !typed.starts_with(['{', '[', '"']) {
            if is_any_of {
                if typed == "none" {
                    return Ok(Value::from("none"));
                }
                let (words, open) = match typed.strip_suffix('+') {
                    Some(words) => (words, true),
                    None => (typed, false),
                };
                let mut chosen = toml_edit::Array::new();
                for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    chosen.push(option(word).ok_or_else(|| unknown(word))?);
                }
                if open {
                    return Ok(Value::Array(chosen));
                }
                let mut only = toml_edit::InlineTable::new();
                only.insert("only", Value::Array(chosen));
                return Ok(Value::InlineTable(only));
            }
            return Ok(Value::from(option(typed).ok_or_else(|| unknown(typed))?));
        }
        Ok(typed.parse::<Value>().unwrap_or_else(|_| Value::from(typed)))
    }

    /// The table of a thing in the document; made if it is not there.
    fn slot<'d>(&self, document: &'d mut DocumentMut, thing: ThingId) -> Result<&'d mut Table, Failure> {
        let kind = self.facts.thing(thing).kind;
        match kind {
            Kind::Organisation | Kind::Product => Ok(table(document, kind.as_str())),
            Kind::Model => {
                let outer = self.facts.thing(thing).within[Kind::AiSystem as usize];
                let nth = self
                    .facts
                    .of_kind(Kind::Model)
                    .filter(|at| self.facts.thing(*at).within[Kind::AiSystem as usize] == outer)
                    .position(|at| at == thing)
                    .unwrap_or(0);
                if outer == reasoning::facts::NONE {
                    return nth_table(document.as_table_mut(), "model", nth).ok_or_else(|| self.unplaced(kind));
                }
                let system = self.facts.of_kind(Kind::AiSystem).position(|at| at == outer).unwrap_or(0);
                nth_table(document.as_table_mut(), "ai-system", system)
                    .and_then(|table| nth_table(table, "model", nth))
                    .ok_or_else(|| self.unplaced(kind))
            }
            _ => {
                let nth = self.facts.of_kind(kind).position(|at| at == thing).unwrap_or(0);
                nth_table(document.as_table_mut(), kind.as_str(), nth).ok_or_else(|| self.unplaced(kind))
            }
        }
    }

    fn unplaced(&self, kind: Kind) -> Failure {
        Failure::refused(
            format!("writing an answer into {}", self.path.display()),
            format!("`{kind}` is not written as [[{kind}]] tables there"),
            format!("write each {kind} as a [[{kind}]] table"),
        )
    }
}

fn facts(rulebook: &Rulebook, path: &Path, source: &str) -> Result<Facts, Failure> {
    document(rulebook, path, source).map_err(Failure::Mistakes)
}

fn table<'d>(document: &'d mut DocumentMut, name: &str) -> &'d mut Table {
    let item = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
    if !item.is_table() {
        let inline = std::mem::take(item);
        *item = Item::Table(inline.into_table().unwrap_or_default());
    }
    match item {
        Item::Table(table) => table,
        _ => unreachable!("made a table just above"),
    }
}

/// The n-th `[[name]]` table; one more is added if n is the next.
fn nth_table<'d>(parent: &'d mut Table, name: &str, nth: usize) -> Option<&'d mut Table> {
    let item = parent.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if let Item::Table(table) = item {
        return (nth == 0).then_some(table);
    }
    let tables = item.as_array_of_tables_mut()?;
    if tables.len() == nth {
        tables.push(Table::new());
    }
    tables.get_mut(nth)
}

/// Reads a file of answers: `FACT = value`, `"THING/FACT" = value`, `complete = ["sector-act"]`.
pub fn answers(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let help = "write FACT = value lines, in TOML";
    let source = std::fs::read_to_string(path).map_err(|error| Failure::reading(path, &error, help))?;
    let document = source
        .parse::<DocumentMut>()
        .map_err(|error| Failure::refused(format!("reading {}", path.display()), error.to_string(), help))?;
    let mut answers = BTreeMap::new();
    for (key, item) in document.iter() {
        match (key, item.as_value()) {
            ("complete", Some(Value::Array(lists))) => {
                for list in lists.iter().filter_map(Value::as_str) {
                    answers.insert(list.to_owned(), "yes".to_owned());
                }
            }
            (_, Some(Value::Boolean(yes))) => {
                answers.insert(key.to_owned(), if *yes.value() { "yes" } else { "no" }.to_owned());
            }
            (_, Some(Value::String(text))) => {
                answers.insert(key.to_owned(), text.value().clone());
            }
            (_, Some(value)) => {
                answers.insert(key.to_owned(), value.clone().decorated("", "").to_string());
            }
            (_, None) => {
                return Err(Failure::refused(
                    format!("reading {}", path.display()),
                    format!("`{key}` is a table"),
                    help,
                ));
            }
        }
    }
    Ok(answers)
}

/// The answer that a file of answers has for a question.
pub fn answer_for<'a>(
    answers: &'a BTreeMap<String, String>,
    rulebook: &Rulebook,
    facts: &Facts,
    question: &Question,
) -> Option<&'a str> {
    match question.asked {
        Asked::Complete { kind } => answers.get(kind.as_str()),
        Asked::Fact { thing, name } => {
            let id = &rulebook.name(name).id;
            answers.get(&format!("{}/{id}", facts.thing(thing).name)).or_else(|| answers.get(id))
        }
    }
    .map(String::as_str)
}
