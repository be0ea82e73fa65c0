//! The least work a scan must do: every file read once, with one multi-pattern pass over it. Run it beside `assess`.
//!
//! `cargo run --release -p scan --example floor -- FOLDER`

use std::sync::atomic::{AtomicU64, Ordering};

use aho_corasick::AhoCorasick;
use ignore::{WalkBuilder, WalkState};

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let words = ["import ", "require(", "openai", "anthropic", "torch", "tensorflow", "http://", "https://", "model"];
    let Ok(patterns) = AhoCorasick::new(words) else { return };
    let (files, bytes, hits) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    WalkBuilder::new(folder).hidden(false).require_git(false).threads(2).build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            if let Ok(content) = std::fs::read(entry.path()) {
                files.fetch_add(1, Ordering::Relaxed);
                bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
                hits.fetch_add(patterns.find_iter(&content).count() as u64, Ordering::Relaxed);
            }
            WalkState::Continue
        })
    });
    println!(
        "{} files, {} bytes, {} hits",
        files.load(Ordering::Relaxed),
        bytes.load(Ordering::Relaxed),
        hits.load(Ordering::Relaxed)
    );
}
