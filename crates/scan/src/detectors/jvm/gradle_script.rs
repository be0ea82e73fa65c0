//! What is written out in a Gradle build file. The file is a program; it is read, not run.

use super::gradle_artifacts::{artifacts, plugin};
use super::gradle_lockfile::is_development;
use super::gradle_tokens::{Token, tokens};
use super::gradle_values::{Tokens, canonical, named_arguments, texts, value};
use crate::found::Scope;

/// Blocks within blocks; what is nested deeper is no build file.
const DEPTH_MAX: usize = 100;

/// What a build file says. Values may hold `${name}` for what is known elsewhere.
#[derive(Debug, Default)]
pub struct Script {
    pub variables: Vec<(String, String)>,
    pub asked: Vec<Asked>,
    /// Names that stand for artifacts: `libs.hinge`.
    pub references: Vec<Reference>,
    /// `group:artifact`, and the version it has wherever it is asked for without one.
    pub managed: Vec<(String, String)>,
    pub root_name: Option<(String, u32)>,
    pub group: Option<String>,
    pub version: Option<String>,
}

/// An artifact.
#[derive(Clone, Debug)]
pub struct Asked {
    pub group: String,
    pub artifact: String,
    pub version: String,
    pub classifier: String,
    pub kind: String,
    pub scope: Scope,
    pub line: u32,
}

#[derive(Debug)]
pub struct Reference {
    pub name: String,
    pub scope: Scope,
    pub line: u32,
}

/// A block that is open.
#[derive(Default)]
struct Block {
    name: String,
    /// A set of sources that is a test.
    is_test: bool,
    /// What its header asks for, and whether that only manages a version.
    asked: Option<usize>,
    group: String,
    version: String,
    parens: usize,
}

pub fn read(text: &str) -> Script {
    let mut reader = Reader::default();
    let mut statement: Vec<(u32, Token)> = Vec::new();
    let mut parens = 0_usize;
    for (line, token) in tokens(text) {
        match token {
            Token::Mark('{') => {
                let block = reader.header(&statement, parens);
                statement.clear();
                parens = 0;
                reader.blocks.push(block);
                if reader.blocks.len() > DEPTH_MAX {
                    break;
                }
            }
            Token::Mark('}') => {
                reader.statement(&statement);
                statement.clear();
                parens = reader.blocks.pop().map_or(0, |block| block.parens);
            }
            Token::End => {
                let goes_on = matches!(statement.last(), Some((_, Token::Mark(',' | '+' | '='))));
                if parens == 0 && !goes_on {
                    reader.statement(&statement);
                    statement.clear();
                }
            }
            token => {
                match token {
                    Token::Mark('(' | '[') => parens += 1,
                    Token::Mark(')' | ']') => parens = parens.saturating_sub(1),
                    _ => {}
                }
                statement.push((line, token));
            }
        }
    }
    reader.statement(&statement);
    reader.script
}

#[derive(Default)]
struct Reader {
    script: Script,
    blocks: Vec<Block>,
}

impl Reader {
    fn is_in(&self, name: &str) -> bool {
        self.blocks.iter().any(|block| block.name == name)
    }

    fn header(&mut self, statement: &Tokens, parens: usize) -> Block {
        let before = self.script.asked.len();
        self.statement(statement);
        let words = || {
            statement.iter().filter_map(|(_, token)| match token {
                Token::Word(word) | Token::Text(word, _) => Some(*word),
                _ => None,
            })
        };
        let name = words().next().unwrap_or_default();
        let name = if name.ends_with(".dependencies") { "dependencies" } else { name };
        let named = named_arguments(statement);
        let get = |key| named.get(key).cloned().unwrap_or_default();
        Block {
            name: name.to_owned(),
            is_test: self.is_in("sourceSets") && words().any(|word| word.to_ascii_lowercase().contains("test")),
            asked: (self.script.asked.len() > before).then_some(before),
            group: get("group"),
            version: get("version"),
            parens,
        }
    }

    fn statement(&mut self, statement: &Tokens) {
        let Some((line, first)) = statement.first().copied() else { return };
        let block = self.blocks.last().map_or("", |block| &*block.name);
        match first {
            Token::Word("id" | "kotlin" | "alias") if block == "plugins" => plugin(statement, line, &mut self.script),
            Token::Word("strictly" | "require" | "prefer") if block == "version" => self.rich_version(statement),
            Token::Word("mavenBom") => artifacts(statement, Scope::Development, true, &mut self.script),
            Token::Word("dependency") if self.is_in("dependencyManagement") => self.managed(statement),
            Token::Word("entry") if block == "dependencySet" => {
                let set = self.blocks.last().map(|block| (block.group.clone(), block.version.clone()));
                if let (Some((group, version)), Some(name)) = (set, texts(statement).next()) {
                    self.script.managed.push((format!("{group}:{name}"), version));
                }
            }
            Token::Word(_) if self.is_in("constraints") => self.managed(statement),
            Token::Word(word) if block == "dependencies" && !is_declaration(statement) => {
                let configuration = match word {
                    "if" | "else" | "for" | "exclude" | "modules" | "components" | "attributesSchema" => return,
                    "add" => texts(statement).next().unwrap_or_default(),
                    word => word.rsplit('.').next().unwrap_or(word).to_owned(),
                };
                let rest = statement.get(if word == "add" { 3 } else { 1 }..).unwrap_or_default();
                let scope = self.scope(&configuration);
                artifacts(rest, scope, false, &mut self.script);
            }
            Token::Text(configuration, _) if block == "dependencies" => {
                let scope = self.scope(configuration);
                artifacts(statement.get(1..).unwrap_or_default(), scope, false, &mut self.script);
            }
            Token::Word(_) => self.assignment(statement, line),
            _ => {}
        }
    }

