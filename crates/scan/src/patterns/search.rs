//! Many short texts looked for at once, wherever they stand.
//!
//! Vector instructions find a few dozen fragments of four bytes in one pass. So each text is searched for by its rarest
//! four bytes, and compared where they stand.

use std::borrow::Cow;

use aho_corasick::packed::{Config, Searcher};
use aho_corasick::{AhoCorasick, Input, Span};

/// Looked for in a text: four bytes are as many as vector instructions compare at once.
const FRAGMENT_BYTES: usize = 4;

/// With more of them in one pass, too many places look right at first.
const FRAGMENTS_PER_PASS: usize = 64;

/// A vector compares so many groups of fragments at a time.
const LANES: usize = 16;

/// The bytes of source code, the commonest first. Measured on 174 MB of Go, Java, TypeScript, PHP, Python and Rust.
const COMMON: &[u8] =
    b" etrnioas\nlcdup\tm.fg,()h/:yb\"xS_0=vT{}EICwAkRD;NP-OL1M2'F*U>[]B643`Vq&GHj58W!<zK79|#\\YJ+@$?XQ%";

/// How rare a byte is: its place among the common ones, or behind them all.
const RANK: [u16; 256] = {
    let mut rank = [COMMON.len() as u16; 256];
    let mut at = 0;
    while at < COMMON.len() {
        rank[COMMON[at] as usize] = at as u16;
        at += 1;
    }
    rank
};

/// Texts to be found, known by their place in the list.
#[derive(Debug, Default)]
pub struct Search {
    texts: Vec<Cow<'static, str>>,
    passes: Vec<Pass>,
}

/// One search over a file.
#[derive(Debug)]
struct Pass {
    engine: Engine,
    fragments: Vec<Fragment>,
}

#[derive(Clone, Debug)]
struct Fragment {
    bytes: [u8; FRAGMENT_BYTES],
    /// The texts that have it, each with where in it.
    texts: Vec<(usize, usize)>,
}

#[derive(Debug)]
enum Engine {
    Vector(Searcher),
    /// For processors without vector instructions.
    Plain(Box<AhoCorasick>),
}

impl Search {
    /// Texts shorter than a fragment are never found; those who write lists see to it.
    pub fn new(texts: Vec<Cow<'static, str>>) -> Search {
        let mut fragments: Vec<Fragment> = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let Some((at, bytes)) = rarest(text.as_bytes()) else { continue };
            match fragments.iter_mut().find(|known| known.bytes == bytes) {
                Some(fragment) => fragment.texts.push((index, at)),
                None => fragments.push(Fragment { bytes, texts: vec![(index, at)] }),
            }
        }
        // What looks alike to the vector instructions comes together.
        fragments.sort_by_key(|fragment| fragment.bytes.map(|byte| byte >> 4));
        let passes = fragments.len().div_ceil(FRAGMENTS_PER_PASS).max(1);
        let passes = fragments.chunks(fragments.len().div_ceil(passes).max(1)).filter_map(Pass::new).collect();
        Search { texts, passes }
    }

    /// Calls `found` with the text and the offset of each place it stands at. In order only within one text.
    pub fn each(&self, bytes: &[u8], mut found: impl FnMut(usize, usize)) {
        for pass in &self.passes {
            let mut from = 0;
            while let Some((fragment, at)) = pass.engine.next(bytes, from) {
                // The next may overlap with this one.
                from = at + 1;
                for (index, offset) in pass.fragments.get(fragment).iter().flat_map(|fragment| &fragment.texts) {
                    if let Some(start) = at.checked_sub(*offset)
                        && let Some(text) = self.texts.get(*index)
                        && bytes.get(start..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
                    {
                        found(*index, start);
                    }
                }
            }
        }
    }
}

impl Pass {
    fn new(alike: &[Fragment]) -> Option<Pass> {
        // They are dealt out to the lanes one after the other: every sixteenth lands in the same one, and the fewer
        // differences within a lane, the fewer places look right at first.
        let per_lane = alike.len().div_ceil(LANES).max(1);
        let rows = (0..per_lane).flat_map(|row| alike.iter().skip(row).step_by(per_lane));
        let fragments: Vec<Fragment> = rows.cloned().collect();
        let bytes = || fragments.iter().map(|fragment| fragment.bytes);
        let vector = Config::new().heuristic_pattern_limits(false).builder().extend(bytes()).build();
        let engine = match vector {
            Some(searcher) => Engine::Vector(searcher),
            None => Engine::Plain(Box::new(AhoCorasick::new(bytes()).ok()?)),
        };
        Some(Pass { engine, fragments })
    }
}

impl Engine {
    /// The next fragment and where it stands.
    fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let hit = match self {
            Engine::Vector(searcher) => searcher.find_in(bytes, Span { start: from, end: bytes.len() })?,
            Engine::Plain(search) => search.find(Input::new(bytes).range(from..))?,
        };
        Some((hit.pattern().as_usize(), hit.start()))
    }
}

/// The part of a text that occurs least by chance, and where it stands in it.
fn rarest(text: &[u8]) -> Option<(usize, [u8; FRAGMENT_BYTES])> {
    let rank_of = |window: &[u8]| window.iter().map(|byte| RANK[usize::from(*byte)]).sum::<u16>();
    let windows = text.windows(FRAGMENT_BYTES).enumerate();
    let (at, window) = windows.max_by_key(|(at, window)| (rank_of(window), std::cmp::Reverse(*at)))?;
    Some((at, window.try_into().ok()?))
}

#[test]
fn texts_are_found_wherever_they_stand_and_however_they_overlap() {
    let texts = ["gpt-", "_KEY", "API_KEY_X", "You are ", "are you"];
    let search = Search::new(texts.map(Cow::Borrowed).to_vec());
    let found = |text: &str| {
        let mut found = Vec::new();
        search.each(text.as_bytes(), |index, at| found.push((at, texts[index])));
        found.sort_unstable();
        found
    };
    assert_eq!(found("MY_API_KEY_X"), [(3, "API_KEY_X"), (6, "_KEY")]);
    assert_eq!(found("gpt-gpt-"), [(0, "gpt-"), (4, "gpt-")]);
    assert_eq!(found("You are you"), [(0, "You are "), (4, "are you")]);
    assert_eq!(found("API_KEY_"), [(3, "_KEY")]);
    assert_eq!(found("ü gpt"), []);
    for before in 0..40 {
        for after in 0..40 {
            let text = format!("{}gpt-{}", "x".repeat(before), "_".repeat(after));
            assert_eq!(found(&text), [(before, "gpt-")]);
        }
    }
    Search::default().each(b"gpt-gpt-gpt-gpt-gpt-", |_, _| panic!("nothing is looked for"));
}

#[test]
fn every_text_of_a_long_list_is_found() {
    let texts: Vec<Cow<str>> = (0..200).map(|number| format!("text-{number:03}").into()).collect();
    let search = Search::new(texts.clone());
    let mut found = Vec::new();
    search.each(texts.join(" ").as_bytes(), |index, at| found.push((index, at)));
    found.sort_unstable();
    assert_eq!(found, (0..200).map(|index| (index, index * 9)).collect::<Vec<_>>());
}

#[test]
fn the_rarest_part_stands_for_a_text() {
    assert_eq!(rarest(b"at the Azure"), Some((7, *b"Azur")));
    assert_eq!(rarest(b"tetete"), Some((0, *b"tete")));
    assert_eq!(rarest(b"abc"), None);
}
