//! From matches to a ranked list with reasons.

use crate::Candidate;
use crate::matching::Match;
use crate::reading::Description;
use crate::terms::{Category, Kind, KindWeights, Term, Terms, Track};
use crate::zones::Zone;

/// So many words are shown for a candidate.
const SHOWN: usize = 8;

/// What a matched term is worth, by its kind and its place.
fn worth(found: &Match, term: &Term, terms: &Terms, track: Track) -> f64 {
    let weights = terms.weights(track);
    let kind: &KindWeights = match term.kind {
        Kind::Name => &weights.name,
        Kind::Function => &weights.function,
        Kind::Hint => &weights.hint,
        Kind::Against | Kind::Context => return term.factor,
    };
    let place = match found.zone {
        Zone::Head => kind.head,
        Zone::Modifier => kind.modifier,
        Zone::Body => kind.body,
        Zone::Feature => kind.feature,
        Zone::Target => kind.target,
    };
    let category = &terms.categories[term.category];
    let of_none = category.id == "none" && term.kind != Kind::Function;
    let elsewhere = if of_none && found.zone != Zone::Head { weights.none_elsewhere } else { 1.0 };
    let short = if of_none && found.spans.iter().all(|(from, to)| to - from == 1) { weights.none_short } else { 1.0 };
    let place = place * elsewhere * short;
    let spelling = if found.misspelt { weights.misspelt } else { 1.0 };
    kind.weight * term.factor * place * spelling
}

pub fn rank(description: &Description, matches: &[Match], terms: &Terms, track: Track) -> Vec<Candidate> {
    let weights = terms.weights(track);
    let head_is_known = matches.iter().any(|found| {
        let term = &terms.terms[found.term];
        found.zone == Zone::Head
            && matches!(term.kind, Kind::Name | Kind::Function)
            && terms.categories[term.category].track == track
    });
    let mut candidates = Vec::new();
    for (number, category) in terms.categories.iter().enumerate().filter(|(_, category)| category.track == track) {
        let own = || matches.iter().filter(|found| terms.terms[found.term].category == number);
        let mut candidate = one(description, own, (number, category), terms);
        if category.id == "none" {
            if description.has_head && !head_is_known {
                candidate.score += weights.unknown_head;
            }
        } else if candidate.score <= 0.0 {
            continue;
        }
        candidates.push(candidate);
    }
    // Equal scores keep the order of the file, which is the law's.
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    share(&mut candidates, weights.temperature);
    candidates
}

fn one<'a, I>(
    description: &Description,
    own: impl Fn() -> I,
    (number, category): (usize, &Category),
    terms: &Terms,
) -> Candidate
where
    I: Iterator<Item = &'a Match>,
{
    let weights = terms.weights(category.track);
    let mut scored: Vec<(f64, &Match)> = own()
        .filter(|found| terms.terms[found.term].kind != Kind::Context)
        .map(|found| (worth(found, &terms.terms[found.term], terms, category.track), found))
        .collect();
    scored.sort_by(|(a, one), (b, two)| b.total_cmp(a).then(one.spans.cmp(&two.spans)).then(one.term.cmp(&two.term)));
    let (mut score, mut fade) = (0.0, 1.0);
    let (mut spoke, mut against): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut used = vec![false; description.words.len()];
    let mut seen = Vec::new();
    for (worth, found) in scored {
        let covered = || found.spans.iter().flat_map(|&(from, to)| from..to);
        // One place of the text speaks once, and one term speaks once.
        let term = &terms.terms[found.term];
        if covered().all(|at| used[at]) || seen.contains(&found.term) {
            continue;
        }
        seen.push(found.term);
        let shown = shown(description, found);
        if term.kind == Kind::Against {
            if !found.negated {
                score -= weights.against * worth;
                against.push(shown);
            }
        } else if found.negated {
            score -= weights.negated * worth;
            against.push(format!("not {shown}"));
        } else {
            covered().for_each(|at| used[at] = true);
            score += worth * fade;
            fade *= weights.fading;
            spoke.push(shown);
        }
    }
    let (leaning, words) = leaning(description, number, category.track, terms);
    score += leaning;
    spoke.extend(
        words
            .into_iter()
            .filter(|word| !spoke.iter().any(|phrase| phrase.split(' ').any(|said| said == word)))
            .collect::<Vec<_>>(),
    );
    let in_context = own().any(|found| terms.terms[found.term].kind == Kind::Context && !found.negated);
    if category.has_context && !in_context && score > 0.0 {
        score *= category.without_context;
    }
    spoke.truncate(SHOWN);
    against.truncate(SHOWN);
    Candidate {
        id: category.id.clone(),
        title: category.title.clone(),
        score: score + category.prior,
        share: 0.0,
        spoke,
        against,
        questions: category.questions.clone(),
        cites: category.cites.clone(),
    }
}

/// What the single words say, the strongest first, each counting less than the one before.
fn leaning(description: &Description, category: usize, track: Track, terms: &Terms) -> (f64, Vec<String>) {
    let weights = terms.weights(track);
    let is_none = terms.categories[category].id == "none";
    let mut said: Vec<(f64, &str)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for word in description.words.iter().filter(|word| !word.negated) {
        let shares = terms.leanings[track as usize].get(&word.root);
        let share = shares.and_then(|shares| shares.iter().find(|(number, _)| *number == category));
        if let Some((_, share)) = share
            && !seen.contains(&word.root.as_str())
        {
            seen.push(&word.root);
            let place = match word.zone {
                Zone::Head => 1.0,
                _ if is_none => weights.none_elsewhere,
                Zone::Modifier | Zone::Body => 1.0,
                Zone::Target => weights.hint.target,
                Zone::Feature => weights.hint.feature,
            };
            let spelling = if word.misspelt { weights.misspelt } else { 1.0 };
            said.push((share * place * spelling, &word.shown));
        }
    }
    said.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut fade) = (0.0, weights.leaning);
    for (share, _) in &said {
        sum += share * fade;
        fade *= LEANING_FADES;
    }
    let strong = said.iter().filter(|(share, _)| *share >= SPEAKS);
    (sum, strong.map(|(_, word)| (*word).to_owned()).collect())
}

/// Each further single word counts this much of the one before.
const LEANING_FADES: f64 = 0.8;
/// A word is shown as having spoken from this share on.
const SPEAKS: f64 = 0.3;

fn shown(description: &Description, found: &Match) -> String {
    let mut spans = found.spans.clone();
    spans.sort_unstable();
    let phrase = |(from, to): (usize, usize)| {
        let words = description.words[from..to].iter().map(|word| word.shown.as_str()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    spans.into_iter().map(phrase).collect::<Vec<_>>().join(" … ")
}

fn share(candidates: &mut [Candidate], temperature: f64) {
    let Some(best) = candidates.first().map(|best| best.score) else { return };
    let weight = |candidate: &Candidate| ((candidate.score - best) / temperature).exp();
    let sum: f64 = candidates.iter().map(weight).sum();
    for candidate in candidates {
        candidate.share = weight(candidate) / sum;
    }
}
