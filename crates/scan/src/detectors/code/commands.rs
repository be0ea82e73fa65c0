//! Models that a command names: in a shell script, a container file, the arguments of a container, a notebook.

use super::calls::Means;
use super::collected::Collected;
use super::context::Context;
use super::keys::{self, Strength};
use super::lexicon::{Provider, lexicon};
use super::resolve::{Position, resolve};

/// Commands whose next word is a model: the command, its provider, and whether the word is an id of the hub.
const COMMANDS: &[(&[&str], &str, Option<Means>)] = &[
    (&["ollama", "pull"], "Ollama", None),
    (&["ollama", "run"], "Ollama", None),
    (&["ollama", "create"], "Ollama", None),
    (&["huggingface-cli", "download"], "Hugging Face", Some(Means::Hub)),
    (&["hf", "download"], "Hugging Face", Some(Means::Hub)),
    (&["vllm", "serve"], "vLLM", Some(Means::Hub)),
    (&["docker", "model", "pull"], "Docker Model Runner", None),
    (&["docker", "model", "run"], "Docker Model Runner", None),
    (&["lms", "load"], "LM Studio", None),
    (&["lms", "get"], "LM Studio", None),
    (&["modelscope", "download"], "ModelScope", Some(Means::Hub)),
    (&["foundry", "model", "run"], "Microsoft Foundry Local", None),
];

/// The models that command lines in a text name. `is_quiet` says where comments are.
pub fn read(context: &Context, text: &str, is_quiet: impl Fn(usize) -> bool, collected: &mut Collected) {
    let mut recent: [&str; 3] = [""; 3];
    let mut wanted: Option<Position> = None;
    let mut option_of_command = false;
    for (at, word) in words(text) {
        if word == "-" || is_quiet(at) {
            continue;
        }
        if word.starts_with('-') {
            wanted = option(context, word).or(wanted.filter(|_| option_of_command));
        } else if let Some(position) = wanted.take()
            && let Some(reference) = resolve(context, word, &position, || None)
        {
            collected.add(reference, at);
        }
        recent.rotate_left(1);
        recent[2] = word;
        if let Some(position) = command(&recent) {
            wanted = Some(position);
            option_of_command = true;
        } else if !word.starts_with('-') {
            option_of_command = false;
        }
    }
}

/// The command lines of a notebook.
pub fn in_notebook(context: &Context, text: &str, collected: &mut Collected) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with(['!', '%']) {
            let mut of_line = Collected::default();
            read(context, line, |_| false, &mut of_line);
            collected.absorb(of_line, offset);
        }
        offset += line.len();
    }
}

/// `--model`, `--model-id`, `-hf`.
fn option(context: &Context, word: &str) -> Option<Position> {
    let is_hub = matches!(word, "-hf" | "-hfr" | "--hf-repo" | "--hf_repo" | "--hf-model");
    let is_model = word.starts_with("--") && keys::strength(word) == Some(Strength::Strict);
    let is_file = matches!(word, "-m" | "--model-path" | "--model_path");
    if !(is_hub || is_model || is_file) {
        return None;
    }
    // These servers take an id of the hub or a folder.
    let serves_hub =
        ["vllm", "sglang", "text-generation-inference", "text-embeddings-inference", "lmdeploy", "infinity"];
    let means = if is_hub || (is_model && serves_hub.iter().any(|server| context.has(server))) {
        Some(Means::Hub)
    } else if is_file {
        Some(Means::File)
    } else {
        None
    };
    Some(Position { strength: Some(Strength::Strict), means, ..Position::default() })
}

fn command(recent: &[&str; 3]) -> Option<Position> {
    let (_, provider, means) = COMMANDS.iter().find(|(command, _, _)| recent.ends_with(command))?;
    let named: Option<&'static Provider> = lexicon().provider(provider);
    Some(Position { strength: Some(Strength::Strict), means: means.or(Some(Means::Model)), named, is_mentioned: false })
}

/// The words of command lines with their offsets: quotes, commas and brackets divide as spaces do, and `=` after an
/// option.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_mark = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '[' | ']' | '(' | ')' | ';' | '`' | '\\' | '=' | '!')
    };
    text.split(is_mark)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
