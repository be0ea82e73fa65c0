//! Whether a name holds the beginning of any of several words: asked of every name in a file, before anything is
//! looked up.

/// The beginnings of words, in small letters and digits, as the states of one machine.
pub struct Beginnings {
    /// One bit for each letter of each beginning: those at which a byte may stand, in either case.
    places: [u64; 256],
    /// The bits of the first and of the last letters.
    first: u64,
    last: u64,
}

impl Beginnings {
    /// Together they may have 64 letters.
    pub const fn of(parts: &[&[u8]]) -> Beginnings {
        let mut known = Beginnings { places: [0; 256], first: 0, last: 0 };
        let (mut part, mut bit) = (0, 0);
        while part < parts.len() {
            let mut at = 0;
            known.first |= 1 << bit;
            while at < parts[part].len() {
                let letter = parts[part][at];
                known.places[letter as usize] |= 1 << bit;
                if letter.is_ascii_alphabetic() {
                    known.places[letter.to_ascii_uppercase() as usize] |= 1 << bit;
                }
                bit += 1;
                at += 1;
            }
            known.last |= 1 << (bit - 1);
            part += 1;
        }
        known
    }

    pub fn any_in(&self, mut bytes: impl Iterator<Item = u8>) -> bool {
        let mut reached = 0u64;
        // A letter counts if it is a first one, or if the one before it was reached.
        bytes.any(|byte| {
            reached = ((reached << 1) | self.first) & self.places[usize::from(byte)];
            reached & self.last != 0
        })
    }
}

#[test]
fn a_beginning_is_found_wherever_it_stands() {
    const KNOWN: Beginnings = Beginnings::of(&[b"mode", b"o1", b"aab"]);
    for name in ["myModel", "MODE", "xo1", "aaab", "mmode"] {
        assert!(KNOWN.any_in(name.bytes()), "{name}");
    }
    for name in ["", "mod", "mod-e", "o2", "o", "aacb", "odel"] {
        assert!(!KNOWN.any_in(name.bytes()), "{name}");
    }
}
