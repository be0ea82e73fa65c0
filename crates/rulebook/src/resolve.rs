//! Blocks against each other: exceptions, dates, fines, texts, and the order of evaluation.

use domain::citation::{Citation, Range as CitationRange};

use crate::decode::{Raw, Stub, StubKind};
use crate::model::*;
use crate::tree::Reading;

/// Links the blocks; what cannot be linked is a mistake in the file of the block.
pub(crate) fn link(raws: Vec<Raw>, stubs: &[Stub], files: &mut [Reading], names: &[Name]) -> (Vec<Block>, Vec<Step>) {
    let mut blocks: Vec<Block> = Vec::with_capacity(raws.len());
    let mut wanted = Vec::with_capacity(raws.len());
    for raw in raws {
        blocks.push(raw.block);
        wanted.push((raw.exception_to, raw.provisions, raw.except));
    }
    end_superseded_texts(&mut blocks, stubs, files);
    for at in 0..blocks.len() {
        for (text, span) in &wanted[at].0 {
            let targets = targets(text, at, stubs);
            if targets.is_empty() {
                files[stubs[at].file]
                    .mistake(span.clone(), format!("`{text}` is an exception to nothing: no such block"));
            }
            for target in targets {
                if !blocks[target].on.is_within(blocks[at].on) {
                    let message = format!(
                        "an exception about the {} cannot qualify `{}`, which is about the {}",
                        blocks[at].on, blocks[target].id, blocks[target].on
                    );
                    files[stubs[at].file].mistake(span.clone(), message);
                    continue;
                }
                if !blocks[at].exception_to.contains(&(target as BlockId)) {
                    blocks[at].exception_to.push(target as BlockId);
                    blocks[target].exceptions.push(at as BlockId);
                }
            }
        }
    }
    cover(&mut blocks, stubs, &wanted, files);
    let order = order(&blocks, stubs, files, names);
    (blocks, order)
}

type Wanted = (Vec<(String, std::ops::Range<usize>)>, Vec<CitationRange>, Vec<CitationRange>);

/// Two blocks with one id are two texts of one provision: the older ends where the newer begins.
fn end_superseded_texts(blocks: &mut [Block], stubs: &[Stub], files: &mut [Reading]) {
    let mut by_id: Vec<usize> = (0..blocks.len()).collect();
    by_id.sort_by(|a, b| (&blocks[*a].id, blocks[*a].since).cmp(&(&blocks[*b].id, blocks[*b].since)));
    for pair in by_id.windows(2) {
        let (older, newer) = (pair[0], pair[1]);
        if blocks[older].id != blocks[newer].id {
            continue;
        }
        if blocks[older].since == blocks[newer].since {
            let place = &blocks[older].place;
            let message = format!("the id `{}` stands twice; also at {}:{}", blocks[newer].id, place.file, place.line);
            files[stubs[newer].file].mistake(stubs[newer].id_span.clone(), message).help =
                Some("add `#name` to one of them, or say which `text` each belongs to".into());
        } else if blocks[older].until.is_none_or(|until| until > blocks[newer].since) {
            blocks[older].until = Some(blocks[newer].since);
        }
    }
}

/// The blocks an `exception-to` entry names: exact ids first, else all whose citation lies in the range.
fn targets(text: &str, exception: usize, stubs: &[Stub]) -> Vec<usize> {
    let fits = |target: usize| {
        let (exception, target) = (stubs[exception].kind, stubs[target].kind);
        match exception {
            StubKind::Application | StubKind::Penalty => exception == target,
            _ => matches!(target, StubKind::Rule | StubKind::Obligation),
        }
    };
    let exact: Vec<usize> =
        (0..stubs.len()).filter(|at| stubs[*at].id == text && *at != exception && fits(*at)).collect();
    if !exact.is_empty() || text.contains('#') {
        return exact;
    }
    let Ok(range) = text.parse::<CitationRange>() else { return Vec::new() };
    (0..stubs.len())
        .filter(|at| {
            *at != exception
                && fits(*at)
                && stubs[*at].id != stubs[exception].id
                && range.contains(&stubs[*at].citation)
        })
        .collect()
}

