//! An explanation as an indented tree of sentences.

use std::fmt::Write;

use anstyle::Style;
use domain::Answer;
use reasoning::change::Counterfactual;
use reasoning::hinges::{Hinges, reply_text, values_text};
use reasoning::trace::{BlockTrace, ConclusionTrace, ItemTrace, Part, Under};
use reasoning::{Facts, Program};
use rulebook::{Bound, Item, What};

use crate::terminal::{BOLD, DIM, answer_style, styled, wrapped};

/// Writes explanations.
pub struct Explainer<'e> {
    pub program: &'e Program<'e>,
    pub facts: &'e Facts,
    pub width: usize,
}

impl Explainer<'_> {
    pub fn conclusion(&self, trace: &ConclusionTrace, hinges: &Hinges, counterfactuals: &[Counterfactual]) -> String {
        let mut out = String::new();
        self.conclusion_at(&mut out, trace, 0);
        self.hinges(&mut out, hinges);
        if !counterfactuals.is_empty() {
            let _ = writeln!(out, "\n{}", styled(BOLD, "What would change it"));
            for counterfactual in counterfactuals.iter().take(6) {
                let changes: Vec<String> = counterfactual
                    .changes
                    .iter()
                    .map(|change| {
                        let id = &self.program.rulebook.name(change.name).id;
                        let text = |values| values_text(self.program.rulebook, change.name, values);
                        format!("{id} {} instead of {}", text(change.instead), text(change.was))
                    })
                    .collect();
                wrapped(
                    &mut out,
                    2,
                    Style::new(),
                    &format!("with {}: {}", changes.join(" and "), counterfactual.answer),
                    self.width,
                );
            }
        }
        out
    }

    pub fn block(&self, trace: &BlockTrace, hinges: &Hinges, dates: &[String]) -> String {
        let mut out = String::new();
        self.block_at(&mut out, trace, 0);
        if !dates.is_empty() {
            let _ = writeln!(out, "  from {}", dates.join(" or "));
        }
        self.hinges(&mut out, hinges);
        out
    }

    fn hinges(&self, out: &mut String, hinges: &Hinges) {
        for (word, sets) in [("It is yes if", &hinges.yes), ("It is no if", &hinges.no)] {
            if sets.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n{}", styled(BOLD, word));
            for set in sets.iter().take(5) {
                let replies: Vec<String> =
                    set.iter().map(|reply| reply_text(self.program.rulebook, self.facts, reply)).collect();
                wrapped(out, 2, Style::new(), &replies.join(" and "), self.width);
            }
            if sets.len() > 5 {
                wrapped(out, 2, DIM, &format!("or one of {} other ways", sets.len() - 5), self.width);
            }
        }
    }

    fn line(&self, out: &mut String, depth: usize, answer: Answer, text: &str) {
        let pad = "  ".repeat(depth);
        let _ = writeln!(out, "{pad}{} {text}", styled(answer_style(answer), &format!("{:<7}", answer.as_str())));
    }

    fn conclusion_at(&self, out: &mut String, trace: &ConclusionTrace, depth: usize) {
        let name = self.program.rulebook.name(trace.name);
        let above = if trace.above { styled(DIM, " (explained above)") } else { String::new() };
        let thing = &self.facts.thing(trace.thing).name;
        self.line(
            out,
            depth,
            trace.answer,
            &format!("{} {}{above}", styled(BOLD, &name.title), styled(DIM, &format!("{} of {thing}", name.id))),
        );
        for origin in &trace.declared {
            wrapped(out, 2 * depth + 10, DIM, &origin.to_string(), self.width);
        }
        if trace.above {
            return;
        }
        if trace.rules.is_empty() && trace.declared.is_empty() {
            wrapped(out, 2 * depth + 10, DIM, "no rule of the text asked concludes it", self.width);
        }
        // What carries the answer first; of the rules that fail, only those that could have carried it.
        for rule in trace.rules.iter().filter(|rule| trace.answer != Answer::Yes || rule.answer == Answer::Yes) {
            self.block_at(out, rule, depth + 1);
        }
    }

    fn block_at(&self, out: &mut String, trace: &BlockTrace, depth: usize) {
        let block = self.program.rulebook.block(trace.block);
        self.line(out, depth, trace.answer, &format!("{} {}", styled(BOLD, &block.id), block.title));
        wrapped(out, 2 * depth + 10, DIM, &block.reason, self.width);
        if let Some(why) = &block.not_encoded {
            wrapped(out, 2 * depth + 10, DIM, &format!("not encoded: {why}"), self.width);
        }
        // A condition that fails is explained by what fails; everything else by all that counts.
        for item in &trace.items {
            let decides = match (trace.answer, item.part) {
                (Answer::No, Part::None) => item.answer == Answer::Yes,
                (Answer::No, _) => item.answer == Answer::No,
                (Answer::Yes, Part::Any | Part::Who) => item.answer == Answer::Yes,
                (Answer::Yes, _) => true,
                (Answer::Unknown, Part::None) => item.answer != Answer::No,
                (Answer::Unknown, _) => true,
            };
            if decides {
                self.item_at(out, item, depth + 1);
            }
        }
        for exception in &trace.exceptions {
            let pad = "  ".repeat(depth + 1);
            let _ = writeln!(out, "{pad}{}", styled(DIM, "unless this exception holds:"));
            self.block_at(out, exception, depth + 1);
        }
    }

    fn item_at(&self, out: &mut String, trace: &ItemTrace, depth: usize) {
        let part = match trace.part {
            Part::Who => "role: ",
            Part::All => "",
            Part::Any => "one of: ",
            Part::None => "must not be: ",
        };
        match &trace.under {
            Under::Conclusion(conclusion) => {
                if !part.is_empty() {
                    let pad = "  ".repeat(depth);
                    let _ = writeln!(out, "{pad}{}", styled(DIM, part.trim_end()));
                }
                self.conclusion_at(out, conclusion, depth);
            }
            Under::Fact { name, values, origins, .. } => {
                let entry = self.program.rulebook.name(*name);
                let origin = match origins.as_slice() {
                    [] => "nobody said".to_owned(),
                    origins => origins.iter().map(|origin| origin.to_string()).collect::<Vec<_>>().join("; "),
                };
                let text = format!(
                    "{part}{} {}",
                    self.condition(&trace.item),
                    styled(
                        DIM,
                        &format!("[{}: {}; {origin}]", entry.id, values_text(self.program.rulebook, *name, *values))
                    )
                );
                self.line(out, depth, trace.answer, &text);
                if trace.answer == Answer::Unknown {
                    wrapped(out, 2 * depth + 10, DIM, &format!("to be asked: {}", entry.title), self.width);
                }
            }
            Under::Members { kind, complete, members } => {
                let open = if *complete { "" } else { ", and the list is not declared complete" };
                self.line(
                    out,
                    depth,
                    trace.answer,
                    &format!("{part}{} ({} named{open})", self.condition(&trace.item), members.len()),
                );
                for (thing, under, answer) in members {
                    match under {
                        Under::Conclusion(conclusion) => self.conclusion_at(out, conclusion, depth + 1),
                        Under::Fact { values, name, .. } => {
                            let text = format!(
                                "{} of {}",
                                values_text(self.program.rulebook, *name, *values),
                                self.facts.thing(*thing).name
                            );
                            self.line(out, depth + 1, *answer, &text);
                        }
                        _ => {}
                    }
                }
                if members.is_empty() && !*complete {
                    wrapped(
                        out,
                        2 * depth + 10,
                        DIM,
                        &format!("to be said: [complete] {kind} = true, or name them"),
                        self.width,
                    );
                }
            }
            Under::Reading(name) => {
                let entry = self.program.rulebook.name(*name);
                let chosen =
                    entry.options().get(self.program.reading(*name) as usize).map_or("", |option| option.id.as_str());
                self.line(
                    out,
                    depth,
                    trace.answer,
                    &format!("{part}reading: {} {}", entry.title, styled(DIM, &format!("[{}: {chosen}]", entry.id))),
                );
            }
            Under::Status(name) => {
                let entry = self.program.rulebook.name(*name);
                let checked = match &entry.what {
                    What::Status(status) => format!("checked {}", status.checked),
                    _ => String::new(),
                };
                self.line(
                    out,
                    depth,
                    trace.answer,
                    &format!("{part}{} {}", entry.title, styled(DIM, &format!("[{}; {checked}]", entry.id))),
                );
            }
            Under::Absent(kind) => {
                let text = format!(
                    "{part}{} {}",
                    self.condition(&trace.item),
                    styled(DIM, &format!("[no {kind} is declared]"))
                );
                self.line(out, depth, trace.answer, &text);
            }
        }
    }

    /// A condition in words.
    fn condition(&self, item: &Item) -> String {
        let rulebook = self.program.rulebook;
        let title = |name: &rulebook::NameId| rulebook.name(*name).title.clone();
        match item {
            Item::Is(name) => title(name),
            Item::In { fact, options } => format!(
                "{} is {}",
                rulebook.name(*fact).id,
                values_text(rulebook, *fact, domain::Values::One(*options))
            ),
            Item::Has { fact, options } => {
                let has = values_text(rulebook, *fact, domain::Values::Any { may: *options, must: *options });
                format!("{} has {}", rulebook.name(*fact).id, has.trim_start_matches("only "))
            }
            Item::Within { fact, low, high } => {
                format!(
                    "{} {}",
                    rulebook.name(*fact).id,
                    values_text(rulebook, *fact, domain::Values::Range { low: *low, high: *high })
                )
            }
            Item::Date { fact, bound, before } => {
                let word = if *before { "before" } else { "on or after" };
                let bound = match bound {
                    Bound::Day(day) => day.to_string(),
                    Bound::Application(blocks) => {
                        let live = blocks.iter().find(|block| self.program.is_live(**block)).or(blocks.first());
                        live.map_or(String::new(), |block| {
                            let block = rulebook.block(*block);
                            match block.what {
                                rulebook::BlockKind::Application { from } => format!("{from} ({})", block.id),
                                _ => block.id.clone(),
                            }
                        })
                    }
                };
                format!("{} {word} {bound}", rulebook.name(*fact).id)
            }
            Item::Some { kind, name } => format!("some {kind}: {}", title(name)),
            Item::Every { kind, name } => format!("every {kind}: {}", title(name)),
            Item::Reading { reading, .. } => title(reading),
        }
    }
}
