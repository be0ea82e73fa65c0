//! The words of a paper in one language: a Fluent catalogue. A value never passes through it; a mark stands in its
//! place, so that nobody's text is taken for markup.

use std::collections::BTreeMap;
use std::path::Path;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use rulebook::mistake::Mistake;
use unic_langid::LanguageIdentifier;

/// The messages of one file.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    /// By message, and `message.text` for its words.
    variables: BTreeMap<String, Vec<Variable>>,
}

/// A variable of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variable {
    pub name: String,
    /// It chooses between words; its value is not shown.
    pub selects: bool,
}

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// The value with this number.
    Value(usize),
}

/// A block of formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    Paragraph(Vec<Piece>),
    List(Vec<Vec<Piece>>),
}

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

impl Words {
    /// Reads a catalogue. `path` is for its mistakes.
    pub fn read(path: &Path, source: &str) -> Result<Words, Vec<Mistake>> {
        let language = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let Ok(language) = language.parse::<LanguageIdentifier>() else {
            return Err(vec![Mistake::at(path, "the file is not called after a language, such as `en.ftl`")]);
        };
        let mut mistakes = Vec::new();
        let mut variables = BTreeMap::new();
        match fluent_syntax::parser::parse(source) {
            Ok(resource) => {
                for entry in &resource.body {
                    let Entry::Message(message) = entry else { continue };
                    let key = message.id.name.to_owned();
                    if variables.contains_key(&key) {
                        mistakes.push(Mistake::at(path, format!("`{key}` stands there twice")));
                    }
                    variables.insert(key.clone(), message.value.as_ref().map(of_pattern).unwrap_or_default());
                    for attribute in &message.attributes {
                        variables.insert(format!("{key}.{}", attribute.id.name), of_pattern(&attribute.value));
                    }
                }
            }
            Err((_, errors)) => {
                mistakes.extend(errors.iter().map(|error| {
                    let message = format!("this is no message of a Fluent catalogue: {}", error.kind);
                    Mistake::new(path, source, error.pos.clone(), message)
                }));
            }
        }
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) if mistakes.is_empty() => resource,
            _ => return Err(mistakes),
        };
        let mut bundle = FluentBundle::new(vec![language]);
        bundle.set_use_isolating(false);
        if let Err(errors) = bundle.add_resource(resource) {
            return Err(errors.iter().map(|error| Mistake::at(path, error.to_string())).collect());
        }
        Ok(Words { bundle, variables })
    }

    /// The ids of all messages and of their words (`message.text`).
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }

    /// The variables of a message; none if it is not there.
    pub fn variables(&self, key: &str) -> Option<&[Variable]> {
        self.variables.get(key).map(Vec::as_slice)
    }

    /// A message without variables, on one line.
    pub fn plain(&self, key: &str) -> Option<String> {
        self.format(key, &FluentArgs::new())
    }

    /// A message with a value for each of its variables: the number of a value to be shown, or a word to select by.
    pub fn stretches(&self, key: &str, values: &[(Variable, Result<usize, String>)]) -> Vec<Stretch> {
        let mut arguments = FluentArgs::new();
        for (variable, value) in values {
            match value {
                Ok(number) => arguments.set(variable.name.clone(), format!("{OPEN}{number}{CLOSE}")),
                Err(word) => arguments.set(variable.name.clone(), word.clone()),
            }
        }
        self.format(key, &arguments).map(|text| stretches(&text)).unwrap_or_default()
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned())
    }
}

fn of_pattern(pattern: &Pattern<&str>) -> Vec<Variable> {
    let mut found = Vec::new();
    collect(pattern, &mut found);
    found.sort();
    found.dedup();
    found
}

fn collect(pattern: &Pattern<&str>, found: &mut Vec<Variable>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_in(expression, found);
        }
    }
}

fn expression_in(expression: &Expression<&str>, found: &mut Vec<Variable>) {
    match expression {
        Expression::Inline(inline) => inline_in(inline, false, found),
        Expression::Select { selector, variants } => {
            inline_in(selector, true, found);
            for variant in variants {
                collect(&variant.value, found);
            }
        }
    }
}

fn inline_in(inline: &InlineExpression<&str>, selects: bool, found: &mut Vec<Variable>) {
    match inline {
        InlineExpression::VariableReference { id } => found.push(Variable { name: id.name.to_owned(), selects }),
        InlineExpression::Placeable { expression } => expression_in(expression, found),
        _ => {}
    }
}

/// Paragraphs stand apart by an empty line; lines that begin with `- ` are a list.
fn stretches(text: &str) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        if block.lines().all(|line| line.trim_start().starts_with("- ")) {
            let items = block.lines().map(|line| pieces(line.trim_start().trim_start_matches("- ")));
            stretches.push(Stretch::List(items.collect()));
        } else {
            let line = block.lines().map(str::trim).collect::<Vec<_>>().join(" ");
            stretches.push(Stretch::Paragraph(pieces(&line)));
        }
    }
    stretches
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (at, part) in text.split(OPEN).enumerate() {
        let (number, rest) = match part.split_once(CLOSE) {
            Some((number, rest)) if at > 0 => (number.parse().ok(), rest),
            _ => (None, part),
        };
        pieces.extend(number.map(Piece::Value));
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
name = Product
    .text =
        { $product }, { $has-website ->
            [yes] at { $website }
           *[no] nowhere
        }.

        - one
        - { $product }
";

    #[test]
    fn a_message_becomes_paragraphs_and_lists_with_marks_for_values() {
        let words = Words::read(Path::new("en.ftl"), SOURCE).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
        assert_eq!(words.plain("name").as_deref(), Some("Product"));
        let variables = words.variables("name.text").unwrap();
        let names: Vec<_> = variables.iter().map(|variable| (variable.name.as_str(), variable.selects)).collect();
        assert_eq!(names, [("has-website", true), ("product", false), ("website", false)]);
        let select = |yes: &str| -> Vec<_> {
            let value = |variable: &Variable| match variable.name.as_str() {
                "has-website" => Err(yes.to_owned()),
                "product" => Ok(0),
                _ => Ok(7),
            };
            variables.iter().map(|variable| (variable.clone(), value(variable))).collect()
        };
        let text = |text: &str| Piece::Text(text.to_owned());
        assert_eq!(
            words.stretches("name.text", &select("yes")),
            [
                Stretch::Paragraph(vec![Piece::Value(0), text(", at "), Piece::Value(7), text(".")]),
                Stretch::List(vec![vec![text("one")], vec![Piece::Value(0)]]),
            ]
        );
        let Stretch::Paragraph(without) = &words.stretches("name.text", &select("unknown"))[0] else { panic!() };
        assert_eq!(without, &[Piece::Value(0), text(", nowhere.")]);
    }

    #[test]
    fn what_is_no_catalogue_is_refused_with_its_place() {
        let Err(mistakes) = Words::read(Path::new("en.ftl"), "a = b\nthis is not\n") else { panic!() };
        assert_eq!((mistakes[0].line, mistakes.len()), (2, 1));
        assert!(Words::read(Path::new("of a language.ftl"), "a = b").is_err());
        let Err(mistakes) = Words::read(Path::new("en.ftl"), "a = b\na = c\n") else { panic!() };
        assert!(mistakes[0].message.contains("twice"));
    }
}
