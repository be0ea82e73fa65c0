//! The instructions of a Dockerfile, each as one line.

/// One instruction with the lines that continue it.
#[derive(Debug, PartialEq, Eq)]
pub struct Instruction {
    /// In upper case: `FROM`, `RUN` …
    pub word: String,
    pub rest: String,
    /// Where it begins.
    pub line: u32,
}

/// The instructions in their order. Comments are left out, and the texts that follow `<<EOF`.
pub fn instructions(text: &str) -> Vec<Instruction> {
    let mut all = Vec::new();
    let mut lines = text.lines().zip(1u32..).peekable();
    let mut escape = '\\';
    while let Some((line, number)) = lines.next() {
        let trimmed = line.trim();
        if let Some(comment) = trimmed.strip_prefix('#') {
            let directive: String = comment.chars().filter(|c| !c.is_whitespace()).collect();
            if all.is_empty() && directive.eq_ignore_ascii_case("escape=`") {
                escape = '`';
            }
            continue;
        }
        if trimmed.is_empty() {
            continue;
        }
        let mut whole = trimmed.to_owned();
        while whole.ends_with(escape) {
            whole.pop();
            let Some((next, _)) = lines.next() else { break };
            // A comment or an empty line between two halves does not end the first.
            let next = next.trim();
            if next.is_empty() || next.starts_with('#') {
                whole.push(escape);
            } else {
                whole.push(' ');
                whole.push_str(next);
            }
        }
        let (word, rest) = whole.split_once(char::is_whitespace).unwrap_or((&whole, ""));
        let word = word.to_ascii_uppercase();
        if matches!(&*word, "RUN" | "COPY" | "ADD") {
            for end in here_documents(rest) {
                // What follows the word is taken up with it.
                let _ = lines.by_ref().find(|(line, _)| line.trim() == end);
            }
        }
        all.push(Instruction { word, rest: rest.trim().to_owned(), line: number });
    }
    all
}

/// The words that end the texts an instruction is given: `<<EOF`, `<<-"END"`.
fn here_documents(rest: &str) -> Vec<String> {
    let starts = rest.split_whitespace().filter_map(|word| word.split_once("<<").map(|(_, end)| end));
    let words = starts.map(|end| end.trim_start_matches(['-', '"', '\'']));
    let words = words.map(|end| end.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
    words.filter(|end| end.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')).collect()
}

#[test]
fn an_instruction_goes_on_over_lines_and_comments() {
    let text = "# escape=\\\nfrom a \\\n # hi\n\n  AS b\r\nRUN <<EOF\nFROM c\nEOF\nRUN x <<-'A' <<B\nA\nFROM d\nB\nCMD [\"x\"]\\";
    let shown: Vec<String> =
        instructions(text).iter().map(|one| format!("{} {} {}", one.line, one.word, one.rest)).collect();
    assert_eq!(shown, ["2 FROM a  AS b", "6 RUN <<EOF", "9 RUN x <<-'A' <<B", "13 CMD [\"x\"]"]);
}
