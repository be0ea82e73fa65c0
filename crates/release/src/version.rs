//! How far a version moves from another.

/// The kinds of move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Major,
    Minor,
    Patch,
    Older,
    /// They cannot be put in order, or one is not known.
    Unordered,
}

/// Below 1.0 the second number counts as the first: there it announces what breaks.
pub fn step(before: Option<&str>, after: Option<&str>) -> Step {
    let (Some(before), Some(after)) = (before.and_then(numbers), after.and_then(numbers)) else {
        return Step::Unordered;
    };
    if after < before {
        return Step::Older;
    }
    let [major, minor, _] = before;
    if after[0] != major || major == 0 && after[1] != minor {
        Step::Major
    } else if after[1] != minor {
        Step::Minor
    } else {
        Step::Patch
    }
}

/// The first three numbers: `v1.2`, `1.2.3-rc.1`, `2:1.2.3+dfsg-4`.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    let mut numbers = [0; 3];
    let mut parts = version.trim_start_matches(['v', 'V']).splitn(4, '.');
    for (at, number) in numbers.iter_mut().enumerate() {
        let Some(part) = parts.next() else { break };
        let digits: &str = part.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        *number = match digits.parse() {
            Ok(number) => number,
            Err(_) if at == 0 => return None,
            Err(_) => break,
        };
        if digits.len() < part.len() {
            break;
        }
    }
    Some(numbers)
}

#[test]
fn versions_move_as_people_count() {
    for (before, after, moved) in [
        ("1.2.3", "2.0.0", Step::Major),
        ("0.4.1", "0.5.0", Step::Major),
        ("0.4.1", "1.0.0", Step::Major),
        ("1.2.3", "1.3.0", Step::Minor),
        ("1.2", "1.2.1", Step::Patch),
        ("v1.2.3-rc.1", "v1.2.3", Step::Patch),
        ("2:1.2.3+dfsg-4", "2:1.2.4+dfsg-1", Step::Patch),
        ("1.10.0", "1.9.0", Step::Older),
        ("2024.8", "2025.1", Step::Major),
        ("stable", "1.0", Step::Unordered),
        ("99999999999999999999.1", "1.0", Step::Unordered),
    ] {
        assert_eq!(step(Some(before), Some(after)), moved, "{before} → {after}");
    }
    assert_eq!(step(None, Some("1.0")), Step::Unordered);
}
