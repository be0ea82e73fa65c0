//! What each language takes for comments and texts.

use crate::language::Language;

/// What a language takes for comments and texts.
#[derive(Clone, Copy, Default)]
pub struct Style {
    /// `#` begins a comment.
    pub hash: bool,
    /// It must follow a space: `$#` and `a#b` are no comments in a shell.
    pub hash_after_space: bool,
    /// `//` and `/* */`.
    pub slash: bool,
    /// Three double quotes hold a long text.
    pub triple: bool,
    /// And three single ones.
    pub triple_single: bool,
    pub single: Single,
    pub backtick: Backtick,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Single {
    #[default]
    Text,
    /// `'x'`, or a lifetime or a transposition, which nothing closes.
    Character,
    /// An apostrophe means nothing.
    Nothing,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Backtick {
    #[default]
    Nothing,
    Raw,
    /// With `${…}`.
    Template,
}

pub fn style(language: Language) -> Style {
    let slash = Style { slash: true, ..Style::default() };
    let hash = Style { hash: true, ..Style::default() };
    match language {
        Language::Python => Style { triple: true, triple_single: true, ..hash },
        Language::Notebook | Language::Data => Style { single: Single::Nothing, ..Style::default() },
        Language::JavaScript => Style { backtick: Backtick::Template, ..slash },
        Language::Go => Style { backtick: Backtick::Raw, ..slash },
        Language::Java | Language::CSharp => Style { triple: true, ..slash },
        Language::Rust => Style { single: Single::Character, ..slash },
        Language::Php => Style { hash: true, hash_after_space: true, ..slash },
        Language::Ruby | Language::R => Style { hash_after_space: true, ..hash },
        Language::Settings => Style { hash_after_space: true, ..hash },
        Language::Swift => Style { triple: true, single: Single::Nothing, ..slash },
        Language::C => slash,
        Language::Dart => Style { triple: true, triple_single: true, ..slash },
        Language::Julia => Style { triple: true, single: Single::Character, ..hash },
        Language::Elixir => Style { triple: true, ..hash },
    }
}
