//! The least work a scan must do: every file read once, and one pass over each text for a list of words. Run it beside
//! `marque scan` with the words of the detectors, as benches/discovery/run.py does.
//!
//! `cargo run --release -p scan --example floor -- FOLDER WORDS`, the words a line each.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

use aho_corasick::AhoCorasick;
use ignore::{WalkBuilder, WalkState};

/// A longer text is read and not searched.
const TEXT_BYTES_MAX: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut asked = std::env::args().skip(1);
    let (Some(folder), Some(words)) = (asked.next(), asked.next()) else { return Err("give FOLDER and WORDS".into()) };
    let words = fs::read_to_string(words)?;
    let search = AhoCorasick::new(words.lines())?;
    let (files, bytes, hits) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    WalkBuilder::new(folder).standard_filters(false).hidden(false).threads(2).build_parallel().run(|| {
        let mut content = Vec::new();
        let (files, bytes, hits, search) = (&files, &bytes, &hits, &search);
        Box::new(move |entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            content.clear();
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && File::open(entry.path()).and_then(|mut file| file.read_to_end(&mut content)).is_ok() {
                files.fetch_add(1, Ordering::Relaxed);
                bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
                let is_text = !content[..content.len().min(8 << 10)].contains(&0);
                if is_text && content.len() <= TEXT_BYTES_MAX {
                    hits.fetch_add(search.find_iter(&content).count() as u64, Ordering::Relaxed);
                }
            }
            WalkState::Continue
        })
    });
    let [files, bytes, hits] = [files, bytes, hits].map(AtomicU64::into_inner);
    println!("{files} files, {bytes} bytes, {hits} hits");
    Ok(())
}
