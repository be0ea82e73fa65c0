//! Several orders of steps become one.

/// Joins sequences so that each keeps its order and nothing stands twice; the steps that block each other, if they
/// contradict.
pub(crate) fn merged<T: PartialEq + Copy>(sequences: &[Vec<T>]) -> Result<Vec<T>, Vec<T>> {
    let mut left: Vec<&[T]> = sequences.iter().map(Vec::as_slice).collect();
    let mut joined = Vec::new();
    loop {
        left.retain(|sequence| !sequence.is_empty());
        let heads: Vec<T> = left.iter().filter_map(|sequence| sequence.first().copied()).collect();
        if heads.is_empty() {
            return Ok(joined);
        }
        let waits = |head: &T| left.iter().any(|sequence| sequence.iter().skip(1).any(|later| later == head));
        let Some(next) = heads.iter().copied().find(|head| !waits(head)) else { return Err(heads) };
        joined.push(next);
        for sequence in &mut left {
            if let Some((head, rest)) = sequence.split_first()
                && *head == next
            {
                *sequence = rest;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_keeps_its_order_and_what_is_shared_stands_once() {
        let joined = merged(&[vec!["risk", "file", "sign"], vec!["quality", "file", "register", "sign", "watch"]]);
        assert_eq!(joined, Ok(vec!["risk", "quality", "file", "register", "sign", "watch"]));
        assert_eq!(merged::<u8>(&[]), Ok(vec![]));
    }

    #[test]
    fn orders_that_contradict_are_told() {
        assert_eq!(merged(&[vec!["a", "b"], vec!["b", "a"]]), Err(vec!["a", "b"]));
    }
}
