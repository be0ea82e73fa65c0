//! Packages that a script, a container file or a notebook installs by command.

use memchr::memmem;

use crate::file::text_of;

/// The commands, each with its ecosystem: what stands before the names.
const COMMANDS: &[(&str, &str)] = &[
    ("pip install", "pypi"),
    ("pip3 install", "pypi"),
    ("pipx install", "pypi"),
    ("uv add", "pypi"),
    ("uv tool install", "pypi"),
    ("poetry add", "pypi"),
    ("pdm add", "pypi"),
    ("conda install", "pypi"),
    ("mamba install", "pypi"),
    ("npm install", "npm"),
    ("npm i", "npm"),
    ("npm add", "npm"),
    ("yarn add", "npm"),
    ("pnpm add", "npm"),
    ("pnpm install", "npm"),
    ("bun add", "npm"),
    ("cargo add", "cargo"),
    ("cargo install", "cargo"),
    ("go get", "go"),
    ("go install", "go"),
    ("gem install", "gem"),
    ("composer require", "composer"),
    ("dotnet add package", "nuget"),
];

/// How far a command may go on over lines.
const COMMAND_BYTES_MAX: usize = 8000;

/// Calls `found` with the ecosystem, the offset and the name of each package.
pub fn each_install<'b>(bytes: &'b [u8], mut found: impl FnMut(&'static str, usize, &'b str)) {
    // All but one of them hold one of these words.
    for word in [&b"install "[..], b" add ", b" get ", b" require ", b" i "] {
        let mut done_until = 0;
        for at in memmem::find_iter(bytes, word) {
            if at < done_until {
                continue;
            }
            let before = text(bytes.get(at.saturating_sub(24)..at + word.len()).unwrap_or_default()).trim_end();
            let command = COMMANDS.iter().find(|(command, _)| {
                // `dotnet add X package Y`: the word stands in the middle.
                before.strip_suffix(command).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
            });
            let Some((_, ecosystem)) = command else { continue };
            let after = bytes.get(at + word.len()..).unwrap_or_default();
            let after = text(&after[..after.len().min(COMMAND_BYTES_MAX)]);
            let end = end_of_command(after);
            done_until = at + word.len() + end;
            let mut skip = false;
            for name in after[..end].split(|c: char| c.is_whitespace() || matches!(c, '\\' | '"' | '\'' | ',')) {
                if std::mem::take(&mut skip) || name.is_empty() {
                    continue;
                }
                if name.starts_with('-') {
                    skip = matches!(
                        name,
                        "-r" | "-c" | "-i" | "--index-url" | "--extra-index-url" | "-f" | "-t" | "--target" | "-n"
                    );
                    continue;
                }
                let name = package(ecosystem, name);
                if !name.is_empty() {
                    found(ecosystem, name.as_ptr() as usize - bytes.as_ptr() as usize, name);
                }
            }
        }
    }
}

fn text(bytes: &[u8]) -> &str {
    // A cut may go through a character: what follows it is taken.
    let start = bytes.iter().take(4).take_while(|byte| **byte & 0xc0 == 0x80).count();
    text_of(bytes.get(start..).unwrap_or_default())
}

/// A command ends with its line, unless a backslash goes on, and before another command.
fn end_of_command(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(['\n', ';', '&', '|', ')', '`', '#', '<'])) {
        let end = from + at;
        let is_line = text.as_bytes().get(end) == Some(&b'\n');
        // In a notebook the end of a line is written as `\n"`.
        if !is_line || !text[..end].trim_end_matches(['\r', ' ']).ends_with('\\') {
            return end;
        }
        from = end + 1;
    }
    text.len()
}

/// The name without version, extras and file.
fn package<'t>(ecosystem: &str, word: &'t str) -> &'t str {
    let cut = |marks: &[char]| word.split(marks).next().unwrap_or_default();
    match ecosystem {
        "pypi" => cut(&['=', '<', '>', '~', '!', '[', ';', '@']),
        "npm" => match word.rfind('@') {
            Some(at) if at > 0 => &word[..at],
            _ => word,
        },
        "go" | "cargo" => cut(&['@']),
        "composer" => cut(&[':']),
        _ => word,
    }
}

#[test]
fn packages_are_read_behind_the_command_that_installs_them() {
    let installs = |text: &'static str| {
        let mut found = Vec::new();
        each_install(text.as_bytes(), |ecosystem, at, name| {
            assert!(text[at..].starts_with(name));
            found.push(format!("{ecosystem} {name}"));
        });
        found
    };
    assert_eq!(installs("RUN pip install --no-cache-dir \\\n  a==1 'b[x]>=2' \\\n && echo c"), ["pypi a", "pypi b"]);
    assert_eq!(installs("uv pip install -r r.txt a; npm i @x/a@1 b"), ["pypi a", "npm @x/a", "npm b"]);
    assert_eq!(installs("\"!pip install a b\\n\","), ["pypi a", "pypi b", "pypi n"]);
    assert_eq!(installs("go get x.com/a@latest"), ["go x.com/a"]);
    assert_eq!(installs("apt-get install a\nreinstall b"), [] as [&str; 0]);
}
