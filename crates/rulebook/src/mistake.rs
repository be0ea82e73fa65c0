//! A mistake in a file that people write: where it is, what is wrong, what to do.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// One mistake, with its place. Many are reported at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub path: PathBuf,
    /// Bytes of the file; empty at the end of the file if the place is the whole file.
    pub span: Range<usize>,
    /// Counted from 1, in characters.
    pub line: usize,
    pub column: usize,
    /// The line of the file, for the caret.
    pub text: String,
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    pub fn new(path: &Path, source: &str, span: Range<usize>, message: impl Into<String>) -> Mistake {
        let start = floor_char(source, span.start);
        let end = floor_char(source, span.end.max(start));
        let before = &source[..start];
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        Mistake {
            path: path.to_owned(),
            span: start..end,
            line,
            column: source[line_start..start].chars().count() + 1,
            text: source[line_start..line_end].to_owned(),
            message: message.into(),
            help: None,
        }
    }

    /// A mistake about the whole file or folder.
    pub fn at(path: &Path, message: impl Into<String>) -> Mistake {
        Mistake::new(path, "", 0..0, message)
    }

    pub fn help(mut self, help: impl Into<String>) -> Mistake {
        self.help = Some(help.into());
        self
    }
}

fn floor_char(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl std::fmt::Display for Mistake {
    /// `path:line:column: message`, the line, a caret under the place, and the remedy.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.text.is_empty() && self.span.is_empty() {
            write!(f, "{}: {}", self.path.display(), self.message)?;
        } else {
            let number = self.line.to_string();
            let gutter = " ".repeat(number.len());
            let lead: String =
                self.text.chars().take(self.column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
            let width = self.text.chars().count().saturating_sub(self.column - 1).max(1);
            let carets = "^".repeat(self.span.len().clamp(1, width));
            writeln!(f, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)?;
            writeln!(f, "{gutter} |\n{number} | {}", self.text)?;
            write!(f, "{gutter} | {lead}{carets}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

/// The nearest of `known` to a mistyped `word`, if any is near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// "did you mean …", if something is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let mistake = Mistake::new(Path::new("a.toml"), "x = 1\nspöt = 2\n", 6..11, "unknown key `spöt`");
        assert_eq!(mistake.to_string(), "a.toml:2:1: unknown key `spöt`\n  |\n2 | spöt = 2\n  | ^^^^^");
    }

    #[test]
    fn a_place_beyond_the_file_is_its_end() {
        let mistake = Mistake::new(Path::new("a.toml"), "ä", 1..99, "broken");
        assert_eq!((mistake.line, mistake.column), (1, 1));
    }
}