/// Which applications and penalties each rule and obligation falls under, and which applications each penalty.
fn cover(blocks: &mut [Block], stubs: &[Stub], wanted: &[Wanted], files: &mut [Reading]) {
    let covers = |by: usize, citation: &Citation| {
        wanted[by].1.iter().any(|range| range.contains(citation))
            && !wanted[by].2.iter().any(|range| range.contains(citation))
    };
    for kind in [StubKind::Application, StubKind::Penalty] {
        let covering: Vec<usize> = (0..blocks.len()).filter(|at| stubs[*at].kind == kind).collect();
        for at in 0..blocks.len() {
            let fined = kind == StubKind::Application && stubs[at].kind == StubKind::Penalty;
            if !matches!(stubs[at].kind, StubKind::Rule | StubKind::Obligation) && !fined {
                continue;
            }
            let citation = &stubs[at].citation;
            let mut found: Vec<usize> = covering.iter().copied().filter(|by| covers(*by, citation)).collect();
            // An exception takes over the provisions of what it is an exception to.
            let mut next = 0;
            while next < found.len() {
                for exception in blocks[found[next]].exceptions.clone() {
                    let exception = exception as usize;
                    let its_own = !wanted[exception].1.is_empty();
                    if !found.contains(&exception) && (!its_own || covers(exception, citation)) {
                        found.push(exception);
                    }
                }
                next += 1;
            }
            found.sort_unstable();
            if matches!(stubs[at].kind, StubKind::Obligation) {
                let mut deepest = blocks[at].at;
                for by in &found {
                    let on = blocks[*by].on;
                    if on.is_within(deepest) {
                        deepest = on;
                    } else if !deepest.is_within(on) {
                        let message =
                            format!("`{}` dates or fines it by {on}, but it is about the {deepest}", blocks[*by].id);
                        files[stubs[at].file].mistake(stubs[at].id_span.clone(), message);
                    }
                }
                blocks[at].at = deepest;
            }
            let found = found.into_iter().map(|by| by as BlockId).collect();
            if kind == StubKind::Application {
                blocks[at].applications = found;
            } else {
                blocks[at].penalties = found;
            }
        }
    }
}

/// Depth-first order over rules, exceptions and conclusions; a circle is a mistake that names its members.
fn order(blocks: &[Block], stubs: &[Stub], files: &mut [Reading], names: &[Name]) -> Vec<Step> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    struct Walk<'w> {
        blocks: &'w [Block],
        concluding: Vec<Vec<BlockId>>,
        block_marks: Vec<Mark>,
        name_marks: Vec<Mark>,
        path: Vec<Step>,
        order: Vec<Step>,
        circles: Vec<Vec<Step>>,
    }
    impl Walk<'_> {
        fn visit(&mut self, step: Step) {
            let mark = match step {
                Step::Block(at) => &mut self.block_marks[at as usize],
                Step::Conclude(at) => &mut self.name_marks[at as usize],
            };
            match *mark {
                Mark::Done => return,
                Mark::Open => {
                    let start = self.path.iter().position(|open| *open == step).unwrap_or(0);
                    self.circles.push(self.path[start..].to_vec());
                    return;
                }
                Mark::New => *mark = Mark::Open,
            }
            self.path.push(step);
            match step {
                Step::Block(at) => {
                    let blocks = self.blocks;
                    let block = &blocks[at as usize];
                    for item in block.condition.items() {
                        let name = match item {
                            Item::Is(name) | Item::Some { name, .. } | Item::Every { name, .. } => *name,
                            _ => continue,
                        };
                        self.visit(Step::Conclude(name));
                    }
                    if let BlockKind::Obligation(obligation) = &block.what {
                        for who in &obligation.who {
                            self.visit(Step::Conclude(*who));
                        }
                    }
                    for exception in &block.exceptions {
                        self.visit(Step::Block(*exception));
                    }
                }
                Step::Conclude(name) => {
                    for block in self.concluding[name as usize].clone() {
                        self.visit(Step::Block(block));
                    }
                }
            }
            self.path.pop();
            match step {
                Step::Block(at) => self.block_marks[at as usize] = Mark::Done,
                Step::Conclude(at) => self.name_marks[at as usize] = Mark::Done,
            }
            self.order.push(step);
        }
    }
    let mut concluding = vec![Vec::new(); names.len()];
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Rule { concludes: Some(name) } = block.what {
            concluding[name as usize].push(at as BlockId);
        }
    }
    let mut walk = Walk {
        blocks,
        concluding,
        block_marks: vec![Mark::New; blocks.len()],
        name_marks: vec![Mark::New; names.len()],
        path: Vec::new(),
        order: Vec::new(),
        circles: Vec::new(),
    };
    for at in 0..blocks.len() {
        walk.visit(Step::Block(at as BlockId));
    }
    for at in 0..names.len() {
        walk.visit(Step::Conclude(at as NameId));
    }
    for circle in &walk.circles {
        let text = |step: &Step| match step {
            Step::Block(at) => blocks[*at as usize].id.clone(),
            Step::Conclude(at) => names[*at as usize].id.clone(),
        };
        let first = circle.iter().find_map(|step| match step {
            Step::Block(at) => Some(*at as usize),
            Step::Conclude(_) => None,
        });
        let Some(first) = first else { continue };
        let mut path: Vec<String> = circle.iter().map(text).collect();
        path.push(path[0].clone());
        files[stubs[first].file]
            .mistake(stubs[first].id_span.clone(), format!("a circle: {}", path.join(" → ")))
            .help = Some("one of these must not rest on the others".into());
    }
    walk.order.retain(|step| match step {
        Step::Block(_) => true,
        Step::Conclude(name) => matches!(names[*name as usize].what, What::Conclusion { .. }),
    });
    walk.order
}