    fn scope(&self, configuration: &str) -> Scope {
        let is_build = ["buildscript", "pluginManagement", "testing"].iter().any(|block| self.is_in(block))
            || self.blocks.iter().any(|block| block.is_test);
        if is_build || is_development(&configuration.to_ascii_lowercase()) {
            Scope::Development
        } else {
            Scope::Runtime
        }
    }

    /// `version { strictly("1.0") }` inside the block of an artifact.
    fn rich_version(&mut self, statement: &Tokens) {
        let outer = self.blocks.len().checked_sub(2).and_then(|at| self.blocks.get(at));
        let asked = outer.and_then(|block| block.asked).and_then(|at| self.script.asked.get_mut(at));
        if let (Some(asked), Some(version)) = (asked, texts(statement).next())
            && asked.version.is_empty()
        {
            asked.version = version;
        }
    }

    fn managed(&mut self, statement: &Tokens) {
        let before = self.script.asked.len();
        artifacts(statement.get(1..).unwrap_or_default(), Scope::Runtime, false, &mut self.script);
        for asked in self.script.asked.split_off(before) {
            self.script.managed.push((format!("{}:{}", asked.group, asked.artifact), asked.version));
        }
    }

    fn assignment(&mut self, statement: &Tokens, line: u32) {
        let equals = statement.iter().position(|(_, token)| *token == Token::Mark('='));
        let Some((left, right)) = equals.and_then(|at| Some((statement.get(..at)?, statement.get(at + 1..)?))) else {
            return self.call(statement);
        };
        let name = match left.iter().position(|(_, token)| *token == Token::Mark(':')) {
            Some(colon) => left.get(..colon).unwrap_or_default(),
            None => left,
        };
        let name = match name {
            [.., (_, Token::Word(map)), (_, Token::Mark('[')), (_, Token::Text(key, _)), (_, Token::Mark(']'))] => {
                canonical(&format!("{map}.{key}"))
            }
            [(_, Token::Word("rootProject.name"))] => {
                self.script.root_name = value(right).map(|name| (name, line));
                return;
            }
            [.., (_, Token::Word(name))] => canonical(name),
            _ => return,
        };
        self.define(&name, right);
    }

    /// `version '1.0'`, `ext.set("x", "1")`, `val x by extra("1")`.
    fn call(&mut self, statement: &Tokens) {
        match statement {
            [(_, Token::Word(name @ ("version" | "group"))), right @ ..] => self.define(name, right),
            [
                (_, Token::Word("val" | "var")),
                (_, Token::Word(name)),
                (_, Token::Word("by")),
                (_, Token::Word("extra")),
                right @ ..,
            ] => {
                self.define(&canonical(name), right);
            }
            [
                (_, Token::Word(word)),
                (_, Token::Mark('(')),
                (_, Token::Text(key, _)),
                (_, Token::Mark(',')),
                right @ ..,
            ] if *word == "set" || word.ends_with(".set") => {
                self.define(key, right);
            }
            _ => {}
        }
    }

    fn define(&mut self, name: &str, right: &Tokens) {
        let right = match right {
            [(_, Token::Mark('(')), inner @ ..] => inner,
            right => right,
        };
        match right.first() {
            Some((_, Token::Mark('['))) => {
                for (key, value) in named_arguments(right) {
                    self.script.variables.push((format!("{name}.{key}"), value));
                }
            }
            Some((_, Token::Word("mapOf"))) => {
                for pair in right.windows(3) {
                    if let [(_, Token::Text(key, _)), (_, Token::Word("to")), rest] = pair
                        && let Some(value) = value(&[*rest])
                    {
                        self.script.variables.push((format!("{name}.{key}"), value));
                    }
                }
            }
            _ => {
                let Some(value) = value(right) else { return };
                let is_of_project =
                    self.blocks.iter().all(|block| matches!(&*block.name, "allprojects" | "subprojects"));
                match name {
                    "version" if is_of_project => self.script.version = Some(value.clone()),
                    "group" if is_of_project => self.script.group = Some(value.clone()),
                    "version" | "group" | "name" => return,
                    _ => {}
                }
                self.script.variables.push((name.to_owned(), value));
            }
        }
    }
}

fn is_declaration(statement: &Tokens) -> bool {
    matches!(statement.first(), Some((_, Token::Word("def" | "val" | "var"))))
        || matches!(statement.get(1), Some((_, Token::Mark('='))))
}
